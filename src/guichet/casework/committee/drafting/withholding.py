"""After the publication: what should not be read is taken away, and the text says that it was.

The words that the committee approved are never rewritten: they are masked, by the marks of
`masking`. Source: CRPA L311-6 and L312-1-2 (a document is put on line once what concerns the
privacy of persons is taken out of it).
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import NBSP

from .disclosure import HEADERS
from .masking import MARK, published
from .texts import HAND, Block, Bullets, Paragraph, Section, Table, blocks_of

CORRECTIONS = "corrections"
# Where each text says a law, and nothing of anybody.
_OF_THE_LAW = frozenset({"agency", "committee", "texts", CORRECTIONS})


@dataclass(frozen=True)
class Passage:
    """What can be taken away by itself: a part, a paragraph, a bullet, the row of a table."""

    key: str
    part: str
    text: str
    is_part: bool = False


def passages_of(*texts: Iterable[Section]) -> tuple[Passage, ...]:
    """All that the public reads now, each once although several texts say it."""
    found: dict[str, Passage] = {}
    for text in texts:
        for part in published(text):
            if part.key in _OF_THE_LAW:
                continue
            title = _bare_title(part)
            found.setdefault(_key(title), Passage(_key(title), title, title, is_part=True))
            for words in _words(part):
                found.setdefault(_key(words), Passage(_key(words), title, words))
    # The part of a second text may hold what the first has not: each stands under its own part.
    parts = dict.fromkeys(one.part for one in found.values())
    return tuple(one for part in parts for one in found.values() if one.part == part)


def withheld(sections: Iterable[Section], keys: Collection[str]) -> tuple[Section, ...]:
    """The same text with these passages masked."""
    return tuple(_withheld(part, keys) for part in sections)


def kept_decisions(
    decisions: Iterable[Mapping[str, Any]], keys: Collection[str]
) -> list[dict[str, Any]]:
    """The lines of the open file that are left, numbered again: a gap would tell."""
    left = [one for one in decisions if _key(str(one["title"])) not in keys]
    return [{**one, "rank": rank} for rank, one in enumerate(left, start=1)]


def corrected(sections: Iterable[Section], *, on: date, because: str) -> tuple[Section, ...]:
    """With the day and the reason, which everybody reads, last of all."""
    listed = tuple(sections)
    before = [part for part in listed if part.key == CORRECTIONS]
    said = f"– Le {long_date(on)}, un passage a été retiré{NBSP}: {because}"
    text = "\n".join([*(part.text for part in before), said])
    part = Section(CORRECTIONS, "Éditions corrigées", blocks_of(text), drafted=text)
    return (*(one for one in listed if one.key != CORRECTIONS), part)


def _withheld(part: Section, keys: Collection[str]) -> Section:
    if part.key in _OF_THE_LAW:
        return part
    if _key(_bare_title(part)) in keys:
        return replace(part, restriction=part.restriction or HAND)
    return replace(
        part,
        blocks=tuple(_masked_block(block, keys) for block in part.blocks),
        tables=tuple(_masked_table(table, keys) for table in part.tables),
    )


def _masked_block(block: Block, keys: Collection[str]) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(_masked(block.text, keys))
    return Bullets(tuple(_masked(item, keys) for item in block.items))


def _masked_table(table: Table, keys: Collection[str]) -> Table:
    if table.headers == HEADERS:
        return table
    rows = tuple(
        (f"{MARK} {row[0]}", *row[1:]) if _key(_row(row)) in keys else row for row in table.rows
    )
    return replace(table, rows=rows)


def _masked(text: str, keys: Collection[str]) -> str:
    return f"{MARK} {text}" if _key(text) in keys else text


def _words(part: Section) -> Iterator[str]:
    for block in part.blocks:
        yield from (block.text,) if isinstance(block, Paragraph) else block.items
    for table in part.tables:
        # A figure alone would be worked out from the others: its whole part goes, or nothing.
        if table.headers != HEADERS:
            yield from map(_row, table.rows)


def _row(row: Iterable[str]) -> str:
    return " – ".join(row)


def _bare_title(part: Section) -> str:
    """« 3. La halle » in the minutes is « La halle » on the page."""
    number, _, title = part.title.partition(". ")
    return title if number.isdecimal() and title else part.title


def _key(text: str) -> str:
    """The same for the same words, whatever the typography of each text."""
    return hashlib.sha256("".join(text.split()).casefold().encode()).hexdigest()[:16]
