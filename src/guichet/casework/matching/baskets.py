"""The work of a structure in baskets: to answer, late, waiting for a precision, taken, declined."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guichet.foundations.toolkit.dates import local_day

from .activity import Treated, Year, years_of
from .choices import ReferralStatus
from .models import Referral, ReferralQuerySet
from .waiting import clocks_of

TITLES = {
    "a-repondre": "À répondre",
    "en-retard": "En retard",
    "en-attente": "En attente d’une précision",
    "acceptees": "Acceptées",
    "declinees": "Déclinées ou retirées",
}
EMPTY = {
    "a-repondre": "Aucune demande n’attend votre réponse.",
    "en-retard": "Aucune réponse n’est en retard.",
    "en-attente": "Vous n’attendez aucune précision.",
    "acceptees": "Vous n’avez encore accepté aucune demande.",
    "declinees": "Vous n’avez décliné aucune demande.",
}


@dataclass(frozen=True)
class Received:
    """A demand that waits for the structure's answer, with its date."""

    referral: Referral
    due: date | None
    words: str
    basket: str


@dataclass(frozen=True)
class Basket:
    code: str
    title: str
    number: int
    is_current: bool


def awaiting(received: ReferralQuerySet, *, today: date) -> list[Received]:
    """The latest due last; those that wait for a precision have no date."""
    sent = list(received.awaiting_an_answer().oldest_first().prefetch_related("questions"))
    clocks = clocks_of(sent, today=today)
    rows = []
    for referral in sent:
        clock = clocks.get(referral.pk)
        basket = "a-repondre"
        if referral.open_question is not None:
            basket = "en-attente"
        elif clock is not None and clock[1].is_late:
            basket = "en-retard"
        due, words = (clock[0].due, clock[1].sentence) if clock else (None, "sans échéance")
        rows.append(Received(referral, due, words, basket))
    return sorted(rows, key=lambda row: (row.due or date.max, row.referral.pk))


def baskets_of(
    waiting: Iterable[Received], *, taken: int, declined: int, current: str
) -> list[Basket]:
    listed = list(waiting)
    counts = {
        code: sum(row.basket == code for row in listed)
        for code in ("a-repondre", "en-retard", "en-attente")
    } | {"acceptees": taken, "declinees": declined}
    return [Basket(code, TITLES[code], counts[code], code == current) for code in TITLES]


def activity_of(received: ReferralQuerySet, *, today: date) -> tuple[Year, ...]:
    """Every year of the structure, in three queries."""
    rows = list(received.for_activity())
    sent = [one for one in rows if one.status == ReferralStatus.SENT]
    late = {pk for pk, clock in clocks_of(sent, today=today).items() if clock[1].is_late}
    return years_of(
        Treated(
            sent_on=local_day(one.sent_at),
            answer=one.status,
            answered_on=local_day(one.answered_at) if one.answered_at else None,
            reason=one.get_refusal_reason_display() if one.refusal_reason else "",
            outcome=one.demand.status,
            is_late=one.pk in late and one.open_question is None,
            usefulness=given.usefulness if (given := one.given_satisfaction) else "",
        )
        for one in rows
    )
