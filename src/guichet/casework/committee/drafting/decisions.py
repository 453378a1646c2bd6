"""What a meeting decided, item by item, for whoever reads with a machine. Pure.

Only what everybody may read: an item that the agenda restricts, or whose part a hand keeps from
the public in either text, is not in the list, not even by its number.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from . import phrases
from .facts import ItemFacts, MeetingRecord
from .texts import Section


@dataclass(frozen=True)
class Decision:
    """One line of the open file: `rank` counts the published items only."""

    rank: int
    kind: str
    title: str
    outcome: str
    sentence: str
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    orientation: str = ""

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def decisions_of(
    record: MeetingRecord, minutes: Iterable[Section], page: Iterable[Section]
) -> tuple[Decision, ...]:
    """In the order of the agenda, without what is kept from the public."""
    kept_back = {part.key for part in (*minutes, *page) if part.restriction}
    shown = [
        item
        for item in record.items
        if not item.is_restricted
        if not any(key.endswith(f"-{item.rank}") for key in kept_back)
    ]
    return tuple(_decision(rank, item) for rank, item in enumerate(shown, start=1))


def _decision(rank: int, item: ItemFacts) -> Decision:
    votes = item.votes
    return Decision(
        rank=rank,
        kind=item.kind,
        title=item.title,
        outcome=item.outcome,
        sentence=phrases.outcome_sentence(item),
        votes_for=votes.in_favour if votes else None,
        votes_against=votes.against if votes else None,
        abstentions=votes.abstentions if votes else None,
        orientation=item.orientation.title if item.orientation else "",
    )
