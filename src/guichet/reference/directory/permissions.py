"""Who may see the directory. Pure questions: no exception, no write."""

from guichet.foundations.accounts.models import User

from .access import access_of
from .choices import Role


def can_consult(user: User) -> bool:
    """Everybody who acts in the one-stop shop, whatever the role: it says who can help whom."""
    return bool(access_of(user).grants)


def can_declare_absence(user: User) -> bool:
    """The officers of a desk: theirs are the cases that may not wait for a return."""
    return access_of(user).has(Role.DESK_OFFICER)
