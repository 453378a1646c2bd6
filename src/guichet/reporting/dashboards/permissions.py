"""Who may read the supply map. Pure questions: no exception, no write."""

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role

# Those who answer for the help given in a department.
READERS = DESK | {Role.SUB_PREFECT}


def departments_of(user: User) -> list[str]:
    return sorted(access_of(user).departments(READERS))
