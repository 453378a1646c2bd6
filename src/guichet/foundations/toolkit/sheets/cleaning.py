"""The text of a cell without the accidents of its export."""

import re

from ..text import search_key

# What exports write for « nothing ».
_BLANK = frozenset({"", "null", "none", "nan", "n a", "na", "nc", "non renseigne"})
_ERRORS = re.compile(r"#(?:N/A|REF!|VALEUR!|VALUE!|NOM\?|NAME\?|DIV/0!|NUL!)", re.IGNORECASE)


def clean(text: str) -> str:
    """Without spaces around nor at the end of its lines, no-break spaces as plain ones; empty when
    the cell says « nothing » in one of the usual ways."""
    spaced = re.sub(r"[^\S\n]", " ", text.replace("\r\n", "\n").replace("\r", "\n"))
    trimmed = "\n".join(re.sub(r" {2,}", " ", line).strip() for line in spaced.split("\n"))
    plain = "".join(c for c in trimmed.strip() if c == "\n" or c.isprintable())
    return "" if search_key(plain) in _BLANK or _ERRORS.fullmatch(plain) else plain


def one_line(text: str) -> str:
    return " ".join(text.split())
