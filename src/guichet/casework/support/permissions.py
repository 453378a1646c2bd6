"""Who may do what to a support. Pure questions: no exception, no write.

Seeing is `Support.objects.visible_to`; each predicate here supposes that the person may see.
The desk officers of the department and the provider that leads it write; the authority helped,
the sub-prefect, the prefect and the secretary of the committee read.
"""

from guichet.casework.matching.models import Referral
from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role

from .models import Support


def can_see_index(user: User) -> bool:
    return access_of(user).has(Role.APPLICANT, Role.SUB_PREFECT, Role.PROVIDER, *DESK)


def can_open(user: User, referral: Referral) -> bool:
    """The provider that accepted opens, or the desk for it."""
    access = access_of(user)
    leads = referral.provider_id in access.organisations(Role.PROVIDER)
    return leads or referral.department_code in access.departments([Role.DESK_OFFICER])


def can_edit(user: User, support: Support) -> bool:
    """Steps, funding plan and every move of the support."""
    access = access_of(user)
    leads = support.lead_provider_id in access.organisations(Role.PROVIDER)
    return leads or support.department_code in access.departments([Role.DESK_OFFICER])
