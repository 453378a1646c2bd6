"""Ask a structure what it thinks of a project, for a day that does not move."""

from datetime import date, datetime

from django.db import transaction

from guichet.casework.demands.correspondents import officers_to_tell
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import moving, record
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.reference.directory.models import Organisation

from .. import notifications
from ..answer_links import new_key
from ..choices import Position
from ..correspondents import people_of
from ..models import Opinion
from ..workflow import OPINION
from .answering import Answerer, Heard, without_the_hand
from .steps import OVER, ReferralRefused, hold


@transaction.atomic
def ask_opinion(
    demand: Demand,
    *,
    provider: Organisation,
    question: str,
    due_on: date,
    by: User | None,
    at: datetime,
) -> Opinion:
    """The structure gets a letter with a link, or the desk prints one when nobody there can be
    told; the day is fixed now and never changes."""
    hold(demand)
    _refuse(demand, provider, question=question, due_on=due_on, at=at)
    opinion = Opinion.objects.create(
        demand=demand,
        provider=provider,
        question=question.strip(),
        due_on=due_on,
        asked_by=by,
        asked_at=at,
        link_key=new_key(),
        link_sent_at=at,
    )
    record(
        by=by, action="opinion.ask_opinion", target=opinion, at=at,
        provider=provider.short_name, due_on=due_on.isoformat(), day=long_date(due_on),
    )  # fmt: skip
    notify(people_of(provider, on=local_day(at)), notifications.opinion_asked(opinion), at=at)
    return opinion


@transaction.atomic
def give_opinion(
    opinion: Opinion,
    *,
    position: str,
    reservations: str = "",
    by: Answerer,
    at: datetime,
    heard: Heard | None = None,
) -> None:
    """A position and, when it has some, reservations in writing. Late, it is still received."""
    demand = hold(opinion.demand)
    if position not in Position.values:
        raise ReferralRefused("Choisissez une position : favorable, avec réserves, défavorable…")
    if position == Position.RESERVATIONS and not reservations.strip():
        raise ReferralRefused("Écrivez vos réserves : sans elles, l’avis est simplement favorable.")
    with moving(
        opinion, OPINION, "give_opinion", by=by, at=at, because=reservations.strip(),
        provider=opinion.provider.short_name, position=Position(position).label,
    ):  # fmt: skip
        opinion.position = position
        opinion.reservations = reservations.strip()
        opinion.given_by = by if isinstance(by, User) else None
        opinion.given_label = str(by or "Guichet")[:150]
        opinion.given_at = heard.given_at if heard else at
    opinion.demand = demand
    told = without_the_hand(officers_to_tell(demand, on=local_day(at)), heard)
    notify(told, notifications.opinion_given(opinion), at=at)


@transaction.atomic
def withdraw_opinion(opinion: Opinion, *, by: User | None, at: datetime) -> None:
    """The desk no longer needs it."""
    hold(opinion.demand)
    provider = opinion.provider
    with moving(opinion, OPINION, "withdraw_opinion", by=by, at=at, provider=provider.short_name):
        pass
    notify(people_of(provider, on=local_day(at)), notifications.opinion_withdrawn(opinion), at=at)


def _refuse(
    demand: Demand, provider: Organisation, *, question: str, due_on: date, at: datetime
) -> None:
    if demand.status in OVER or demand.is_draft:
        raise ReferralRefused("Un avis ne se demande que sur une demande déposée et ouverte.")
    if not question.strip():
        raise ReferralRefused("Écrivez sur quoi porte l’avis.")
    if due_on <= local_day(at):
        raise ReferralRefused(
            f"Le {long_date(due_on)} est passé ou c’est aujourd’hui : choisissez un jour à venir."
        )
    if demand.opinions.filter(provider=provider, status="ASKED").exists():
        raise ReferralRefused(f"Un avis de {provider} est déjà attendu sur cette demande.")
