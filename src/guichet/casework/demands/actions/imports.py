"""Many demands at once, from a list that the desk was given: all of them, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db import transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import PARIS, local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.directory.models import Organisation
from guichet.reference.territories.models import Territory

from .. import notifications
from ..choices import Channel
from ..correspondents import applicant_to_tell, desk_of
from ..deadlines import promised
from ..models import Demand
from .drafts import next_references, search_key_of
from .steps import step


class HistoryRefused(DomainError):
    """A list cannot enter as history, as it was asked."""


@dataclass(frozen=True)
class Listed:
    """What one line of a list says of a project."""

    line: int
    requester: Organisation
    commune: Territory
    title: str
    description: str = ""
    expected_help: str = ""
    budget: Decimal | None = None
    wanted_by: date | None = None
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""


@transaction.atomic
def take_in(
    department: Territory,
    listed: Sequence[Listed],
    *,
    tells: bool,
    received_on: date | None = None,
    by: User,
    at: datetime,
) -> list[Demand]:
    """Give each line a demand and a number at once, in the order of the list.

    With `received_on`, the list is of past years: its demands arrive closed, of that day and with
    a number of that year, and fill no queue. Communes get a letter only when asked (`tells`): a
    list of past years is no news to them.
    """
    if received_on is not None:
        _refuse_history(received_on, tells=tells, today=local_day(at))
    demands = Demand.objects.bulk_create(
        [_demand(department, one, by=by, at=at) for one in listed], batch_size=200
    )
    year = (received_on or local_day(at)).year
    numbers = next_references(department, year=year, count=len(demands))
    for demand, one, reference in zip(demands, listed, numbers, strict=True):
        if received_on is not None:
            file_away(
                demand, reference=reference, received_on=received_on, line=one.line, by=by, at=at
            )
            continue
        # Nobody else can hold a row that this transaction has just made: no lock is taken.
        with step(
            demand, "submit", by=by, at=at, reference=reference, channel=demand.channel,
            line=one.line,
        ):  # fmt: skip
            demand.reference = reference
            demand.submitted_at = at
    if tells:
        _tell(demands, at=at)
    return demands


@transaction.atomic(savepoint=False)
def file_away(
    demand: Demand, *, reference: str, received_on: date, line: int, by: User, at: datetime
) -> None:
    """A demand of past years enters as history, closed; its day is that of its reception."""
    with step(
        demand, "file_away", by=by, at=at, reference=reference, channel=demand.channel, line=line,
        day=long_date(received_on),
    ):  # fmt: skip
        demand.reference = reference
        demand.submitted_at = datetime.combine(received_on, time(12), tzinfo=PARIS)


def _refuse_history(received_on: date, *, tells: bool, today: date) -> None:
    if received_on >= today:
        raise HistoryRefused(
            f"Un historique est reçu avant aujourd’hui : le {long_date(received_on)} ne convient "
            "pas. Donnez le dernier jour de l’année de la liste."
        )
    if tells:
        raise HistoryRefused(
            "Un historique ne s’annonce pas aux collectivités : décochez l’envoi des courriels, ou "
            "choisissez « À prendre en charge »."
        )


def _demand(department: Territory, one: Listed, *, by: User, at: datetime) -> Demand:
    email = one.contact_email or one.requester.email
    demand = Demand(
        department=department,
        requester=one.requester,
        commune=one.commune,
        channel=Channel.IMPORT,
        title=one.title,
        description=one.description,
        expected_help=one.expected_help,
        budget=one.budget,
        wanted_by=one.wanted_by,
        contact_name=one.contact_name,
        contact_email=email,
        contact_phone=one.contact_phone,
        created_by=None,
        created_at=at,
    )
    demand.search_key = search_key_of(demand)
    return demand


def _tell(demands: Sequence[Demand], *, at: datetime) -> None:
    """One desk and one set of dates for all: they are of the same department and moment."""
    if not demands:
        return
    desk = desk_of(demands[0], on=local_day(at)).organisation
    promises = promised(demands[0], at=at)
    for demand in demands:
        receipt = notifications.received(demand, desk=desk, promises=promises)
        notify(applicant_to_tell(demand), receipt, at=at)
