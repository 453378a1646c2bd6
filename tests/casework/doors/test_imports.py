"""Upload, look, correct, confirm: whole or nothing, and never twice."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guichet.casework.committee.facts import read as read_facts
from guichet.casework.demands.actions import HistoryRefused
from guichet.casework.demands.choices import Channel, DemandStatus
from guichet.casework.demands.models import Demand
from guichet.casework.doors import actions
from guichet.casework.doors.models import ImportedFile, ImportedLine
from guichet.foundations.audit.models import Event
from guichet.foundations.documents.actions import FileRefused
from guichet.foundations.documents.models import Document
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import local_day
from tests.client import StrictClient
from tests.foundations.toolkit.workbooks import zipped
from tests.people import People
from tests.world import World

LIST = "intitule;code insee;cout ht\nÉcole;4018;12 500 €\nHalle;04088;\nGare;05061;3\n;04018;\n"


def upload(text: str = LIST, name: str = "liste.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode("cp1252"), content_type="text/csv")


def opened(world: World, people: People, now: datetime, text: str = LIST) -> ImportedFile:
    return actions.open_file(upload(text), department=world.d04, by=people.bruno, at=now)


class TestOpenFile:
    def test_writes_no_demand(self, world: World, people: People, now: datetime) -> None:
        file = opened(world, people, now)

        assert not Demand.objects.exists()
        seen = actions.preview(file)
        assert [one.title for one in seen.reading.taken] == ["École", "Halle"]
        assert [one.kind for one in seen.reading.refused] == ["elsewhere", "title"]

    def test_every_refused_line_can_be_taken_away(
        self, world: World, people: People, now: datetime, client_of: Callable[..., StrictClient]
    ) -> None:
        file = opened(world, people, now, LIST + "Gare;05061;\n" * 150)

        answer = client_of(people.bruno).get(reverse("doors:refused_lines", args=[file.pk]))

        lines = b"".join(answer).decode("utf-8-sig").splitlines()  # type: ignore[call-overload]
        assert lines[0] == "Ligne;Projet;Pourquoi elle est refusée"
        assert len(lines) == 1 + 152
        assert lines[1].startswith("4;Gare;")

    def test_the_same_file_again_is_the_same_import(
        self, world: World, people: People, now: datetime
    ) -> None:
        first = opened(world, people, now)

        assert opened(world, people, now) == first
        assert Document.objects.count() == 1

    def test_a_file_over_the_limit_is_refused(
        self, world: World, people: People, now: datetime
    ) -> None:
        heavy = SimpleUploadedFile("liste.csv", b"")
        heavy.size = 60 * 1024 * 1024

        with pytest.raises(FileRefused, match=r"pèse 60.Mo : la limite est de 20.Mo"):
            actions.open_file(heavy, department=world.d04, by=people.bruno, at=now)

    def test_a_refused_workbook_leaves_no_row(
        self, world: World, people: People, now: datetime
    ) -> None:
        bomb = '<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'
        content = zipped({"[Content_Types].xml": "", "xl/workbook.xml": bomb})
        file = SimpleUploadedFile("liste.xlsx", content)

        with pytest.raises(Exception, match="aucun tableur"):
            actions.open_file(file, department=world.d04, by=people.bruno, at=now)
        assert (Document.objects.count(), ImportedFile.objects.count()) == (0, 0)


class TestConfirm:
    def test_makes_every_demand_with_its_number_and_its_line(
        self, world: World, people: People, now: datetime
    ) -> None:
        file = opened(world, people, now)

        assert actions.confirm(file, tells=False, by=people.bruno, at=now) == 2

        made = list(Demand.objects.order_by("reference"))
        assert [d.reference for d in made] == ["D-04-26-0001", "D-04-26-0002"]
        assert {d.channel for d in made} == {Channel.IMPORT}
        assert {d.status for d in made} == {DemandStatus.SUBMITTED}
        assert made[0].requester == world.banon_hall
        assert [line.number for line in ImportedLine.objects.order_by("number")] == [2, 3]
        event = Event.objects.get(action="demand.submit", case=made[0].case_key)
        assert (event.actor_label, event.data["line"]) == ("Bruno", 2)
        assert not Delivery.objects.exists()

    def test_tells_each_authority_when_the_box_is_ticked(
        self, world: World, people: People, now: datetime
    ) -> None:
        actions.confirm(opened(world, people, now), tells=True, by=people.bruno, at=now)

        letters = {d.to_email: d for d in Delivery.objects.all()}
        assert set(letters) == {world.banon_hall.email, world.forcalquier_hall.email}
        assert letters[world.banon_hall.email].link.startswith("/suivi/")

    def test_a_second_click_imports_nothing(
        self, world: World, people: People, now: datetime
    ) -> None:
        file = opened(world, people, now)
        actions.confirm(file, tells=False, by=people.bruno, at=now)

        with pytest.raises(actions.ImportRefused, match="déjà importé depuis le 10 mars 2026"):
            actions.confirm(file, tells=False, by=people.bruno, at=now)
        assert Demand.objects.count() == 2

    def test_another_file_with_the_same_line_refuses_that_line(
        self, world: World, people: People, now: datetime
    ) -> None:
        actions.confirm(opened(world, people, now), tells=False, by=people.bruno, at=now)
        again = opened(world, people, now, "code insee;intitule;cout ht\n04018;École;12500\n")

        seen = actions.preview(again)

        assert seen.reading.refused[0].sentence == "Déjà importée : c’est la demande D-04-26-0001."

    def test_a_fault_in_the_middle_imports_nothing(
        self, world: World, people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = opened(world, people, now)

        def broken(*rows: object, **options: object) -> None:
            raise RuntimeError("disk full")

        monkeypatch.setattr(ImportedLine.objects, "bulk_create", broken)
        with pytest.raises(RuntimeError):
            actions.confirm(file, tells=False, by=people.bruno, at=now)

        file.refresh_from_db()
        assert (Demand.objects.count(), file.status) == (0, "READ")

    def test_the_queries_per_line_are_few(
        self,
        world: World,
        people: People,
        now: datetime,
        django_assert_max_num_queries: Any,
    ) -> None:
        lines = "".join(f"Projet {n};04018;{n}\n" for n in range(50))
        file = opened(world, people, now, f"intitule;code insee;cout ht\n{lines}")

        with django_assert_max_num_queries(8 * 50 + 40):
            actions.confirm(file, tells=False, by=people.bruno, at=now)


class TestHistory:
    """A list of past years enters closed, and fills no queue."""

    DAY = date(2018, 12, 31)

    def taken(self, world: World, people: People, now: datetime) -> list[Demand]:
        file = opened(world, people, now)
        actions.confirm(file, tells=False, received_on=self.DAY, by=people.bruno, at=now)
        return list(Demand.objects.order_by("reference"))

    def test_is_closed_and_of_its_year(self, world: World, people: People, now: datetime) -> None:
        made = self.taken(world, people, now)

        assert [d.reference for d in made] == ["D-04-18-0001", "D-04-18-0002"]
        assert {d.status for d in made} == {DemandStatus.CLOSED}
        assert {local_day(d.submitted_at) for d in made if d.submitted_at} == {self.DAY}
        assert not Delivery.objects.exists()
        event = Event.objects.get(case=made[0].case_key)
        assert event.action == "demand.file_away" and event.at == now
        assert event.data["day"] == "31 décembre 2018"

    def test_fills_no_queue_and_reads_whole(
        self, world: World, people: People, now: datetime, client_of: Callable[..., StrictClient]
    ) -> None:
        made = self.taken(world, people, now)
        bruno = client_of(people.bruno)

        home = bruno.get(reverse("dashboards:home")).content.decode()
        assert "Aucune demande n’attend le guichet." in home
        assert "D-04-18" not in bruno.get(reverse("demands:index")).content.decode()
        assert "D-04-18-0001" in bruno.get("/demandes/?etat=CLOSED").content.decode()
        page = bruno.get(made[0].get_absolute_url())
        assert page.status_code == 200 and "31 décembre 2018" in page.content.decode()
        history = bruno.get(reverse("demands:history", args=[made[0].reference]))
        assert "liste d’années passées" in history.content.decode()

    def test_is_no_news_of_the_next_meeting(
        self, world: World, people: People, now: datetime
    ) -> None:
        self.taken(world, people, now)

        facts = read_facts(world.committee, since=None, until=now)

        assert facts.follow_up.closed == 0 and facts.received == ()

    def test_the_numbers_of_this_year_go_on(
        self, world: World, people: People, now: datetime
    ) -> None:
        self.taken(world, people, now)
        other = opened(world, people, now, "intitule;code insee;cout ht\nPont;4018;1\n")
        actions.confirm(other, tells=False, by=people.bruno, at=now)

        assert Demand.objects.get(title="Pont").reference == "D-04-26-0001"

    @pytest.mark.parametrize(
        ("day", "tells", "words"),
        [
            (date(2026, 3, 10), False, "avant aujourd’hui"),
            (date(2018, 12, 31), True, "ne s’annonce pas"),
        ],
    )
    def test_refuses_in_a_sentence_and_writes_nothing(
        self, world: World, people: People, now: datetime, day: date, tells: bool, words: str
    ) -> None:
        file = opened(world, people, now)

        with pytest.raises(HistoryRefused, match=words):
            actions.confirm(file, tells=tells, received_on=day, by=people.bruno, at=now)
        assert not Demand.objects.exists()

    def test_the_form_asks_the_day_and_keeps_the_choice(
        self, world: World, people: People, now: datetime, client_of: Callable[..., StrictClient]
    ) -> None:
        file = opened(world, people, now)
        bruno, address = client_of(people.bruno), reverse("doors:confirm", args=[file.pk])

        answer = bruno.post(address, {"arrival": "HISTORY"})
        page = answer.content.decode()
        assert answer.status_code == 422 and "Dites de quel jour est cet historique." in page
        assert re.search(r'value="HISTORY"[^>]*checked', page)
        told = {"arrival": "HISTORY", "received_on": "2018-12-31"}
        refused = bruno.post(address, {**told, "tells": "on"})
        assert refused.status_code == 422 and "ne s’annonce pas" in refused.content.decode()
        assert not Demand.objects.exists()

        bruno.post(address, told)
        assert {d.status for d in Demand.objects.all()} == {DemandStatus.CLOSED}


class TestScreens:
    def test_the_whole_way(
        self,
        world: World,
        people: People,
        client_of: Callable[..., StrictClient],
        django_assert_max_num_queries: Any,
    ) -> None:
        browser = client_of(people.bruno)
        answer = browser.post(
            reverse("doors:open_file"), {"file": upload(), "department": world.d04.pk}
        )
        file = ImportedFile.objects.get()
        assert answer["Location"] == f"/imports/{file.pk}/"
        with django_assert_max_num_queries(20):
            page = browser.get(file.get_absolute_url()).content.decode()
        assert "4\u00a0lignes lues, 2\u00a0reprises, 2\u00a0refusées" in page
        assert "Gap (05061) n’est pas dans le département" in page
        assert "Code INSEE « 4018 » lu 04018." in page

        # The officer says that the project is in the first column and nothing gives the place.
        browser.post(reverse("doors:map_columns", args=[file.pk]), {"title": "0"})
        page = browser.get(file.get_absolute_url()).content.decode()
        assert "Une colonne manque" in page
        browser.post(reverse("doors:map_columns", args=[file.pk]), {"title": "0", "insee": "1"})
        browser.post(reverse("doors:confirm", args=[file.pk]))

        page = browser.get(file.get_absolute_url()).content.decode()
        assert "2\u00a0demandes sur 4\u00a0lignes lues" in page
        assert Demand.objects.count() == 2

    def test_a_file_that_is_no_list_says_what_to_do(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        browser = client_of(people.bruno)
        for file in (None, upload("rien\ndu tout\n"), upload(LIST, "liste.exe")):
            data = {"department": world.d04.pk} | ({"file": file} if file else {})
            answer = browser.post(reverse("doors:open_file"), data)
            assert answer.status_code == 422
            assert "Un champ est à corriger" in answer.content.decode()

    def test_nothing_is_imported_into_another_department(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        answer = client_of(people.bruno).post(
            reverse("doors:open_file"), {"file": upload(), "department": world.d05.pk}
        )

        assert answer.status_code == 422
        assert not ImportedFile.objects.exists()
