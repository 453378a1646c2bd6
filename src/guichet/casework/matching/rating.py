"""Whose help an authority may rate, and from when on."""

from collections.abc import Iterable

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand

from .choices import ReferralStatus
from .models import Referral

RATED_WHEN = frozenset({DemandStatus.SUPPORTED, DemandStatus.CLOSED})


def helped(demand: Demand, sent: Iterable[Referral]) -> list[Referral]:
    """The structures that took the demand, once help has begun."""
    if demand.status not in RATED_WHEN:
        return []
    return [one for one in sent if one.status == ReferralStatus.ACCEPTED]
