"""What a structure did with what it was asked: figures for its own page. Pure.

Nothing is stored: each figure is counted again from the answers.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median


@dataclass(frozen=True)
class Treated:
    """A demand received by a structure, and what became of it."""

    sent_on: date
    answer: str
    answered_on: date | None = None
    reason: str = ""
    # The stage of the demand today, by its code.
    outcome: str = ""
    is_late: bool = False
    # What the authority said of the help: YES, PARTLY, NO, or nothing.
    usefulness: str = ""


@dataclass(frozen=True)
class Year:
    """One year of a structure."""

    year: int
    asked: int
    taken: int
    declined: int
    waiting: int
    late: int
    median_days: int | None
    supported: int
    closed: int
    useful: int
    rated: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def taken_percent(self) -> int | None:
        """Of those that were answered."""
        answered = self.taken + self.declined
        return self.taken * 100 // answered if answered else None


def years_of(treated: Iterable[Treated]) -> tuple[Year, ...]:
    """Year by year of sending, the latest first; what was withdrawn was not asked."""
    kept = [one for one in treated if one.answer != "WITHDRAWN"]
    years = sorted({one.sent_on.year for one in kept}, reverse=True)
    return tuple(_year(year, [one for one in kept if one.sent_on.year == year]) for year in years)


def _year(year: int, rows: list[Treated]) -> Year:
    taken = [one for one in rows if one.answer == "ACCEPTED"]
    declined = [one for one in rows if one.answer == "REFUSED"]
    waiting = [one for one in rows if one.answer == "SENT"]
    days = [(one.answered_on - one.sent_on).days for one in rows if one.answered_on is not None]
    reasons = Counter(one.reason for one in declined)
    return Year(
        year=year,
        asked=len(rows),
        taken=len(taken),
        declined=len(declined),
        waiting=len(waiting),
        late=sum(one.is_late for one in waiting),
        median_days=int(median(days)) if days else None,
        supported=sum(one.outcome == "SUPPORTED" for one in taken),
        closed=sum(one.outcome == "CLOSED" for one in taken),
        useful=sum(one.usefulness in {"YES", "PARTLY"} for one in taken),
        rated=sum(bool(one.usefulness) for one in taken),
        reasons=tuple(sorted(reasons.items(), key=lambda told: (-told[1], told[0]))),
    )
