"""Who decides that two demands are one. Pure questions, asked after `visible_to`."""

from guichet.casework.demands.models import Demand
from guichet.casework.demands.permissions import can_instruct
from guichet.foundations.accounts.models import User


def can_decide(user: User, demand: Demand) -> bool:
    """The desk of the department, for both demands are in it."""
    return can_instruct(user, demand)
