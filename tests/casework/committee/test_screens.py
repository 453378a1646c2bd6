"""The screens of a meeting, as Farid uses them and as others read them."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guichet.casework.committee import actions
from guichet.casework.committee.choices import (
    AttendanceMode,
    ItemKind,
    MeetingForm,
    MeetingStatus,
    Outcome,
)
from guichet.casework.committee.models import AgendaItem, Attendance, Meeting, Promise
from guichet.casework.demands.choices import DemandStatus
from guichet.foundations.toolkit.dates import PARIS
from tests.casework.demands.factories import make_demand
from tests.client import StrictClient
from tests.people import People
from tests.world import World

from .factories import (
    CLOSED_AT,
    DAY,
    LATER,
    OPENED_AT,
    PREPARED_AT,
    add_free_item,
    add_seats,
    decide_all,
    item_of,
    make_meeting,
    seat_people,
)

S = MeetingStatus


@pytest.fixture
def farid(people: People, client_of) -> StrictClient:
    return client_of(people.farid)


def coming(days: int = 20) -> datetime:
    """A half past two o'clock that is still to come, whatever the day of the test."""
    day = timezone.now().astimezone(PARIS) + timedelta(days=days)
    return day.replace(hour=14, minute=30, second=0, microsecond=0)


def typed(day: datetime, **changes: str) -> dict[str, str]:
    given = {
        "scheduled_at": day.strftime("%Y-%m-%dT%H:%M"),
        "form": MeetingForm.HYBRID,
        "place": "Préfecture, salle Verdon",
        "chair_label": "la préfète",
        "co_chair_label": "",
    }
    return {**given, **changes}


class TestIndex:
    def test_watches_the_duty_of_the_year(self, world, people, farid):
        year = timezone.now().astimezone(PARIS).year

        html = farid.get("/seances/").content.decode()

        assert f"0\u00a0séance tenue en {year} sur 2\u00a0dues" in html
        assert "Préparer la première séance" in html

    def test_members_see_meetings_from_their_convocation(self, world, people, client_of):
        make_meeting(world, people)
        make_meeting(world, people, day=DAY + timedelta(days=1), stage=S.CONVENED)

        gaelle = client_of(people.gaelle).get("/seances/").content.decode()
        hugo = client_of(people.hugo).get("/seances/").content.decode()

        assert "mardi 31 mars 2026" in gaelle and "lundi 30 mars 2026" not in gaelle
        assert "mars 2026" not in hugo

    def test_same_number_of_queries_for_3_and_30(self, world, people, farid):
        counts = []
        for rows in (3, 27):
            for n in range(rows):
                make_meeting(world, people, day=DAY + timedelta(days=rows + n))
            with CaptureQueriesContext(connection) as queries:
                response = farid.get("/seances/")
            counts.append(len(queries))

        assert counts[0] == counts[1] <= 12
        assert len(response.content) < 60_000


class TestPrepare:
    def test_proposes_the_agenda_at_once(self, world, people, farid):
        assert "préfète des Alpes-de-Haute-Provence" in farid.get("/seances/preparer/").text

        response = farid.post("/seances/preparer/valider/", typed(coming()))

        meeting = Meeting.objects.get()
        assert response.url == f"/seances/{meeting.pk}/ordre-du-jour/"
        assert meeting.scheduled_at == coming()
        assert AgendaItem.objects.of_meeting(meeting).count() == 4

    def test_a_past_date_is_refused_and_nothing_is_lost(self, world, people, farid):
        response = farid.post("/seances/preparer/valider/", typed(coming(-3)))

        assert response.status_code == 422
        assert "est passé : choisissez une date à venir" in response.text
        assert "Préfecture, salle Verdon" in response.text

    def test_says_what_is_missing(self, world, people, farid):
        response = farid.post("/seances/preparer/valider/", {})

        assert response.status_code == 422
        assert "Indiquez la date et l’heure de la séance" in response.text

    def test_a_double_click_prepares_one_meeting(self, world, people, farid):
        farid.post("/seances/preparer/valider/", typed(coming()))

        again = farid.post("/seances/preparer/valider/", typed(coming()))

        assert again.status_code == 422
        assert "Une séance est déjà prévue" in again.text
        assert Meeting.objects.count() == 1

    def test_a_department_without_a_committee_is_told_so(self, world, people, client_of):
        assert (
            "Aucun comité n’est encore installé"
            in client_of(people.hugo).get("/seances/preparer/").text
        )

    def test_another_day(self, world, people, farid):
        meeting = make_meeting(world, people, day=coming())
        assert "Verdon" in farid.get(f"/seances/{meeting.pk}/modifier/").text

        farid.post(f"/seances/{meeting.pk}/modifier/valider/", typed(coming(30), place="Mairie"))

        meeting.refresh_from_db()
        assert (meeting.scheduled_at, meeting.place) == (coming(30), "Mairie")


class TestAgenda:
    @pytest.fixture
    def meeting(self, world: World, people: People) -> Meeting:
        return make_meeting(world, people, day=coming())

    def page(self, meeting: Meeting) -> str:
        return f"/seances/{meeting.pk}/ordre-du-jour/"

    def test_shows_items_with_their_figures(self, meeting, world, people, farid):
        html = farid.get(self.page(meeting)).text

        assert "Demandes d’accompagnement reçues" in html
        assert "Encore en attente d’une orientation" in html
        assert "arrêtés au" in html

    def test_moves_by_buttons_and_comes_back_to_the_item(self, meeting, farid):
        item = item_of(meeting, ItemKind.DEMANDS)

        response = farid.post(f"{self.page(meeting)}{item.pk}/deplacer/", {"towards": "up"})

        assert response.url == f"{self.page(meeting)}#point-{item.pk}"
        item.refresh_from_db()
        assert item.rank == 1

    def test_a_removed_item_comes_back(self, meeting, farid):
        item = item_of(meeting, ItemKind.DEMANDS)

        farid.post(f"{self.page(meeting)}{item.pk}/retirer/")
        gone = farid.get(self.page(meeting)).text
        farid.post(f"{self.page(meeting)}actualiser/")

        assert "Actualisez l’ordre du jour pour le retrouver" in gone
        assert item_of(meeting, ItemKind.DEMANDS)

    def test_an_item_is_edited_and_says_so(self, meeting, farid):
        item = item_of(meeting, ItemKind.DEMANDS)
        assert "Demandes d’accompagnement" in farid.get(f"{self.page(meeting)}{item.pk}/").text

        farid.post(
            f"{self.page(meeting)}{item.pk}/modifier/",
            {"title": "Bilan", "brief": "Dit autrement", "asks_vote": "on"},
        )

        html = farid.get(self.page(meeting)).text
        assert "Repris à la main" in html and "Vote demandé" in html

    def test_a_free_item_wants_a_title(self, meeting, farid):
        response = farid.post(f"{self.page(meeting)}ajouter/", {"kind": "FREE", "title": ""})

        assert response.status_code == 422
        assert "Donnez un intitulé au point" in response.text

    def test_a_free_item_an_orientation(self, meeting, world, people, farid):
        actions.remove_item(
            item_of(meeting, ItemKind.ORIENTATION), by=people.farid, at=timezone.now()
        )

        farid.post(f"{self.page(meeting)}ajouter/", {"kind": "FREE", "title": "Tour de table"})
        farid.post(
            f"{self.page(meeting)}ajouter/",
            {"kind": "ORIENTATION", "orientation": world.departmental.pk},
        )

        html = farid.get(self.page(meeting)).text
        assert "Tour de table" in html and "Revitaliser les bourgs-centres" in html

    def test_a_project_that_is_not_there_is_refused(self, meeting, farid):
        response = farid.post(
            f"{self.page(meeting)}ajouter/", {"kind": "PROJECT", "support": "999"}
        )

        assert response.status_code == 422

    def test_closed_once_convened(self, world, people, farid):
        meeting = make_meeting(world, people, stage=S.CONVENED)

        response = farid.get(self.page(meeting), follow=True)

        assert "parti avec la convocation" in response.text


class TestConvocation:
    def test_shows_the_delay_the_members_and_the_letter(self, world, people, farid):
        seat_people(world, people)
        meeting = make_meeting(world, people, day=coming())

        html = farid.get(f"/seances/{meeting.pk}/convocation/").text

        assert "le délai de 5\u00a0jours est tenu (article R133-8 du CRPA)" in html
        assert "3\u00a0membres recevront la convocation" in html
        assert "Ordre du jour :" in html
        assert "Motif d’urgence" not in html

    def test_too_late_asks_for_the_urgency(self, world, people, farid):
        meeting = make_meeting(world, people, day=coming(2))
        page = f"/seances/{meeting.pk}/convocation/"
        assert "Motif d’urgence" in farid.get(page).text

        refused = farid.post(f"/seances/{meeting.pk}/convoquer/", {"urgency_reason": ""})
        done = farid.post(f"/seances/{meeting.pk}/convoquer/", {"urgency_reason": "Crue"})

        assert refused.status_code == 422
        assert "n’est pas tenu" in refused.text
        assert done.url == f"/seances/{meeting.pk}/"
        meeting.refresh_from_db()
        assert (meeting.status, meeting.urgency_reason) == (S.CONVENED, "Crue")

    def test_a_past_meeting_leads_to_another_date(self, world, people, farid):
        meeting = make_meeting(world, people, day=coming(-2))

        html = farid.get(f"/seances/{meeting.pk}/convocation/").text

        assert "Changer la date" in html and "Convoquer les membres" not in html

    def test_a_second_click_is_told_politely(self, world, people, farid):
        meeting = make_meeting(world, people, stage=S.CONVENED)

        response = farid.post(f"/seances/{meeting.pk}/convoquer/", follow=True)

        assert "a déjà été convoquée" in response.text

    def test_cancel_wants_a_reason(self, world, people, farid):
        meeting = make_meeting(world, people, stage=S.CONVENED)

        farid.post(f"/seances/{meeting.pk}/annuler/", {"because": ""})
        meeting.refresh_from_db()
        assert meeting.status == S.CONVENED

        farid.post(f"/seances/{meeting.pk}/annuler/", {"because": "Neige"})
        meeting.refresh_from_db()
        assert meeting.status == S.CANCELLED
        assert "Neige" in farid.get(f"/seances/{meeting.pk}/").text


class TestHolding:
    @pytest.fixture
    def meeting(self, world: World, people: People) -> Meeting:
        meeting = make_meeting(world, people, stage=S.CONVENED)
        actions.open_meeting(meeting, by=people.farid, at=OPENED_AT)
        return meeting

    def page(self, meeting: Meeting) -> str:
        return f"/seances/{meeting.pk}/en-cours/"

    def row(self, seat, mode: str, holder="", label: str = "") -> dict[str, object]:
        name = f"seat-{seat.pk}"
        return {
            f"{name}-mode": mode,
            f"{name}-represented_by": holder,
            f"{name}-attendee_label": label,
        }

    def test_the_light_is_red_until_the_roll_is_called(self, meeting, world, farid):
        before = farid.get(self.page(meeting)).text
        farid.post(
            f"{self.page(meeting)}appel/",
            {
                **self.row(world.chair_seat, "IN_ROOM", label="la préfète"),
                **self.row(world.mayor_seat, "VIDEO"),
                **self.row(world.it04_seat, "REPRESENTED", world.chair_seat.pk),
            },
        )
        after = farid.get(self.page(meeting)).text

        assert "app-light--red" in before
        assert "aucun membre présent ni représenté sur 3" in before
        assert "app-light--green" in after
        assert "Quorum atteint : 3 membres présents ou représentés sur 3" in after
        assert Attendance.objects.get(seat=world.chair_seat).attendee_label == "la préfète"

    def test_seats_that_were_not_called_are_left_alone(self, meeting, world, farid):
        farid.post(f"{self.page(meeting)}appel/", self.row(world.chair_seat, "IN_ROOM"))

        assert Attendance.objects.get().seat == world.chair_seat

    def test_a_refused_proxy_is_said_and_nothing_typed_is_lost(self, meeting, world, farid):
        response = farid.post(
            f"{self.page(meeting)}appel/",
            {
                **self.row(world.chair_seat, "ABSENT"),
                **self.row(world.mayor_seat, "REPRESENTED", world.chair_seat.pk, "le maire"),
            },
        )

        assert response.status_code == 422
        assert "ne vaut que si « Préfet du département » siège" in response.text
        assert 'value="le maire"' in response.text
        assert not Attendance.objects.exists()

    def test_one_row_by_its_own_button(self, meeting, world, farid):
        address = f"{self.page(meeting)}appel/{world.mayor_seat.pk}/"

        response = farid.post(address, self.row(world.mayor_seat, "VIDEO"))

        assert response.url == f"{self.page(meeting)}#siege-{world.mayor_seat.pk}"
        assert Attendance.objects.get().mode == AttendanceMode.VIDEO

    def test_a_proxy_goes_only_to_who_may_carry_it(self, meeting, world, people, farid):
        actions.record_attendance(
            meeting, world.mayor_seat, mode="ABSENT", by=people.farid, at=OPENED_AT
        )

        html = farid.get(self.page(meeting)).text.split('id="points"')[0]

        assert f'<option value="{world.chair_seat.pk}">' in html
        assert f'<option value="{world.mayor_seat.pk}">' not in html

    def test_outcomes_offered_depend_on_the_item(self, meeting, world, farid):
        html = farid.get(self.page(meeting)).text
        demands = item_of(meeting, ItemKind.DEMANDS)

        block = html.split(f'id="point-{demands.pk}"')[1].split("</section>")[0]

        assert "Est informé" in block
        assert "Vote : adopté" not in block and "votes_for" not in block

    def test_an_outcome_is_noted(self, meeting, farid):
        item = item_of(meeting, ItemKind.DEMANDS)
        name = f"item-{item.pk}"

        response = farid.post(
            f"{self.page(meeting)}points/{item.pk}/",
            {f"{name}-outcome": Outcome.INFORMED, f"{name}-note": "Entendu"},
        )

        assert response.url == f"{self.page(meeting)}#point-{item.pk}"
        item.refresh_from_db()
        assert (item.outcome, item.outcome_note) == (Outcome.INFORMED, "Entendu")

    def test_a_refused_outcome_keeps_the_note(self, meeting, farid):
        item = item_of(meeting, ItemKind.ORIENTATION)
        name = f"item-{item.pk}"

        response = farid.post(
            f"{self.page(meeting)}points/{item.pk}/",
            {f"{name}-outcome": Outcome.ORIENTATION_ADOPTED, f"{name}-note": "Longue note"},
        )

        assert response.status_code == 422
        assert "Sans quorum" in response.text and "Longue note" in response.text

    def test_a_promise_may_name_a_demand(self, meeting, world, people, farid):
        demand = make_demand(world, people)
        promise = {"text": "Visiter", "holder": world.it04.pk, "due_on": "2026-06-01"}

        unknown = farid.post(
            f"{self.page(meeting)}engagements/", {**promise, "reference": "D-04-26-9999"}
        )
        done = farid.post(
            f"{self.page(meeting)}engagements/",
            {**promise, "reference": demand.reference.lower()},
        )

        assert unknown.status_code == 422
        assert "Aucune demande ne porte ce numéro" in unknown.text
        assert done.url == f"{self.page(meeting)}#engagements"
        assert Promise.objects.get().demand == demand

    def test_closing_lists_what_is_left(self, meeting, world, people, farid):
        response = farid.post(f"/seances/{meeting.pk}/lever/", {"closing_words": "Merci à tous"})

        assert response.status_code == 422
        assert "4\u00a0points n’ont pas d’issue" in response.text
        assert "Merci à tous" in response.text

    def test_no_quorum_leads_to_a_second_convocation(self, meeting, world, people, farid):
        add_seats(world, 5)
        actions.record_attendance(
            meeting, world.chair_seat, mode="IN_ROOM", by=people.farid, at=OPENED_AT
        )
        assert "convoquez à nouveau" in farid.get(self.page(meeting)).text
        assert "Quorum non atteint" in farid.get(f"/seances/{meeting.pk}/reconvocation/").text

        response = farid.post(
            f"/seances/{meeting.pk}/reconvoquer/",
            {"scheduled_at": coming().strftime("%Y-%m-%dT%H:%M"), "form": "VIDEO", "place": ""},
        )

        second = Meeting.objects.get(is_second_convocation=True)
        assert response.url == f"/seances/{second.pk}/"
        assert "convoqués à nouveau" in farid.get(f"/seances/{meeting.pk}/").text
        assert "aucun quorum n’est exigé" in farid.get(f"/seances/{second.pk}/").text

    def test_same_number_of_queries_whatever_the_seats(self, meeting, world, people, farid):
        counts = []
        for more in (0, 27):
            add_seats(world, more)
            with CaptureQueriesContext(connection) as queries:
                farid.get(self.page(meeting))
            counts.append(len(queries))

        assert counts[0] == counts[1]

    def test_over_means_the_page_of_the_meeting(self, world, people, farid):
        meeting = make_meeting(world, people, stage=S.HELD)

        response = farid.get(self.page(meeting), follow=True)

        assert "La séance n’est pas en cours" in response.text
        assert "Procès-verbal" in response.text


@pytest.mark.parametrize(("days", "offered"), [(8, False), (0, True)])
def test_a_meeting_is_opened_from_its_day_on(days, offered, world, people, farid):
    meeting = make_meeting(world, people, stage=S.CONVENED)
    Meeting.objects.filter(pk=meeting.pk).update(scheduled_at=coming(days))

    html = farid.get(meeting.get_absolute_url()).content.decode()

    assert ("Ouvrir la séance" in html) is offered


class TestFollowing:
    def test_a_member_follows_and_touches_nothing(self, world, people, client_of):
        meeting = make_meeting(world, people, stage=S.OPENED)

        html = client_of(people.gaelle).get(f"/seances/{meeting.pk}/").text

        assert "Quorum atteint" in html
        assert "Représenté (pouvoir) : Préfet du département" in html
        assert "Tenir la séance" not in html
        assert "Journal de la séance" not in html

    def test_the_desk_reads_the_journal(self, world, people, farid):
        meeting = make_meeting(world, people, stage=S.HELD)

        html = farid.get(f"/seances/{meeting.pk}/").text

        assert "a préparé la séance du 30 mars 2026" in html
        assert "a levé la séance" in html

    def test_every_event_has_its_words(self, world, people, farid):
        for stage, shift in ((S.HELD, 0), (S.CANCELLED, 1)):
            meeting = make_meeting(world, people, day=DAY + timedelta(days=shift), stage=stage)
            assert "a fait «" not in farid.get(f"/seances/{meeting.pk}/").text


class TestPromisesPage:
    def test_kept_from_the_list(self, world, people, farid):
        meeting = make_meeting(world, people, stage=S.OPENED)
        promise = actions.make_promise(
            meeting, text="Visiter Banon", holder=world.it04, due_on=date(2026, 4, 15),
            by=people.farid, at=OPENED_AT,
        )  # fmt: skip
        assert "Visiter Banon" in farid.get("/seances/engagements/").text

        farid.post(f"/seances/engagements/{promise.pk}/tenir/", {"on": "", "note": ""})
        promise.refresh_from_db()
        assert promise.is_due

    def test_released_with_its_reason(self, world, people, farid):
        day = coming(-10)
        meeting = make_meeting(world, people, day=day, stage=S.OPENED)
        promise = actions.make_promise(
            meeting, text="Visiter Banon", holder=world.it04, due_on=coming(30).date(),
            by=people.farid, at=day,
        )  # fmt: skip
        on = (day + timedelta(days=2)).date().isoformat()

        farid.post(f"/seances/engagements/{promise.pk}/lever/", {"on": on, "note": ""})
        promise.refresh_from_db()
        assert promise.is_due
        farid.post(f"/seances/engagements/{promise.pk}/lever/", {"on": on, "note": "Retiré"})

        assert "Retiré" in farid.get("/seances/engagements/?reglees=1").text

    def test_same_number_of_queries_for_3_and_20(self, world, people, farid):
        meeting = make_meeting(world, people, stage=S.OPENED)
        counts = []
        for rows in (3, 17):
            for rank in range(rows):
                actions.make_promise(
                    meeting, text=f"Visiter Banon, {rows}-{rank}", holder=world.it04,
                    due_on=date(2026, 6, 1), by=people.farid, at=OPENED_AT,
                )  # fmt: skip
            with CaptureQueriesContext(connection) as queries:
                farid.get("/seances/engagements/")
            counts.append(len(queries))

        assert counts[0] == counts[1]


class TestOfDemand:
    def test_the_applicant_reads_what_was_published(self, world, people, client_of):
        demand = make_demand(world, people, at=PREPARED_AT - timedelta(days=2))
        meeting = make_meeting(world, people, stage=S.HELD)
        page = f"/demandes/{demand.reference}/comite/"
        anne, bruno = client_of(people.anne), client_of(people.bruno)
        assert "Aucune séance publiée n’a encore parlé" in anne.get(page).text
        assert "comptée dans « demandes reçues »" in bruno.get(page).text

        actions.draft_minutes(meeting, by=people.farid, at=LATER)
        actions.approve_minutes(meeting, by=people.elise, at=LATER)
        actions.publish(meeting, by=people.farid, at=LATER)

        html = anne.get(page).text
        assert "La demande y est comptée dans « demandes reçues »" in html
        assert meeting.get_public_url() in html

    def test_promises_made_about_it_wait_for_the_publication(self, world, people, client_of):
        demand = make_demand(world, people, stage=DemandStatus.SUBMITTED)
        meeting = make_meeting(world, people, stage=S.OPENED)
        actions.make_promise(
            meeting, text="Visiter l’école", holder=world.it04, due_on=date(2026, 6, 1),
            demand=demand, by=people.farid, at=OPENED_AT,
        )  # fmt: skip
        decide_all(meeting, people, OPENED_AT)
        actions.close_meeting(meeting, by=people.farid, at=CLOSED_AT)
        page = f"/demandes/{demand.reference}/comite/"

        assert "Visiter l’école" not in client_of(people.anne).get(page).text
        assert "Visiter l’école" in client_of(people.elise).get(page).text

    def test_a_neighbour_sees_nothing(self, world, people, client_of):
        demand = make_demand(world, people)

        response = client_of(people.lea).get(f"/demandes/{demand.reference}/comite/")

        assert response.status_code == 404


def test_an_item_of_another_meeting_is_not_found(world, people, farid):
    first = make_meeting(world, people, day=coming())
    second = make_meeting(world, people, day=coming(30))
    item = add_free_item(second, people)

    response = farid.post(f"/seances/{first.pk}/ordre-du-jour/{item.pk}/retirer/")

    assert response.status_code == 404
