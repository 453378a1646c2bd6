"""Two versions of a text, word by word; and two corrections of one version, joined. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .texts import HAND, ITEM, Section, blocks_of, text_of

_WORDS = re.compile(r"\s+|[^\s]+")
# What a piece of text is in the comparison of two versions.
SAME, GONE, NEW = "SAME", "GONE", "NEW"


@dataclass(frozen=True)
class Piece:
    kind: str
    text: str

    @property
    def is_gone(self) -> bool:
        return self.kind == GONE

    @property
    def is_new(self) -> bool:
        return self.kind == NEW


@dataclass(frozen=True)
class Change:
    """One part that is not the same in both versions, and how its words differ."""

    title: str
    pieces: tuple[Piece, ...]
    # « masquée au public », « publiée »… : empty when that did not change.
    publication: str = ""


@dataclass(frozen=True)
class Merged:
    """The text that holds both corrections; `conflicts` names the parts that cannot be joined."""

    sections: tuple[Section, ...]
    conflicts: tuple[str, ...] = ()


def compare(before: Iterable[Section], after: Iterable[Section]) -> tuple[Change, ...]:
    """The parts that differ, in the order of the later version; those taken away come last."""
    old = {part.key: part for part in before}
    new = {part.key: part for part in after}
    changes = []
    for key in dict.fromkeys([*new, *old]):
        one, other = old.get(key), new.get(key)
        change = _change(one, other)
        if change is not None:
            changes.append(change)
    return tuple(changes)


def _change(before: Section | None, after: Section | None) -> Change | None:
    known = after or before
    if known is None:
        return None
    old, new = (_words(before), _words(after))
    said = _publication(before, after)
    if old == new and not said and _tables(before) == _tables(after):
        return None
    return Change(known.title, tuple(_pieces(old, new)), said)


def _publication(before: Section | None, after: Section | None) -> str:
    if before is None or after is None or bool(before.restriction) == bool(after.restriction):
        return ""
    return "Masquée au public." if after.restriction else "De nouveau publiée."


def _tables(part: Section | None) -> object:
    return part.tables if part else ()


def _words(part: Section | None) -> list[str]:
    if part is None:
        return []
    rows = [" | ".join(row) for table in part.tables for row in table.rows]
    return _WORDS.findall("\n".join([part.text, *rows]).strip())


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterable[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, left, left_end, right, right_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(SAME, "".join(old[left:left_end]))
            continue
        if left < left_end:
            yield Piece(GONE, "".join(old[left:left_end]))
        if right < right_end:
            yield Piece(NEW, "".join(new[right:right_end]))


def merged(
    base: Iterable[Section],
    now: Iterable[Section],
    texts: Mapping[str, str],
    hidden: Mapping[str, bool],
) -> Merged:
    """What was typed over `base`, laid upon `now`, which somebody may have corrected meanwhile.

    A part that only one of the two changed takes that change; a part that both changed, each in a
    different way, is a conflict. A part that `base` does not know is one too, when it differs.
    """
    known = {part.key: part for part in base}
    joined, conflicts = [], []
    for part in now:
        typed = _normal(texts[part.key]) if part.key in texts else None
        first = known.get(part.key)
        wanted = typed if typed is not None and (first is None or typed != first.text) else None
        if wanted is not None and wanted != part.text:
            if first is None or part.text != first.text:
                conflicts.append(part.title)
            part = part.corrected(wanted)
        joined.append(_hidden(part, first, hidden.get(part.key)))
    return Merged(tuple(joined), tuple(conflicts))


def _hidden(part: Section, first: Section | None, wanted: bool | None) -> Section:
    """A box that was not touched changes nothing; one that was, does."""
    if wanted is None or part.restriction == ITEM:
        return part
    was = first is not None and first.restriction == HAND
    return part if wanted == was else part.corrected(part.text, hidden=wanted)


def _normal(text: str) -> str:
    return text_of(blocks_of(text))
