"""The authority says whether the help was useful: three choices and a sentence."""

from datetime import datetime

from django.db import transaction

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.correspondents import officers_to_tell
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day

from .. import notifications
from ..choices import ReferralStatus, Usefulness
from ..correspondents import answerers_of
from ..models import Referral, Satisfaction
from .steps import ReferralRefused, hold

RATED_WHEN = frozenset({DemandStatus.SUPPORTED, DemandStatus.CLOSED})


@transaction.atomic
def rate_help(
    referral: Referral, *, usefulness: str, comment: str = "", by: User | None, at: datetime
) -> Satisfaction:
    """Shared with the structure and the desk; given again, it replaces the former answer."""
    demand = hold(referral.demand)
    if referral.status != ReferralStatus.ACCEPTED or demand.status not in RATED_WHEN:
        raise ReferralRefused("Cet avis se donne une fois que la structure a commencé à aider.")
    if usefulness not in Usefulness.values:
        raise ReferralRefused("Dites si cette aide a été utile : oui, en partie ou non.")
    given, _ = Satisfaction.objects.update_or_create(
        referral=referral,
        defaults={
            "usefulness": usefulness,
            "comment": comment.strip(),
            "given_label": str(by or "Guichet")[:150],
            "given_at": at,
        },
    )
    record(
        by=by, action="referral.rate_help", target=referral, at=at,
        provider=referral.provider.short_name, answer=Usefulness(usefulness).label,
    )  # fmt: skip
    told = (*answerers_of(referral, on=local_day(at)), *officers_to_tell(demand, on=local_day(at)))
    notify(told, notifications.help_rated(referral, given), at=at)
    return given
