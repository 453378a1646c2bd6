"""One home page per role, in few queries whatever the number of cases."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.urls import reverse

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
from guichet.casework.matching.actions import refuse_referral
from guichet.casework.matching.choices import RefusalReason
from tests.casework.demands.factories import make_demand
from tests.casework.matching.factories import make_referral
from tests.client import StrictClient
from tests.people import COLUMNS, People
from tests.world import World


@pytest.mark.parametrize("name", COLUMNS)
def test_home_in_few_queries(
    name: str,
    people: People,
    client_of: Callable[..., StrictClient],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = client_of(getattr(people, name))

    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        page = client.get(reverse("dashboards:home"))

    assert page.status_code == 200


def test_the_two_meetings_a_year_are_watched(
    people: People, client_of: Callable[..., StrictClient]
) -> None:
    page = client_of(people.farid).get(reverse("dashboards:home")).content.decode()

    assert "Prévoir une séance avant la fin de l’année" in page
    assert "0 séance tenue en" in page.replace("\xa0", " ")


def test_an_account_without_a_role_is_told_so(
    people: People, client_of: Callable[..., StrictClient]
) -> None:
    people.anne.person.memberships.all().delete()

    page = client_of(people.anne).get(reverse("dashboards:home")).content.decode()

    assert "pas encore d’habilitation" in page


@pytest.mark.parametrize("stage", [code for code in DemandStatus.values if code != "DRAFT"])
def test_the_desk_opens_on_its_work_at_every_stage(
    stage: str, world: World, people: People, client_of: Callable[..., StrictClient]
) -> None:
    demand = make_demand(world, people, stage=DemandStatus(stage))

    page = client_of(people.bruno).get(reverse("dashboards:home")).content.decode()

    waits = Demand.objects.awaiting_the_desk().filter(pk=demand.pk).exists()
    assert (str(demand.reference) in page) == waits


def test_a_demand_that_everybody_declined_comes_back_to_the_desk(
    world: World, people: People, client_of: Callable[..., StrictClient], now: datetime
) -> None:
    referral = make_referral(world, people)
    refuse_referral(referral, reason=RefusalReason.NO_CAPACITY, by=people.claire, at=now)

    page = client_of(people.bruno).get(reverse("dashboards:home")).content.decode()

    assert f"Réorienter {referral.demand.reference}" in page
