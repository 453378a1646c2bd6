"""From the first click to the deposit."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import close_old_connections, connection

from guichet.casework.demands import actions
from guichet.casework.demands.actions.drafts import (
    CommuneElsewhere,
    DemandIncomplete,
    NotADraft,
    RequesterRefused,
)
from guichet.casework.demands.choices import Channel, DemandStatus
from guichet.casework.demands.following import follow_path
from guichet.casework.demands.models import Attachment, Counter, Demand
from guichet.foundations.audit.actions import broken_links, stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.documents.models import Document
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.workflow import TransitionRefused
from guichet.reference.directory.choices import LineageKind, OrganisationKind
from guichet.reference.directory.models import Lineage, Organisation
from guichet.reference.territories.models import Containment, Territory
from tests.casework.demands.factories import answers, make_demand, pdf
from tests.people import People, build_people
from tests.world import World, build_world


class TestStart:
    def test_fills_what_the_directory_already_knows(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = actions.start_draft(world.banon_hall, by=people.anne, at=now)

        assert demand.commune == world.banon
        assert demand.department == world.d04
        assert demand.contact_name == "Anne"
        assert demand.contact_title == "secrétaire de mairie"
        assert demand.contact_email == "anne@example.fr"
        assert demand.channel == Channel.FORM

    def test_a_second_click_gives_the_same_draft(
        self, world: World, people: People, now: datetime
    ) -> None:
        first = actions.start_draft(world.banon_hall, by=people.anne, at=now)
        second = actions.start_draft(world.banon_hall, by=people.anne, at=now)

        assert first == second
        assert Event.objects.filter(action="demand.start_draft").count() == 1

    def test_a_draft_already_touched_leaves_room_for_another(
        self, world: World, people: People, now: datetime
    ) -> None:
        first = actions.start_draft(world.banon_hall, by=people.anne, at=now)
        actions.save_draft(first, {"title": "Une école"}, by=people.anne, at=now)

        assert actions.start_draft(world.banon_hall, by=people.anne, at=now) != first

    def test_an_officer_writes_for_an_authority(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = actions.start_draft(world.banon_hall, by=people.bruno, at=now)

        assert demand.channel == Channel.OFFICER
        assert demand.contact_name == ""
        assert demand.contact_email == "banon-hall@example.fr"

    def test_a_closed_intercommunality_is_told_its_heir(
        self, world: World, people: People, now: datetime
    ) -> None:
        gone = Organisation.objects.create(
            kind=OrganisationKind.EPCI,
            name="Communauté de communes du Pays de Banon",
            department=world.d04,
            closed_on=date(2017, 1, 1),
        )
        heir = Organisation.objects.create(
            kind=OrganisationKind.EPCI, name="CC Haute-Provence", department=world.d04
        )
        Lineage.objects.create(
            predecessor=gone,
            successor=heir,
            kind=LineageKind.MERGER,
            happened_on=date(2017, 1, 1),
        )

        with pytest.raises(RequesterRefused) as refusal:
            actions.start_draft(gone, by=people.anne, at=now)

        assert refusal.value.sentence == (
            "Communauté de communes du Pays de Banon n’existe plus depuis le 1er janvier 2017 : "
            "la demande doit être déposée par CC Haute-Provence."
        )

    def test_an_agency_is_not_a_local_authority(
        self, world: World, people: People, now: datetime
    ) -> None:
        with pytest.raises(RequesterRefused, match="n’est pas une collectivité"):
            actions.start_draft(world.it04, by=people.claire, at=now)


class TestSave:
    def test_keeps_values_and_unreadable_texts(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = actions.start_draft(world.banon_hall, by=people.anne, at=now)

        actions.save_draft(
            demand,
            {"title": "Une école"},
            unread={"budget": "douze mille"},
            by=people.anne,
            at=now,
        )

        demand.refresh_from_db()
        assert demand.title == "Une école"
        assert demand.budget is None
        assert demand.draft_data == {"budget": "douze mille"}

    def test_a_mended_answer_replaces_the_unreadable_text(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = actions.start_draft(world.banon_hall, by=people.anne, at=now)
        actions.save_draft(demand, {}, unread={"budget": "douze mille"}, by=people.anne, at=now)

        actions.save_draft(demand, {"budget": Decimal(12000)}, by=people.anne, at=now)

        demand.refresh_from_db()
        assert (demand.budget, demand.draft_data) == (Decimal(12000), {})

    def test_writes_nothing_when_nothing_changed(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=DemandStatus.DRAFT)
        written = Event.objects.count()

        actions.save_draft(demand, {"title": demand.title}, by=people.anne, at=now)

        assert Event.objects.count() == written

    def test_history_says_which_fields_and_not_what_they_said(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = actions.start_draft(world.banon_hall, by=people.anne, at=now)

        actions.save_draft(demand, {"title": "Secret"}, by=people.anne, at=now)

        event = Event.objects.get(action="demand.save_draft")
        assert event.data == {"fields": ["title"], "version": 1}

    def test_somebody_else_wrote_meanwhile(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=DemandStatus.DRAFT)
        opened = demand.version
        actions.save_draft(demand, {"title": "De Léa"}, by=people.lea, at=now)

        with pytest.raises(actions.ModifiedMeanwhile) as refusal:
            actions.save_draft(demand, {"title": "D’Anne"}, by=people.anne, at=now, version=opened)

        demand.refresh_from_db()
        assert demand.title == "De Léa"
        assert "modifié par Léa le 10 mars 2026 à 10\u00a0h" in refusal.value.sentence

    def test_ones_own_automatic_saving_is_nobody_else(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=DemandStatus.DRAFT)
        opened = demand.version
        actions.save_draft(demand, {"title": "Une"}, by=people.anne, at=now, version=opened)

        actions.save_draft(demand, {"title": "Deux"}, by=people.anne, at=now, version=opened)

        demand.refresh_from_db()
        assert demand.title == "Deux"

    def test_a_deposited_demand_is_no_longer_written(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people)

        with pytest.raises(NotADraft, match="D-04-26-0001"):
            actions.save_draft(demand, {"title": "Autre"}, by=people.anne, at=now)

    def test_a_field_that_is_not_a_question_is_a_bug(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=DemandStatus.DRAFT)

        with pytest.raises(ValueError, match="status"):
            actions.save_draft(demand, {"status": "CLOSED"}, by=people.anne, at=now)


class TestDiscard:
    def test_erases_the_draft_and_its_files(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=DemandStatus.DRAFT)
        actions.attach(demand, upload=pdf(), by=people.anne, at=now)

        actions.discard_draft(demand, by=people.anne, at=now)

        assert not Demand.objects.exists()
        assert not Attachment.objects.exists()
        assert not Document.objects.exists()
        assert Event.objects.filter(action="demand.discard_draft").exists()

    def test_never_erases_a_deposited_demand(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people)

        with pytest.raises(NotADraft):
            actions.discard_draft(demand, by=people.anne, at=now)

        assert Demand.objects.exists()


class TestSubmit:
    def test_gives_a_number_and_hands_over_to_the_desk(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=DemandStatus.DRAFT)

        actions.submit(demand, by=people.anne, at=now)

        demand.refresh_from_db()
        assert (demand.status, demand.reference) == (DemandStatus.SUBMITTED, "D-04-26-0001")
        assert (demand.submitted_at, demand.submitted_by) == (now, people.anne)
        event = Event.objects.get(action="demand.submit")
        assert event.changes == {"status": ["DRAFT", "SUBMITTED"]}
        assert event.data["reference"] == "D-04-26-0001"
        assert broken_links(stream_of(demand)) == []

    def test_the_receipt_says_all_that_a_receipt_must_say(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=DemandStatus.DRAFT)
        fields = {"contact_email": "maire@example.fr"}

        actions.submit(demand, fields=fields, by=people.anne, at=now)

        letters = {letter.to_email: letter for letter in Delivery.objects.latest_first()}
        assert set(letters) == {"anne@example.fr", "maire@example.fr", "bruno@example.fr"}
        receipt = letters["maire@example.fr"]
        assert receipt.body == letters["anne@example.fr"].body
        assert "D-04-26-0001" in receipt.subject
        assert "mardi 10 mars 2026 à 10\u00a0h" in receipt.body
        assert "Direction départementale des territoires, ddt@example.fr" in receipt.body
        assert "Et maintenant ?" in receipt.body
        assert "n’est jamais acceptée tacitement" in receipt.body
        # Whoever has an account reads the case there; the others follow it by their link.
        assert letters["anne@example.fr"].link == "/demandes/D-04-26-0001/"
        assert receipt.link == follow_path(demand)

    def test_the_last_answers_are_deposited_with_it(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = actions.start_draft(world.banon_hall, by=people.anne, at=now)

        actions.submit(demand, fields=answers(world.banon), by=people.anne, at=now)

        demand.refresh_from_db()
        assert demand.description.startswith("L’école est vide")

    def test_names_what_is_missing_and_uses_up_no_number(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = actions.start_draft(world.banon_hall, by=people.anne, at=now)

        with pytest.raises(DemandIncomplete) as refusal:
            actions.submit(demand, by=people.anne, at=now)

        assert "« Intitulé du projet »" in refusal.value.sentence
        assert not Counter.objects.exists()
        assert not Delivery.objects.exists()

    def test_an_unreadable_answer_stops_the_deposit(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=DemandStatus.DRAFT)
        actions.save_draft(demand, {}, unread={"budget": "douze"}, by=people.anne, at=now)

        with pytest.raises(DemandIncomplete, match="Budget estimé"):
            actions.submit(demand, by=people.anne, at=now)

    def test_a_second_click_is_refused_and_gives_no_second_number(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people)

        with pytest.raises(TransitionRefused):
            actions.submit(demand, by=people.anne, at=now)

        assert Counter.objects.get().last == 1

    def test_numbers_restart_each_year(self, world: World, people: People, now: datetime) -> None:
        first = make_demand(world, people, at=now)
        second = make_demand(world, people, at=now)
        next_year = make_demand(world, people, at=now + timedelta(days=365))

        given = [demand.reference for demand in (first, second, next_year)]
        assert given == ["D-04-26-0001", "D-04-26-0002", "D-04-27-0001"]


class TestCompetentDesk:
    def test_a_commune_of_another_department_is_refused(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=DemandStatus.DRAFT)

        with pytest.raises(CommuneElsewhere) as refusal:
            actions.save_draft(demand, {"commune": world.gap}, by=people.anne, at=now)

        assert "Gap est dans le département 05 (Hautes-Alpes)" in refusal.value.sentence

    def test_a_straddling_intercommunality_follows_the_commune_of_the_project(
        self, world: World, people: People, now: datetime
    ) -> None:
        perimeter = Territory.objects.get(pk="epci-200067437")
        Containment.objects.create(outer=perimeter, inner=world.gap)
        group = Organisation.objects.create(
            kind=OrganisationKind.EPCI,
            name="CA Provence-Alpes-Agglomération",
            department=world.d04,
            territory=perimeter,
        )

        demand = make_demand(world, people, requester=group, commune=world.gap)

        assert demand.reference == "D-05-26-0001"
        assert demand.department == world.d05


def _in_threads(*works: Callable[[], None]) -> list[Exception]:
    """Run at the same instant, each on its own connection; gives what was raised."""
    raised: list[Exception] = []
    start = Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        close_old_connections()
        try:
            start.wait()
            work()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_two_clicks_at_once_deposit_once(self, now: datetime) -> None:
        world = build_world()
        people = build_people(world)
        draft = make_demand(world, people, stage=DemandStatus.DRAFT)

        def click() -> None:
            actions.submit(Demand.objects.get(pk=draft.pk), by=people.anne, at=now)

        [refusal] = _in_threads(click, click)

        assert isinstance(refusal, TransitionRefused)
        assert Event.objects.filter(action="demand.submit").count() == 1
        assert Counter.objects.get().last == 1

    def test_numbers_given_at_once_have_neither_gap_nor_twin(self, now: datetime) -> None:
        world = build_world()
        people = build_people(world)
        drafts = [make_demand(world, people, stage=DemandStatus.DRAFT) for _ in range(6)]

        def click(pk: int) -> Callable[[], None]:
            return lambda: actions.submit(Demand.objects.get(pk=pk), by=people.anne, at=now)

        assert _in_threads(*(click(draft.pk) for draft in drafts)) == []

        given = sorted(Demand.objects.values_list("reference", flat=True))
        assert given == [f"D-04-26-000{rank}" for rank in range(1, 7)]

    def test_two_clicks_on_the_first_button_open_one_draft(self, now: datetime) -> None:
        world = build_world()
        people = build_people(world)

        def click() -> None:
            actions.start_draft(world.banon_hall, by=people.anne, at=now)

        assert _in_threads(click, click) == []

        assert Demand.objects.count() == 1
