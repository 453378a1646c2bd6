"""Who may read the supply map. Pure questions: no exception, no write."""

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role

# Those who answer for the help given in a department: white zones tell who has asked for help.
READERS = DESK | {Role.SUB_PREFECT}
# The map gathers what the catalogue says to all: a structure sees who acts beside it.
MAP_READERS = READERS | {Role.PROVIDER}


def departments_of(user: User) -> list[str]:
    """Where the person reads demands beside offers."""
    return sorted(access_of(user).departments(READERS))


def mapped_departments_of(user: User) -> list[str]:
    """Where the person reads the map of offers."""
    return sorted(access_of(user).departments(MAP_READERS))
