"""A support at any stage of its life, brought there by its own actions."""

from datetime import date, datetime
from decimal import Decimal

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
from guichet.casework.matching import actions as referrals
from guichet.casework.matching.models import Referral
from guichet.casework.support import actions
from guichet.casework.support.choices import SupportStatus
from guichet.casework.support.models import Support
from guichet.reference.offers.models import Offer
from tests.casework.demands.factories import NOW, make_demand
from tests.people import People
from tests.world import World


def accepted_referral(
    world: World,
    people: People,
    *,
    demand: Demand | None = None,
    offer: Offer | None = None,
    at: datetime = NOW,
    title: str = "Rénover l’ancienne école en logements",
) -> Referral:
    """By default: IT04 has accepted the demand of Banon."""
    demand = demand or make_demand(world, people, stage=DemandStatus.QUALIFIED, at=at, title=title)
    referral = referrals.refer(
        demand,
        offer=offer or world.it04_offer,
        derogation="Le conseil municipal le demande." if offer else "",
        by=people.bruno,
        at=at,
    )
    referrals.accept_referral(referral, by=people.claire, at=at)
    return referral


def make_support(
    world: World,
    people: People,
    *,
    stage: str = SupportStatus.RUNNING,
    referral: Referral | None = None,
    at: datetime = NOW,
    ends_on: date | None = None,
    title: str = "Rénover l’ancienne école en logements",
) -> Support:
    """By default: Claire, of IT04, has started to help Banon; the project costs 200 000 €."""
    referral = referral or accepted_referral(world, people, at=at, title=title)
    support = actions.open_support(
        referral,
        objective="Un programme chiffré que le conseil municipal puisse voter.",
        ends_on=ends_on,
        total_cost=Decimal(200000),
        by=people.claire,
        at=at,
    )
    if stage == SupportStatus.ABANDONED:
        actions.abandon(support, because="La commune renonce.", by=people.claire, at=at)
    if stage in {SupportStatus.RUNNING, SupportStatus.DELIVERED}:
        actions.start(support, by=people.claire, at=at)
    if stage == SupportStatus.DELIVERED:
        actions.deliver(support, outcome="Le programme est remis.", by=people.claire, at=at)
    return support
