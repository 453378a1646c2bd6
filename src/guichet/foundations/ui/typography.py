"""French spacing of a whole page: its text only, never its tags nor what people have typed."""

import re

from guichet.foundations.toolkit.text import typeset

# What must stay as it is, to the letter: tags and their attributes, comments, and the contents of
# the elements where a space is data.
_UNTOUCHED = re.compile(
    r"(<!--.*?-->|<(?P<kept>textarea|script|style|pre|code)\b.*?</(?P=kept)\s*>|<[^>]*>)",
    re.DOTALL | re.IGNORECASE,
)


def typeset_page(html: str) -> str:
    """The same page with non-breaking spaces where French wants them."""
    parts = []
    end = 0
    for found in _UNTOUCHED.finditer(html):
        parts.append(_text(html[end : found.start()]))
        parts.append(found[0])
        end = found.end()
    parts.append(_text(html[end:]))
    return "".join(parts)


def _text(text: str) -> str:
    # A text node may end on the space that the next tag's mark needs: only whole pairs are seen.
    return typeset(text) if " " in text else text
