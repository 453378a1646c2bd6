"""The board by stage, the map, the files: the same filters as the list."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guichet.casework.demands.choices import DemandStatus
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.models import Event
from guichet.reference.territories.models import Territory
from tests.casework.demands.factories import make_demand
from tests.client import StrictClient
from tests.people import People
from tests.world import World

S = DemandStatus
SignIn = Callable[[User | None], StrictClient]
BOARD, MAP = "/demandes/tableau/", "/demandes/carte/"


@pytest.fixture(autouse=True)
def points(world: World) -> None:
    for place, x, y in ((world.banon, 5.628, 44.038), (world.digne, 6.236, 44.092)):
        Territory.objects.filter(pk=place.pk).update(longitude=x, latitude=y)


class TestBoard:
    def test_one_column_per_stage_oldest_first(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        first = make_demand(world, people, at=now)
        second = make_demand(world, people, at=now)
        make_demand(world, people, stage=S.CLOSED, at=now)
        client = client_of(people.bruno)

        columns = client.get(BOARD).context["columns"]
        whole = client.get(f"{BOARD}?etat=toutes").context["columns"]

        assert [t.demand for t in columns[0].tickets] == [first, second]
        assert (columns[0].label, columns[0].total, columns[0].hidden) == ("Déposée", 2, 0)
        assert [column.total for column in columns] == [2, 0, 0, 0, 0, 0]
        assert [column.total for column in whole] == [2, 0, 0, 0, 0, 0, 0, 1]

    def test_a_full_column_leads_to_the_list(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        for _ in range(22):
            make_demand(world, people, at=now, title="Le pont")
        client = client_of(people.bruno)

        response = client.get(f"{BOARD}?texte=pont")

        column = response.context["columns"][0]
        assert (len(column.tickets), column.hidden) == (20, 2)
        assert column.everything == "/demandes/?texte=pont&etat=SUBMITTED"
        assert "Voir tout (2 de plus)" in response.content.decode()


class TestMap:
    def test_a_circle_per_commune_with_its_count(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        for _ in range(2):
            make_demand(world, people, at=now)
        make_demand(world, people, requester=world.digne_hall, commune=world.digne, at=now)

        response = client_of(people.bruno).get(MAP)

        circles = response.context["sheet"].circles
        assert [(c.place.name, c.place.total) for c in circles] == [
            (world.banon.name, 2), (world.digne.name, 1),
        ]  # fmt: skip
        assert circles[0].x < circles[1].x
        assert 'aria-label="Banon : 2"' in response.content.decode()

    def test_a_commune_without_a_point_is_in_the_table_only(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        make_demand(world, people, at=now)
        Territory.objects.filter(pk=world.banon.pk).update(longitude=None, latitude=None)

        response = client_of(people.bruno).get(MAP)

        assert response.context["sheet"].circles == ()
        assert f">{world.banon.name}</a>" in response.content.decode()

    def test_each_sees_his_own_perimeter(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        make_demand(world, people, requester=world.digne_hall, commune=world.digne, at=now)

        for person, total in ((people.bruno, 1), (people.denis, 0), (people.hugo, 0)):
            for page in (BOARD, MAP):
                assert client_of(person).get(page).context["total"] == total


class TestExport:
    def export(self, client: StrictClient, form: str, listed: str = "etat=toutes") -> Any:
        return client.post(f"/demandes/exporter/{form}/", {"liste": listed})

    def rows(self, response: Any) -> list[dict[str, str]]:
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))

    def test_the_file_holds_what_the_list_shows(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        make_demand(world, people, stage=S.QUALIFIED, title="=1+1 pont", at=now)
        make_demand(world, people, title="Une école", at=now)

        response = self.export(client_of(people.bruno), "csv", "texte=pont&etat=toutes")

        (row,) = self.rows(response)
        assert row["Projet"] == "'=1+1 pont"
        assert (row["Commune"], row["Code INSEE"], row["État"]) == ("Banon", "04018", "Qualifiée")
        assert row["Complexité"].startswith("Moyenne")
        assert response["Content-Disposition"].endswith('.csv"')

    @pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
    def test_the_same_queries_for_three_and_thirty_and_one_event(
        self, world: World, people: People, client_of: SignIn, now: datetime, form: str
    ) -> None:
        client = client_of(people.bruno)

        def measure() -> int:
            with CaptureQueriesContext(connection) as captured:
                b"".join(self.export(client, form).streaming_content)
            return len(captured)

        for _ in range(3):
            make_demand(world, people, stage=S.QUALIFIED, at=now)
        few = measure()
        for _ in range(27):
            make_demand(world, people, at=now)

        assert measure() == few
        counts = [e.data["count"] for e in Event.objects.of_actions("demand.export").order_by("pk")]
        assert counts == [3, 30]

    def test_an_unknown_format_is_not_found(self, people: People, client_of: SignIn) -> None:
        assert self.export(client_of(people.bruno), "pdf").status_code == 404


@pytest.mark.parametrize("page", [BOARD, MAP])
def test_the_same_few_queries_for_three_rows_and_thirty(
    world: World, people: People, client_of: SignIn, now: datetime, page: str
) -> None:
    client = client_of(people.bruno)

    def measure() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{page}?etat=toutes")
        return len(captured)

    for _ in range(3):
        make_demand(world, people, stage=S.QUALIFIED, at=now)
    few = measure()
    for _ in range(27):
        make_demand(world, people, stage=S.ACKNOWLEDGED, at=now)

    assert measure() == few <= 12
