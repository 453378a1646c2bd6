"""Who may change a policy on screen. Pure questions: no exception, no write."""

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import Role


def can_set_service_levels(user: User, department: str) -> bool:
    """The desk answers for its own delays; the administrator of the department helps it."""
    return department in access_of(user).departments([Role.DESK_OFFICER, Role.ADMINISTRATOR])


def can_record_national(user: User) -> bool:
    """What the agency's board wants holds for every department: an administrator, like the national
    catalogue of offers; each record names its source and who wrote it."""
    return access_of(user).has(Role.ADMINISTRATOR)


def can_share_out(user: User, department: str) -> bool:
    """Say who usually follows what, among the officers of the desk."""
    return can_set_service_levels(user, department)


def can_tell_facts(user: User, department: str) -> bool:
    """Write what dated lists say of the communes of a department, and who is a member of what."""
    return can_set_service_levels(user, department)


def fact_departments(user: User) -> frozenset[str]:
    """The departments whose classifications and memberships the person answers for."""
    return access_of(user).departments([Role.DESK_OFFICER, Role.ADMINISTRATOR])
