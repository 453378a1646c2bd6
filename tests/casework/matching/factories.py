"""Referrals at each stage, brought there by their own actions."""

from datetime import datetime

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
from guichet.casework.matching import actions
from guichet.casework.matching.choices import ReferralStatus, RefusalReason
from guichet.casework.matching.models import Referral
from guichet.reference.offers.models import Offer
from tests.casework.demands.factories import NOW, make_demand
from tests.people import People
from tests.world import World


def make_referral(
    world: World,
    people: People,
    *,
    stage: str = ReferralStatus.SENT,
    demand: Demand | None = None,
    offer: Offer | None = None,
    at: datetime = NOW,
) -> Referral:
    """By default: the demand of Banon, qualified, sent by Bruno to IT04."""
    demand = demand or make_demand(world, people, stage=DemandStatus.QUALIFIED, at=at)
    referral = actions.refer(demand, offer=offer or world.it04_offer, by=people.bruno, at=at)
    if stage == ReferralStatus.ACCEPTED:
        actions.accept_referral(referral, by=people.claire, at=at)
    elif stage == ReferralStatus.REFUSED:
        actions.refuse_referral(referral, reason=RefusalReason.NO_CAPACITY, by=people.claire, at=at)
    elif stage == ReferralStatus.WITHDRAWN:
        actions.withdraw_referral(referral, by=people.bruno, at=at)
    return referral
