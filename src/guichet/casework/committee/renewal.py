"""What an election, a resignation or a transfer empties. Pure Python.

CRPA R133-4: a member who dies, resigns or loses the quality in which he was appointed is replaced
for what is left of the term, in the same way as he was appointed. A mandate is therefore ended on
the day the quality is lost, and the seat stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import plural

from .replacement import ELECTED, EX_OFFICIO, QUALIFIED

BASIS = "article R133-4 du CRPA"


@dataclass(frozen=True)
class Held:
    """A mandate under way: the seat, the nature of the member, the body that gives the quality."""

    seat: int
    label: str
    nature: str
    body: int | None
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Emptied:
    seat: int
    last_day: date
    sentence: str
    basis: str = BASIS


def emptied_by_election(mandates: Iterable[Held], *, body: int, on: date) -> tuple[Emptied, ...]:
    """The mandates that end when the assembly `body` is renewed on that day.

    Only elected members of that assembly lose their quality; those who sit by their functions or in
    their own name stay. A mandate that began with the new assembly, or is over, is left alone.
    """
    found = []
    for one in mandates:
        concerned = one.nature == ELECTED and one.body == body
        running = one.starts_on < on and (one.ends_on is None or one.ends_on >= on)
        if concerned and running:
            last = on - timedelta(days=1)
            found.append(
                Emptied(
                    one.seat,
                    last,
                    f"« {one.label} » : le mandat prend fin avec le renouvellement du "
                    f"{long_date(on)} ; demandez à l’assemblée de désigner un membre pour la durée "
                    f"restante ({BASIS}).",
                )
            )
    return tuple(found)


def lost_quality(mandate: Held, *, on: date, reason: str) -> Emptied:
    """One member leaves: the seat is to be filled in the same way as before, for what is left."""
    how = {
        ELECTED: "par un élu de la même assemblée, désigné par elle",
        EX_OFFICIO: "par le nouveau titulaire de la fonction",
        QUALIFIED: "par une nouvelle nomination du préfet",
    }[mandate.nature]
    return Emptied(
        mandate.seat,
        on,
        f"« {mandate.label} » est vacant depuis le {long_date(on)} ({reason}) : il est pourvu "
        f"{how}, pour la durée restante ({BASIS}).",
    )


def summary(emptied: Iterable[Emptied]) -> str:
    count = len(tuple(emptied))
    return f"{plural(count, 'siège')} à pourvoir."
