"""Who is there at each item: arrivals and departures, never overwritten. Pure Python.

The minutes name those present (CRPA R133-13), and a deliberation counts those who are there when it
is taken (R133-10): a roll call at the opening is not enough. Movements are added one after the
other; a mistake is mended by another movement, and the first one stays in the record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from guichet.foundations.toolkit.dates import clock_time

from .proxies import REPRESENTED, SITTING, Presence


@dataclass(frozen=True)
class Movement:
    """From that instant, the seat takes part in that way; `rank` orders those of one instant."""

    seat: int
    mode: str
    at: datetime
    rank: int
    holder: int | None = None


def presences_at(movements: Iterable[Movement], instant: datetime) -> tuple[Presence, ...]:
    """How each seat takes part at that instant, by seat. A member who arrives takes back his proxy:
    his last movement alone counts."""
    last: dict[int, Movement] = {}
    for one in sorted(movements, key=lambda m: (m.at, m.rank)):
        if one.at <= instant:
            last[one.seat] = one
    return tuple(Presence(one.seat, one.mode, one.holder) for _, one in sorted(last.items()))


def last_seen(movements: Iterable[Movement]) -> dict[int, Movement]:
    """The seats that sat and left before the end, each with the movement by which it left: whoever
    was there for a while was present, and the minutes name him (R133-13)."""
    before: dict[int, str] = {}
    left: dict[int, Movement] = {}
    for one in sorted(movements, key=lambda m: (m.at, m.rank)):
        if one.mode in SITTING or one.mode == REPRESENTED:
            left.pop(one.seat, None)
        elif before.get(one.seat) in SITTING:
            left[one.seat] = one
        before[one.seat] = one.mode
    return left


def told(movements: Iterable[Movement], names: dict[int, str]) -> tuple[str, ...]:
    """The arrivals and departures after each seat's first movement, for the minutes."""
    before: dict[int, str] = {}
    sentences = []
    for one in sorted(movements, key=lambda m: (m.at, m.rank)):
        was = before.get(one.seat)
        if was is not None and one.seat in names:
            sentence = _sentence(names[one.seat], was, one.mode)
            if sentence:
                sentences.append(f"{sentence} à {clock_time(one.at)}.")
        before[one.seat] = one.mode
    return tuple(sentences)


def _sentence(name: str, was: str, now: str) -> str:
    if was not in SITTING and now in SITTING:
        return f"{name} rejoint la séance" + (
            " et reprend son pouvoir" if was == REPRESENTED else ""
        )
    if was in SITTING and now not in SITTING:
        return f"{name} quitte la séance" + (" et donne pouvoir" if now == REPRESENTED else "")
    return ""
