"""Many demands at once, from a list that the desk was given: all of them, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.directory.models import Organisation
from guichet.reference.territories.models import Territory

from .. import notifications
from ..choices import Channel
from ..correspondents import applicant_to_tell, desk_of
from ..deadlines import promised
from ..models import Demand
from .drafts import next_references, search_key_of
from .steps import step


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
    by: User,
    at: datetime,
) -> list[Demand]:
    """Give each line a demand and a number at once, in the order of the list.

    Communes get a letter only when asked (`tells`): a list of past years is no news to them.
    """
    demands = Demand.objects.bulk_create(
        [_demand(department, one, by=by, at=at) for one in listed], batch_size=200
    )
    numbers = next_references(department, year=local_day(at).year, count=len(demands))
    for demand, one, reference in zip(demands, listed, numbers, strict=True):
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
