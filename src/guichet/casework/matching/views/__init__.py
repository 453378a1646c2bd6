"""The desk sends, the provider answers: one view, one method, one deed."""

from .demand import of_demand, refer, run
from .referrals import accept_referral, referral, referrals, refuse_referral, withdraw_referral

__all__ = [
    "accept_referral",
    "of_demand",
    "refer",
    "referral",
    "referrals",
    "refuse_referral",
    "run",
    "withdraw_referral",
]
