"""A support at any stage of its life, brought there by its own actions."""

from datetime import date, datetime
from decimal import Decimal

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
from guichet.casework.matching.choices import ReferralStatus
from guichet.casework.matching.models import Referral
from guichet.casework.support import actions
from guichet.casework.support.choices import SupportStatus
from guichet.casework.support.models import Support
from guichet.reference.directory.models import Organisation
from guichet.reference.offers.choices import Level
from tests.casework.demands.factories import NOW, make_demand
from tests.people import People
from tests.world import World


def accepted_referral(
    world: World,
    people: People,
    *,
    demand: Demand | None = None,
    provider: Organisation | None = None,
    at: datetime = NOW,
    **demand_facts: object,
) -> Referral:
    """By default: IT04 has accepted the demand of Banon."""
    demand = demand or make_demand(
        world,
        people,
        stage=DemandStatus.REFERRED,
        at=at,
        **demand_facts,  # type: ignore[arg-type]
    )
    return Referral.objects.create(
        demand=demand,
        provider=provider or world.it04,
        offer=world.it04_offer,
        level=Level.DEPARTMENTAL,
        status=ReferralStatus.ACCEPTED,
        sent_by=people.bruno,
        sent_at=at,
        answered_by=people.claire,
        answered_at=at,
    )


def make_support(
    world: World,
    people: People,
    *,
    stage: str = SupportStatus.RUNNING,
    referral: Referral | None = None,
    at: datetime = NOW,
    ends_on: date | None = None,
    **demand_facts: object,
) -> Support:
    """By default: Claire, of IT04, has started to help Banon; the project costs 200 000 €."""
    referral = referral or accepted_referral(world, people, at=at, **demand_facts)
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
