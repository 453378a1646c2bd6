"""The queue of the desk and « Mes demandes »."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from guichet.casework.demands import actions
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from tests.casework.demands.factories import make_demand
from tests.client import StrictClient
from tests.people import People
from tests.world import World

S = DemandStatus
SignIn = Callable[[User | None], StrictClient]
INDEX = "/demandes/"


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[None]:
    with patch("django.utils.timezone.now", return_value=now):
        yield


def listed(page: str) -> list[str]:
    """The references of the table, in its order."""
    return [part.split("/")[0] for part in page.split('<td><a href="/demandes/')[1:]]


class TestQueue:
    def test_shows_first_what_has_waited_longest_for_the_desk(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        recent = make_demand(world, people, at=now - timedelta(days=1))
        old = make_demand(world, people, stage=S.QUALIFIED, at=now - timedelta(days=9))
        make_demand(world, people, stage=S.RETURNED, at=now - timedelta(days=3))
        make_demand(world, people, stage=S.CLOSED, at=now - timedelta(days=30))

        page = client_of(people.bruno).get(INDEX).content.decode()

        assert listed(page) == [old.reference, recent.reference]
        assert "depuis 9\u00a0jours" in page
        assert "les plus anciennes d’abord" in page

    def test_an_answered_referral_is_to_do_again(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.REFERRED, at=now)
        client = client_of(people.bruno)
        before = listed(client.get(INDEX).content.decode())

        actions.hear_back(demand, by=people.claire, at=now)

        assert (before, listed(client.get(INDEX).content.decode())) == ([], [demand.reference])

    def test_counts_every_stage(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        for stage in (S.SUBMITTED, S.SUBMITTED, S.RETURNED, S.CLOSED, S.DRAFT):
            make_demand(world, people, stage=stage, at=now)

        stages = client_of(people.bruno).get(INDEX).context["stages"]

        assert {stage.label: stage.count for stage in stages} == {
            "À traiter": 2,
            "En cours": 3,
            "Toutes": 4,
            "Déposée": 2,
            "À compléter": 1,
            "Close": 1,
        }

    def test_a_telephone_keeps_the_ways_to_sort(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        """The head of the table is put away there: the same addresses are in a list above it."""
        make_demand(world, people, at=now)

        answer = client_of(people.bruno).get(f"{INDEX}?tri=-deposee")

        listed = answer.content.decode().split('class="app-sorts')[1].split("</nav>")[0]
        sorts = [one.address for one in answer.context["headings"] if one.address]
        assert sorts and all(f'href="{escape(address)}"' in listed for address in sorts)
        assert listed.count('aria-current="true"') == 1 and "décroissant" in listed

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("texte=D-04-26-0001", ["D-04-26-0001"]),
            ("texte=d 04 26 0002", ["D-04-26-0002"]),
            ("texte=HALLE", ["D-04-26-0002"]),
            ("texte=ancienne ECOLES", ["D-04-26-0001"]),
            ("texte=forcalquier", ["D-04-26-0002"]),
            ("texte=rien de tel", []),
            ("theme=HABITAT", ["D-04-26-0001"]),
            ("arrondissement=arrondissement-042", ["D-04-26-0003"]),
            ("etat=ACKNOWLEDGED", ["D-04-26-0003"]),
            ("commune=Forcalquier", ["D-04-26-0002"]),
            ("commune=commune-04018&du=2026-01-01", ["D-04-26-0001"]),
            ("du=2099-01-01", []),
            ("au=2099-01-01&canal=FORM&tri=-numero", [f"D-04-26-000{n}" for n in (2, 1)]),
            ("canal=OFFICER", ["D-04-26-0003"]),
            ("tri=projet", ["D-04-26-0002", "D-04-26-0001", "D-04-26-0003"]),
            ("miennes=on", ["D-04-26-0003"]),
            ("etat=n’importe quoi&theme=RIEN&page=99", [f"D-04-26-000{n}" for n in (1, 2, 3)]),
        ],
    )
    def test_filters_are_in_the_address(
        self,
        world: World,
        people: People,
        client_of: SignIn,
        now: datetime,
        query: str,
        found: list[str],
    ) -> None:
        school = make_demand(world, people, at=now)
        Demand.objects.filter(pk=school.pk).update(theme_hint=world.habitat)
        make_demand(
            world, people, at=now, title="La halle du marché",
            requester=world.forcalquier_hall, commune=world.forcalquier, author=people.lea,
        )  # fmt: skip
        make_demand(
            world, people, stage=S.ACKNOWLEDGED, at=now, title="Un pont",
            requester=world.digne_hall, commune=world.digne,
        )  # fmt: skip

        page = client_of(people.bruno).get(f"{INDEX}?{query}").content.decode()

        assert listed(page) == found

    def test_the_stages_keep_the_other_filters(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        page = client_of(people.bruno).get(f"{INDEX}?texte=ecole&page=2").content.decode()

        assert '<a href="?texte=ecole&amp;etat=toutes">' in page

    def test_each_active_filter_is_a_tag_that_takes_it_away(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        address = f"{INDEX}?texte=pont&canal=FORM&urgente=on&etat=toutes"

        tags = client_of(people.bruno).get(address).context["tags"]

        assert [(tag.label, tag.without) for tag in tags] == [
            ("« pont »", "?canal=FORM&urgente=on&etat=toutes"),
            ("Canal : Formulaire", "?texte=pont&urgente=on&etat=toutes"),
            ("Seulement les urgentes", "?texte=pont&canal=FORM&etat=toutes"),
        ]

    def test_columns_rows_and_order_are_in_the_address(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        make_demand(world, people, stage=S.QUALIFIED, at=now)
        address = f"{INDEX}?etat=toutes&col=epci&col=complexite&col=rien&par=50&tri=-deposee"

        response = client_of(people.bruno).get(address)

        labels = [heading.column.label for heading in response.context["headings"]]
        assert labels == ["Demande", "Projet", "Intercommunalité", "Complexité"]
        assert response.context["page"].paginator.per_page == 50
        assert "Moyenne : une étude" in response.content.decode()

    def test_says_what_to_do_when_there_is_nothing(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        client = client_of(people.bruno)

        assert "Rien à traiter" in client.get(INDEX).content.decode()
        assert "Effacez-en un" in client.get(f"{INDEX}?texte=x").content.decode()

    def test_turns_pages_by_twenty_five(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        for _ in range(26):
            make_demand(world, people, at=now)
        client = client_of(people.bruno)

        first, second = (client.get(f"{INDEX}?page={n}").content.decode() for n in (1, 2))

        assert (len(listed(first)), len(listed(second))) == (25, 1)

    def test_the_same_few_queries_for_three_rows_and_thirty(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        client = client_of(people.bruno)

        def measure() -> int:
            with CaptureQueriesContext(connection) as captured:
                client.get(f"{INDEX}?etat=toutes")
            return len(captured)

        for _ in range(3):
            make_demand(world, people, stage=S.QUALIFIED, at=now)
        few = measure()
        for _ in range(27):
            make_demand(world, people, stage=S.ACKNOWLEDGED, at=now)

        assert measure() == few <= 12

    def test_each_sees_his_own_perimeter(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        banon = make_demand(world, people, stage=S.REFERRED, at=now)
        digne = make_demand(world, people, requester=world.digne_hall, commune=world.digne, at=now)
        both = {banon.reference, digne.reference}

        for person, sees in (
            (people.bruno, both),
            (people.elise, both),
            (people.farid, both),
            (people.denis, {banon.reference}),
            (people.claire, {banon.reference}),
            (people.hugo, set()),
        ):
            page = client_of(person).get(f"{INDEX}?etat=toutes").content.decode()
            assert set(listed(page)) == sees, person


class TestMine:
    def test_says_whose_turn_it_is(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        make_demand(world, people, stage=S.DRAFT, at=now, title="Un brouillon")
        make_demand(world, people, stage=S.RETURNED, at=now, title="À compléter")
        make_demand(
            world, people, at=now, title="De Forcalquier", requester=world.forcalquier_hall,
            commune=world.forcalquier, author=people.lea,
        )  # fmt: skip

        page = client_of(people.anne).get(INDEX).content.decode()

        assert "Un brouillon" in page
        assert "répondre au guichet – <strong>Vous</strong>" in page
        assert "De Forcalquier" not in page

    def test_an_empty_list_says_how_to_begin(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        page = client_of(people.anne).get(INDEX).content.decode()

        assert "Vous n’avez pas encore de demande" in page
        assert f'action="{reverse("demands:start")}"' in page

    def test_the_same_queries_for_three_and_thirty(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        client = client_of(people.anne)

        def measure() -> int:
            with CaptureQueriesContext(connection) as captured:
                client.get(INDEX)
            return len(captured)

        for _ in range(3):
            make_demand(world, people, stage=S.ACKNOWLEDGED, at=now)
        few = measure()
        for _ in range(27):
            make_demand(world, people, stage=S.ACKNOWLEDGED, at=now)

        assert measure() == few <= 12
