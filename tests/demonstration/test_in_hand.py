"""Whatever the day of the visit, the desk of the demonstration has work at every stage."""

import random
from datetime import datetime

import pytest
from django.utils import timezone

from guichet.casework.demands.choices import DemandStatus as S
from guichet.casework.demands.models import Demand
from guichet.demonstration.in_hand import DESK, InHand, in_hand_story
from guichet.demonstration.projects import read_projects
from guichet.demonstration.stage import Stage
from guichet.demonstration.timeline import Timeline
from guichet.foundations.toolkit.dates import PARIS
from guichet.reference.offers.choices import EngineeringType, Phase
from guichet.reference.offers.models import Offer
from guichet.reference.policies.actions import load_taxonomy
from guichet.reference.policies.models import Theme
from tests.people import People
from tests.world import World

# A Monday, a Sunday, the feasts of the year's end, a bridge of May.
VISITS = ["2026-03-09", "2026-11-29", "2026-12-27", "2027-01-02", "2027-05-09"]
PROJECTS = {project.title: project for project in read_projects()}


def test_every_stage_of_an_open_demand_is_told() -> None:
    assert {told.stage for told in DESK} == set(S.values) - {S.SUPPORTED, S.DECLINED, S.CLOSED}
    assert {told.project for told in DESK} <= set(PROJECTS)


def help_with_anything(offer: Offer) -> None:
    offer.themes.clear()
    offer.engineering_types = EngineeringType.values
    offer.phases = Phase.values
    offer.save()


@pytest.mark.django_db
@pytest.mark.parametrize("visit", VISITS)
@pytest.mark.parametrize("told", DESK, ids=lambda told: f"{told.stage}-{told.days_ago}")
def test_each_demand_reaches_its_stage_before_the_visit(
    told: InHand, visit: str, world: World, people: People
) -> None:
    load_taxonomy(by=None, at=timezone.now())
    help_with_anything(world.it04_offer)
    stage = Stage(
        committee=world.committee,
        officer=people.bruno,
        officer_person=people.bruno.person,
        secretary=people.farid,
        prefect=people.elise,
        themes={theme.code: theme for theme in Theme.objects.all()},
    )
    until = datetime.fromisoformat(f"{visit}T08:00").replace(tzinfo=PARIS)
    timeline = Timeline(until)
    dice = random.Random(told.project)  # noqa: S311 -- guards nothing

    timeline.add(in_hand_story(stage, dice, told, world.banon_hall, PROJECTS[told.project], until))
    timeline.run()

    [demand] = Demand.objects.all()
    assert demand.status == told.stage
