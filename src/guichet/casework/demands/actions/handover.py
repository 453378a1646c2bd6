"""What matching and support, above, do to a demand: they call these from their own actions."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.notifications.actions import notify
from guichet.reference.directory.models import Organisation

from .. import notifications
from ..choices import DemandStatus
from ..correspondents import applicant_to_tell
from ..models import Demand
from .steps import hold, step


@transaction.atomic
def refer(demand: Demand, *, provider: Organisation, by: User | None, at: datetime) -> None:
    """Open the demand to a provider; the first one moves it to « Orientée ».

    The ball is then with the provider, until `hear_back`.
    """
    hold(demand)
    names: dict[str, Any] = {"provider": provider.name, "provider_id": provider.pk}
    if demand.status in {DemandStatus.REFERRED, DemandStatus.SUPPORTED}:
        demand.version += 1
        if demand.status == DemandStatus.REFERRED:
            demand.is_answered = False
        demand.save()
        record(by=by, action="demand.share", target=demand, at=at, version=demand.version, **names)
    else:
        with step(demand, "refer", by=by, at=at, **names):
            demand.is_answered = False
    demand.shared_with.add(provider)
    notify(applicant_to_tell(demand), notifications.referred(demand, provider=provider), at=at)


@transaction.atomic
def hear_back(demand: Demand, *, by: User | None, at: datetime) -> None:
    """A provider answered, or its referral was withdrawn: the ball is back with the desk.

    The answer itself is the event of the referral, written by the caller; nobody reads it twice.
    """
    hold(demand)
    if demand.status == DemandStatus.REFERRED and not demand.is_answered:
        _pass_the_ball(demand, is_answered=True)


@transaction.atomic
def support(demand: Demand, *, by: User | None, at: datetime) -> None:
    """Help has begun, once more or for the first time: the ball is with whoever helps."""
    hold(demand)
    if demand.status != DemandStatus.SUPPORTED:
        with step(demand, "support", by=by, at=at):
            demand.is_answered = False
    elif demand.is_answered:
        _pass_the_ball(demand, is_answered=False)


@transaction.atomic
def end_support(demand: Demand, *, by: User | None, at: datetime) -> None:
    """The last support under way was delivered or abandoned: the desk concludes.

    The end itself is the event of the support, written by the caller; nobody reads it twice.
    """
    hold(demand)
    if demand.status == DemandStatus.SUPPORTED and not demand.is_answered:
        _pass_the_ball(demand, is_answered=True)


def _pass_the_ball(demand: Demand, *, is_answered: bool) -> None:
    demand.is_answered = is_answered
    demand.version += 1
    demand.save()
