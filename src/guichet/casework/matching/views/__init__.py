"""The desk sends, the provider answers: one view, one method, one deed."""

from .answers import (
    accept_by_link,
    answer,
    ask_for_more_by_link,
    give_opinion_by_link,
    refuse_by_link,
)
from .demand import of_demand, refer, run
from .excluded import excluded
from .ledger import ledger
from .on_behalf import (
    before_record,
    enter_code,
    letter,
    open_code,
    post_letter,
    record_answer,
)
from .opinion_letters import (
    before_opinion,
    opinion_letter,
    post_opinion_letter,
    record_opinion,
)
from .opinions import ask_opinion, give_opinion, opinion, withdraw_opinion
from .referrals import (
    accept_referral,
    activity,
    ask_for_more,
    give_more,
    referral,
    referrals,
    refuse_referral,
    renew_answer_link,
    withdraw_referral,
)
from .rules import rules, set_rule
from .satisfaction import rate_by_link, rate_help, rating_by_link

__all__ = [
    "accept_by_link",
    "accept_referral",
    "activity",
    "answer",
    "ask_for_more",
    "ask_for_more_by_link",
    "ask_opinion",
    "before_opinion",
    "before_record",
    "enter_code",
    "excluded",
    "give_more",
    "give_opinion",
    "give_opinion_by_link",
    "ledger",
    "letter",
    "of_demand",
    "open_code",
    "opinion",
    "opinion_letter",
    "post_letter",
    "post_opinion_letter",
    "rate_by_link",
    "rate_help",
    "rating_by_link",
    "record_answer",
    "record_opinion",
    "refer",
    "referral",
    "referrals",
    "refuse_by_link",
    "refuse_referral",
    "renew_answer_link",
    "rules",
    "run",
    "set_rule",
    "withdraw_opinion",
    "withdraw_referral",
]
