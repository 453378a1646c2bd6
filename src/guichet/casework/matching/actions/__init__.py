"""Everything that can happen between a demand and those who could help.

An action trusts its caller for the right to act (permissions.py) and the workflow for the right
moment (workflow.py).
"""

from .answering import accept_referral, refuse_referral
from .referring import candidate_of, refer, withdraw_referral
from .running import run
from .steps import REFERABLE, DerogationNeeded, ReferralRefused

__all__ = [
    "REFERABLE",
    "DerogationNeeded",
    "ReferralRefused",
    "accept_referral",
    "candidate_of",
    "refer",
    "refuse_referral",
    "run",
    "withdraw_referral",
]
