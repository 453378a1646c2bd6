"""One home page per role, in few queries whatever the number of cases."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
from guichet.casework.matching.actions import ask_opinion, refuse_referral
from guichet.casework.matching.choices import RefusalReason
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.reference.directory.actions import declare_absence
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Membership
from guichet.reference.policies.actions import load_taxonomy
from tests.casework.committee.factories import make_meeting
from tests.casework.demands.factories import NOW, make_demand
from tests.casework.matching.factories import make_referral
from tests.client import StrictClient
from tests.people import COLUMNS, People
from tests.world import World

HOME_QUERIES = 16


@pytest.mark.parametrize("name", COLUMNS)
def test_home_in_few_queries(
    name: str,
    people: People,
    client_of: Callable[..., StrictClient],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = client_of(getattr(people, name))

    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        page = client.get(reverse("dashboards:home"))

    assert page.status_code == 200


def test_the_two_meetings_a_year_are_watched(
    people: People, client_of: Callable[..., StrictClient]
) -> None:
    page = client_of(people.farid).get(reverse("dashboards:home")).content.decode()

    assert "Prévoir une séance avant la fin de l’année" in page
    assert "0 séance tenue en" in page.replace("\xa0", " ")


@pytest.mark.parametrize(("days", "verb"), [(8, "Préparer"), (0, "Ouvrir")])
def test_a_meeting_opens_on_its_day(
    days: int,
    verb: str,
    world: World,
    people: People,
    client_of: Callable[..., StrictClient],
) -> None:
    meeting = make_meeting(world, people, stage=MeetingStatus.CONVENED)
    meeting.scheduled_at = timezone.now() + timedelta(days=days)
    meeting.save()

    page = client_of(people.farid).get(reverse("dashboards:home")).content.decode()

    assert f"{verb} la séance du {long_date(meeting.day)}" in page


class TestApplicant:
    def home(self, client: StrictClient) -> str:
        return client.get(reverse("dashboards:home")).content.decode().replace("\xa0", " ")

    def test_reads_where_each_demand_is_and_who_has_it(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        make_demand(world, people, stage=DemandStatus.ACKNOWLEDGED)
        make_demand(world, people, stage=DemandStatus.RETURNED)

        page = self.home(client_of(people.anne))

        assert "Prochaine étape : qualifier la demande – le guichet (Bruno)" in page
        assert "C’est à vous : répondre au guichet." in page
        assert "2</strong>" in page and "demandes déposées" in page

    def test_counts_in_good_french(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        make_demand(world, people)

        page = self.home(client_of(people.anne))

        assert "demande déposée<" in page and "projet accompagné<" in page

    def test_sends_to_the_whole_list_beyond_five(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        for _ in range(6):
            make_demand(world, people)

        page = self.home(client_of(people.anne))

        assert page.count("Prochaine étape") == 5
        assert "Voir toutes vos demandes" in page


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
    to_do = page.partition("À faire")[2].partition("</ul>")[0]

    waits = Demand.objects.awaiting_the_desk().filter(pk=demand.pk).exists()
    assert (str(demand.reference) in to_do) == waits


class TestDeskOfTheDay:
    def home(self, client: StrictClient) -> str:
        return client.get(reverse("dashboards:home")).content.decode().replace("\xa0", " ")

    def test_names_what_is_late_and_what_nobody_holds(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        load_taxonomy(by=None, at=NOW)
        late = make_demand(world, people, stage=DemandStatus.ACKNOWLEDGED)
        unheld = make_demand(world, people)

        page = self.home(client_of(people.bruno))

        assert "2 demandes en retard" in page
        assert "1 demande sans responsable" in page
        assert "sans échéance" not in page
        named = page[page.index("sans responsable") :]
        assert str(unheld.reference) in named and str(late.reference) not in named

    def test_names_what_has_no_date(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        make_demand(world, people)  # no delay is loaded in this small world

        assert "1 demande sans échéance" in self.home(client_of(people.bruno))

    def test_a_portfolio_gives_an_owner_to_what_arrives(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        make_demand(world, people)
        client = client_of(people.bruno)
        assert "sans responsable</h3>" in self.home(client)

        client.post(
            reverse("policies:assign_portfolio", args=["04"]),
            {
                "person": people.bruno.person.pk,
                "starts_on": local_day(timezone.now()).isoformat(),
            },
        )

        assert "sans responsable</h3>" not in self.home(client)
        assert "Bruno" in client.get(reverse("policies:portfolios")).content.decode()

    def test_nearest_date_first_one_s_own_before_all(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        load_taxonomy(by=None, at=NOW)
        older = make_demand(world, people)
        newer = make_demand(world, people, at=NOW + timedelta(days=20))
        mine = make_demand(
            world, people, at=NOW + timedelta(days=30), stage=DemandStatus.ACKNOWLEDGED
        )

        page = self.home(client_of(people.bruno))
        to_do = page[page.index("À faire") : page.index("en retard</h3>")]

        places = [to_do.index(str(demand.reference)) for demand in (mine, older, newer)]
        assert places == sorted(places)

    def test_the_stand_in_finds_the_cases_of_the_absent(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        make_demand(world, people, stage=DemandStatus.ACKNOWLEDGED)
        colleague = people.hugo.person
        Membership.objects.create(person=colleague, organisation=world.ddt, role=Role.DESK_OFFICER)
        now = timezone.now()
        declare_absence(
            people.bruno.person,
            stand_in=colleague,
            starts_on=local_day(now),
            ends_on=local_day(now) + timedelta(days=5),
            by=people.bruno,
            at=now,
        )

        page = self.home(client_of(people.hugo))

        assert "Vous remplacez Bruno" in page
        assert "Bruno, remplacement : Hugo" in page

    @pytest.mark.parametrize("count", [3, 12])
    def test_takes_the_same_queries_for_three_and_twelve(
        self,
        world: World,
        people: People,
        client_of: Callable[..., StrictClient],
        django_assert_num_queries: Callable[..., object],
        count: int,
    ) -> None:
        for _ in range(count):
            make_demand(world, people)
        client = client_of(people.bruno)

        with django_assert_num_queries(HOME_QUERIES):  # type: ignore[attr-defined]
            client.get(reverse("dashboards:home"))


def test_a_demand_that_everybody_declined_comes_back_to_the_desk(
    world: World, people: People, client_of: Callable[..., StrictClient], now: datetime
) -> None:
    referral = make_referral(world, people)
    refuse_referral(referral, reason=RefusalReason.NO_CAPACITY, by=people.claire, at=now)

    page = client_of(people.bruno).get(reverse("dashboards:home")).content.decode()

    assert f"Réorienter {referral.demand.reference}" in page


@pytest.mark.parametrize("name", COLUMNS)
def test_the_supply_map_is_named_to_those_who_may_open_it(
    name: str, people: People, client_of: Callable[..., StrictClient]
) -> None:
    client = client_of(getattr(people, name))

    page = client.get(reverse("dashboards:home")).content.decode()

    for address in (reverse("dashboards:supply"), reverse("dashboards:white_zones")):
        assert (f'href="{address}"' in page) is (client.get(address).status_code == 200)


def test_a_structure_sees_the_opinions_awaited_from_it(
    world: World, people: People, client_of: Callable[..., StrictClient]
) -> None:
    demand = make_demand(world, people, stage=DemandStatus.QUALIFIED)
    due_on = local_day(timezone.now()) + timedelta(days=7)
    ask_opinion(
        demand, provider=world.it04, question="Qu’en pensez-vous ?", due_on=due_on,
        by=people.bruno, at=timezone.now(),
    )  # fmt: skip

    page = client_of(people.claire).get(reverse("dashboards:home")).content.decode()

    assert f"Donner un avis sur {demand.reference}" in page
    assert f"pour le {long_date(due_on)}" in page


def test_an_administrator_finds_what_is_set_by_one(
    people: People, client_of: Callable[..., StrictClient]
) -> None:
    client = client_of(people.jules)
    page = client.get(reverse("dashboards:home")).content.decode()

    for name in ("policies:national_orientations", "offers:to_check", "policies:service_levels"):
        assert f'href="{reverse(name)}"' in page
        assert client.get(reverse(name)).status_code == 200
