"""How every action takes hold of a case. Locking order: the demand, then the referral."""

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.errors import DomainError

REFERABLE = frozenset({DemandStatus.QUALIFIED, DemandStatus.REFERRED, DemandStatus.SUPPORTED})
OVER = frozenset({DemandStatus.DECLINED, DemandStatus.CLOSED})


class ReferralRefused(DomainError):
    """The demand cannot be sent there, or answered, as it was asked."""


class DerogationNeeded(ReferralRefused):
    """It may be sent, once somebody has written why."""


def hold(demand: Demand) -> Demand:
    """One at a time per demand, so that two officers cannot send it twice to the same door."""
    lock_afresh(demand)
    return demand
