"""Who may do what to a referral. Pure questions, asked after `visible_to`."""

from guichet.casework.demands.models import Demand
from guichet.casework.demands.permissions import can_instruct, can_read_internal, is_applicant
from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import Role

from .models import Opinion, Referral


def can_refer(user: User, demand: Demand) -> bool:
    """Look for who can help, send the demand, take a sending back."""
    return can_instruct(user, demand)


def can_read_reasons(user: User, demand: Demand) -> bool:
    """The services see why each offer was kept or left out, and every note."""
    return can_read_internal(user, demand)


def can_read_all_answers(user: User, demand: Demand) -> bool:
    """A provider sees its own answer, not those of the others."""
    return is_applicant(user, demand) or can_read_reasons(user, demand)


def can_see_referrals(user: User) -> bool:
    return access_of(user).has(Role.PROVIDER)


def can_answer(user: User, referral: Referral) -> bool:
    return referral.provider_id in access_of(user).organisations(Role.PROVIDER)


def can_set_rules(user: User, department: str) -> bool:
    """The desk answers for how it orients; the administrator of the department helps it."""
    return department in access_of(user).departments([Role.DESK_OFFICER, Role.ADMINISTRATOR])


def can_give_opinion(user: User, opinion: Opinion) -> bool:
    return opinion.provider_id in access_of(user).organisations(Role.PROVIDER)


def can_rate(user: User, demand: Demand) -> bool:
    """Whoever was helped, and nobody in its place."""
    return is_applicant(user, demand)
