"""What one reader may have of an item: restricted items are for those who sit and for the desk.

Whoever else follows a meeting (a sub-prefect, an observer, the authority whose case it is) reads
that there is such an item, or how it ended when the case is theirs, and not a word of the debate.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .drafting import without_masked
from .models import AgendaItem, Promise


@dataclass(frozen=True)
class Reading:
    """An item as it is shown to one person."""

    item: AgendaItem
    sees_restricted: bool

    @property
    def is_masked(self) -> bool:
        return self.item.is_restricted and not self.sees_restricted

    @property
    def brief(self) -> str:
        return self._open(self.item.brief)

    @property
    def note(self) -> str:
        return self._open(self.item.outcome_note)

    @property
    def result(self) -> str:
        return "" if self.is_masked else self.item.result_sentence

    def _open(self, words: str) -> str:
        if self.is_masked:
            return ""
        return words if self.sees_restricted else without_masked(words)


def open_promises(
    promises: Iterable[Promise], reserved: frozenset[tuple[int, int | None]]
) -> list[Promise]:
    """Without those about a case that the agenda of their meeting kept for the members."""
    return [one for one in promises if (one.made_in_id, one.demand_id) not in reserved]
