"""An agenda that is refreshed: what hands made of it, and what the facts say now. Pure Python."""

from collections.abc import Sequence
from dataclasses import dataclass

from .agenda import SECTIONS, Key, Proposal


@dataclass(frozen=True)
class Current:
    """An item that stands on the agenda before a refresh."""

    item: int
    key: Key
    is_proposed: bool
    is_edited: bool = False

    @property
    def kind(self) -> str:
        return self.key[0]

    @property
    def may_match(self) -> bool:
        """A free item typed by hand resembles nothing; one with a pointer is that thing."""
        return self.is_proposed or any(pointer is not None for pointer in self.key[1:])


@dataclass(frozen=True)
class Slot:
    """A place on the refreshed agenda: an item kept, an item brought up to date, or a new one."""

    item: int | None
    proposal: Proposal | None
    kind: str
    rewrites_words: bool = False


def merged(current: Sequence[Current], proposals: Sequence[Proposal]) -> tuple[Slot, ...]:
    """What a refresh makes of an agenda: hands win over the machine, and order is kept.

    Items in place keep their order. Figures follow the facts; title and text too, unless a hand
    changed or typed them. A proposed item that the facts no longer support goes, unless edited.
    What is new comes after the last item of its section or of an earlier one.
    """
    fresh = {proposal.key: proposal for proposal in proposals}
    slots: list[Slot] = []
    for standing in current:
        proposal = fresh.pop(standing.key, None) if standing.may_match else None
        untouched = standing.is_proposed and not standing.is_edited
        if proposal is None and untouched:
            continue
        slots.append(
            Slot(standing.item, proposal, standing.kind, untouched and proposal is not None)
        )
    for proposal in proposals:
        if proposal.key in fresh:
            new = Slot(None, proposal, proposal.kind, rewrites_words=True)
            slots.insert(place([slot.kind for slot in slots], proposal.kind), new)
    return tuple(slots)


def place(kinds: Sequence[str], kind: str) -> int:
    """Where a new item goes: after the last one of its section or of an earlier section."""
    rank = SECTIONS.index(kind)
    earlier = [i for i, standing in enumerate(kinds) if SECTIONS.index(standing) <= rank]
    return earlier[-1] + 1 if earlier else 0
