"""Everything that can happen between a demand and those who could help.

An action trusts its caller for the right to act (permissions.py) and the workflow for the right
moment (workflow.py).
"""

from .answering import accept_referral, ask_for_more, give_more, refuse_referral
from .on_behalf import post_letter, post_opinion_letter, record_answer, record_opinion
from .opinions import ask_opinion, give_opinion, withdraw_opinion
from .referring import candidate_of, refer, renew_answer_link, withdraw_referral
from .reminders import remind_all
from .rules import set_rule
from .running import run
from .satisfaction import rate_help
from .steps import REFERABLE, DerogationNeeded, ReferralRefused

__all__ = [
    "REFERABLE",
    "DerogationNeeded",
    "ReferralRefused",
    "accept_referral",
    "ask_for_more",
    "ask_opinion",
    "candidate_of",
    "give_more",
    "give_opinion",
    "post_letter",
    "post_opinion_letter",
    "rate_help",
    "record_answer",
    "record_opinion",
    "refer",
    "refuse_referral",
    "remind_all",
    "renew_answer_link",
    "run",
    "set_rule",
    "withdraw_opinion",
    "withdraw_referral",
]
