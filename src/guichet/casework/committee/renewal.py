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


@dataclass(frozen=True)
class Vacancy:
    """A seat in force that nobody holds: whom to ask for a name, since when."""

    seat: int
    label: str
    nature: str
    body: str = ""
    since: date | None = None


def asked_for(vacancy: Vacancy, *, of_body: str, body: str = "le comité") -> tuple[str, str]:
    """Subject and body of the letter that asks for a new member, in the same way as the last one
    was appointed (CRPA R133-4)."""
    what = {
        ELECTED: "de désigner parmi ses membres un élu",
        EX_OFFICIO: "de nous faire connaître la personne qui exerce désormais cette fonction",
        QUALIFIED: "de proposer une personne qualifiée au préfet, qui la nommera",
    }[vacancy.nature]
    who = {
        ELECTED: "Nous prions votre assemblée",
        EX_OFFICIO: "Nous vous prions",
        QUALIFIED: "Nous vous prions",
    }[vacancy.nature]
    since = f" depuis le {long_date(vacancy.since)}" if vacancy.since else ""
    body = (
        "Madame, Monsieur,\n\n"
        f"Le siège « {vacancy.label} » {of_body} est vacant"
        f"{since}.\n\n"
        f"{who} {what}, pour la durée du mandat qui reste à courir ({BASIS} : le remplacement se "
        "fait dans les mêmes conditions que la désignation).\n\n"
        f"Tant que le siège est vacant, il compte parmi les membres qui composent {body}, et rend "
        "le quorum plus difficile à atteindre."
    )
    return f"Désignation d’un membre : « {vacancy.label} »", body
