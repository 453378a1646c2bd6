"""Who may open which door. Pure questions: no exception, no write."""

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import Role


def can_import(user: User) -> bool:
    """Import a list or capture a mail: whoever holds the desk of a department."""
    return access_of(user).has(Role.DESK_OFFICER)


def departments_of(user: User) -> frozenset[str]:
    """Codes of the departments whose desk the person holds."""
    return access_of(user).departments([Role.DESK_OFFICER])
