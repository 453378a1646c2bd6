"""What the engine proposed, what the desk sent, what the provider answered."""

from .opinions import Opinion, OpinionQuerySet
from .referrals import WAITS_FOR_MORE, Question, Referral, ReferralQuerySet
from .rules import OrientationRule, OrientationRuleQuerySet
from .runs import Proposal, ProposalQuerySet, Run, RunQuerySet
from .satisfaction import Satisfaction

__all__ = [
    "WAITS_FOR_MORE",
    "Opinion",
    "OpinionQuerySet",
    "OrientationRule",
    "OrientationRuleQuerySet",
    "Proposal",
    "ProposalQuerySet",
    "Question",
    "Referral",
    "ReferralQuerySet",
    "Run",
    "RunQuerySet",
    "Satisfaction",
]
