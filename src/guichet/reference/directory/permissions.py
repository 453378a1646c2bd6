"""Who may see the directory. Pure questions: no exception, no write."""

from guichet.foundations.accounts.models import User

from .access import access_of


def can_consult(user: User) -> bool:
    """Everybody who acts in the one-stop shop, whatever the role: it says who can help whom."""
    return bool(access_of(user).grants)
