"""Minutes: drafted, corrected, approved, published. Élise presides, Farid writes."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from guichet.casework.committee import actions
from guichet.casework.committee.choices import ItemKind, MeetingForm, MeetingStatus
from guichet.casework.committee.drafting import from_json
from guichet.casework.committee.models import AgendaItem, Attendance, Meeting, Minutes
from guichet.casework.committee.sources import record_of
from guichet.casework.committee.tasks import render_minutes
from guichet.foundations.audit.models import Event
from guichet.foundations.documents.choices import DocumentKind
from guichet.foundations.documents.models import Document
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.workflow import TransitionRefused
from tests.casework.committee.factories import (
    _PATHS as PATHS,
)
from tests.casework.committee.factories import (
    DAY,
    LATER,
    PREPARED_AT,
    add_free_item,
    add_seats,
    make_meeting,
)
from tests.casework.demands.factories import make_demand

S = MeetingStatus
SOON = DAY + timedelta(hours=3)


@pytest.fixture
def drafted(world, people) -> Meeting:
    return make_meeting(world, people, stage=S.MINUTED)


def text_of(minutes: Minutes, key: str) -> str:
    minutes.refresh_from_db()
    return next(part.text for part in from_json(minutes.sections) if part.key == key)


def correct(meeting: Meeting, people, *, version: int, text: str = "Dit autrement.") -> Minutes:
    return actions.save_minutes(
        meeting,
        part="minutes",
        texts={"opening": text},
        version=version,
        by=people.farid,
        at=SOON,
    )


class TestDraft:
    def test_writes_both_texts_from_the_record(self, world, people):
        meeting = make_meeting(world, people, stage=S.HELD)

        minutes = actions.draft_minutes(meeting, by=people.farid, at=SOON)

        assert meeting.status == S.MINUTED
        assert "présidé par la préfète" in text_of(minutes, "opening")
        assert minutes.public_sections[0]["key"] == "opening"
        assert Event.objects.filter(action="meeting.draft_minutes").count() == 1

    def test_refuses_an_item_without_outcome(self, world, people):
        meeting = make_meeting(world, people, stage=S.HELD)
        AgendaItem.objects.of_meeting(meeting).filter(kind=ItemKind.DEMANDS).update(outcome="")

        with pytest.raises(actions.MinutesIncomplete, match="Demandes d’accompagnement reçues"):
            actions.draft_minutes(meeting, by=people.farid, at=SOON)

        meeting.refresh_from_db()
        assert meeting.status == S.HELD
        assert not Minutes.objects.exists()

    def test_refuses_before_the_end_of_the_meeting(self, world, people):
        meeting = make_meeting(world, people, stage=S.OPENED)

        with pytest.raises(TransitionRefused):
            actions.draft_minutes(meeting, by=people.farid, at=SOON)

    def test_a_second_draft_keeps_what_was_corrected(self, drafted, people):
        minutes = correct(drafted, people, version=1)

        actions.draft_minutes(drafted, by=people.farid, at=SOON)

        assert text_of(minutes, "opening") == "Dit autrement."
        assert "Le comité" in text_of(minutes, "committee")

    def test_a_promise_written_later_enters_the_next_draft(self, drafted, world, people):
        actions.make_promise(
            drafted, text="Publier l’adresse du guichet", holder=world.ddt, due_on=LATER.date(),
            by=people.farid, at=SOON,
        )  # fmt: skip

        minutes = actions.draft_minutes(drafted, by=people.farid, at=SOON)

        assert "1\u00a0engagement a été pris" in text_of(minutes, "promises")


class TestRecord:
    def test_every_seat_in_force_is_called_even_unnoted(self, world, people):
        meeting = make_meeting(world, people, stage=S.OPENED)
        add_seats(world, 1)

        presences = record_of(meeting).presences

        assert [(one.seat, one.mode) for one in presences] == [
            ("Préfet du département", "IN_ROOM"),
            ("Maire de Forcalquier", "VIDEO"),
            ("Maire 10", "ABSENT"),
            ("Ingénierie et territoires 04", "REPRESENTED"),
        ]
        assert presences[3].proxy_holder == "Préfet du département"

    def test_same_number_of_queries_for_three_seats_and_for_thirty(
        self, world, people, django_assert_num_queries
    ):
        few = Meeting.objects.for_index().get(pk=make_meeting(world, people, stage=S.OPENED).pk)
        with django_assert_num_queries(QUERIES):
            record_of(few)

        demand = make_demand(world, people, stage="SUPPORTED")
        for rank, seat in enumerate(add_seats(world, 27), start=50):
            Attendance.objects.create(meeting=few, seat=seat, mode="IN_ROOM")
            AgendaItem.objects.create(
                meeting=few, rank=rank, kind="FREE", title=f"Point {rank}", demand=demand,
                orientation=world.departmental,
            )  # fmt: skip
        many = Meeting.objects.for_index().get(pk=few.pk)
        with django_assert_num_queries(QUERIES):
            record = record_of(many)
        assert len(record.presences) == 30


# One of them reads who asked, so that nobody is named beside figures without being presented.
QUERIES = 12


class TestSave:
    def test_keeps_the_typed_text_and_says_where(self, drafted, people):
        minutes = correct(drafted, people, version=1, text="Un.\n\n- a\n- b")

        assert text_of(minutes, "opening") == "Un.\n\n– a\n– b"
        assert minutes.version == 2
        event = Event.objects.get(action="meeting.save_minutes")
        assert event.data["parts"] == "Ouverture de la séance"

    def test_nothing_changed_writes_nothing(self, drafted, people):
        before = text_of(drafted.minutes, "opening")

        minutes = correct(drafted, people, version=1, text=before)

        assert minutes.version == 1
        assert not Event.objects.filter(action="meeting.save_minutes").exists()

    def test_refuses_when_somebody_saved_first(self, drafted, people):
        minutes = correct(drafted, people, version=1, text="Le premier.")

        with pytest.raises(actions.MinutesChanged, match="Le vôtre est toujours là"):
            correct(drafted, people, version=1, text="Le second.")

        assert text_of(minutes, "opening") == "Le premier."

    def test_refuses_once_approved(self, world, people):
        meeting = make_meeting(world, people, stage=S.APPROVED)

        with pytest.raises(actions.MinutesClosed, match="Procès-verbal approuvé"):
            correct(meeting, people, version=2)

    def test_refuses_before_the_draft(self, world, people):
        meeting = make_meeting(world, people, stage=S.HELD)

        with pytest.raises(actions.MinutesClosed, match="pas encore rédigé"):
            correct(meeting, people, version=1)


class TestApprove:
    def test_the_chair_vouches_for_the_text(self, drafted, people):
        minutes = actions.approve_minutes(drafted, by=people.elise, at=SOON)

        assert drafted.status == S.APPROVED
        assert (minutes.approved_at, minutes.approved_by_label) == (SOON, "Élise, préfète")

    def test_refuses_without_a_compulsory_mention(self, drafted, people):
        Attendance.objects.filter(meeting=drafted).update(mode="ABSENT", represented_by=None)

        with pytest.raises(actions.MinutesIncomplete, match="Aucun membre n’est noté présent"):
            actions.approve_minutes(drafted, by=people.elise, at=SOON)

        drafted.refresh_from_db()
        assert drafted.status == S.MINUTED

    def test_refuses_a_text_wiped_out(self, drafted, people):
        correct(drafted, people, version=1, text="")

        with pytest.raises(actions.MinutesIncomplete, match="« Ouverture de la séance »"):
            actions.approve_minutes(drafted, by=people.elise, at=SOON)


class TestPublish:
    def test_makes_the_file_and_opens_the_page(self, world, people):
        meeting = make_meeting(world, people, stage=S.APPROVED)

        minutes = actions.publish(meeting, by=people.farid, at=LATER)

        assert (meeting.status, meeting.published_at) == (S.PUBLISHED, LATER)
        document = Document.objects.get()
        assert minutes.document == document
        assert (document.kind, document.content_type) == (DocumentKind.MINUTES, "application/pdf")
        assert document.name == "proces-verbal-comite-04-2026-03-30.pdf"

    def test_tells_those_whose_case_was_presented(self, world, people):
        told = make_demand(world, people, title="Halle du marché")
        silent = make_demand(world, people, title="Autre projet")
        meeting = make_meeting(world, people)
        AgendaItem.objects.create(
            meeting=meeting, rank=20, kind=ItemKind.FREE, title="La halle", demand=told
        )
        self._carry_to_approval(meeting, world, people)
        Delivery.objects.all().delete()

        actions.publish(meeting, by=people.farid, at=LATER)

        event = Event.objects.get(action="meeting.told")
        assert event.case == told.case_key
        assert event.data == {"day": "30 mars 2026", "outcome": "est informé"}
        letter = Delivery.objects.get()
        assert letter.to_email == "anne@example.fr"
        assert letter.link == "/comites/04/2026-03-30/"
        assert "Halle du marché" in letter.body
        assert not Event.objects.filter(action="meeting.told", case=silent.case_key).exists()

    def test_a_promise_about_a_demand_is_told_too(self, world, people):
        demand = make_demand(world, people)
        meeting = make_meeting(world, people, stage=S.OPENED)
        actions.make_promise(
            meeting, text="Visiter l’école", holder=world.it04, due_on=LATER.date(),
            demand=demand, by=people.farid, at=DAY,
        )  # fmt: skip
        self._finish(meeting, people)

        actions.publish(meeting, by=people.farid, at=LATER)

        event = Event.objects.get(action="meeting.told")
        assert event.data["outcome"] == (
            "un engagement a été pris par Ingénierie et territoires 04"
        )

    def test_a_second_click_publishes_nothing_twice(self, world, people):
        meeting = make_meeting(world, people, stage=S.PUBLISHED)

        with pytest.raises(TransitionRefused):
            actions.publish(meeting, by=people.farid, at=LATER)

        assert Document.objects.count() == 1

    def test_the_worker_makes_a_file_only_when_it_is_missing(self, world, people):
        meeting = make_meeting(world, people, stage=S.PUBLISHED)

        render_minutes(meeting_id=meeting.pk)
        assert Document.objects.count() == 1

        Minutes.objects.filter(meeting=meeting).update(document=None)
        render_minutes(meeting_id=meeting.pk)
        assert Minutes.objects.get(meeting=meeting).document is not None

    def _carry_to_approval(self, meeting, world, people):
        for deed in PATHS[S.APPROVED]:
            deed(meeting, world, people, DAY)

    def _finish(self, meeting, people):
        for deed in PATHS[S.APPROVED][2:]:
            deed(meeting, None, people, DAY)


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_once_one_text_is_kept(world, people):
    """The meeting is locked before the version is read: the second one is told, never lost."""
    meeting = make_meeting(world, people, stage=S.MINUTED)
    heard: list[str] = []

    def save(text: str) -> None:
        try:
            correct(Meeting.objects.get(pk=meeting.pk), people, version=1, text=text)
            heard.append("kept")
        except actions.MinutesChanged:
            heard.append("told")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=[text]) for text in ("Un.", "Deux.")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(heard) == ["kept", "told"]
    assert Minutes.objects.get().version == 2


class TestPages:
    def test_drafting_then_correcting_then_approving(self, world, people, client_of):
        meeting = make_meeting(world, people, stage=S.HELD)
        farid, elise = client_of(people.farid), client_of(people.elise)
        page = f"/seances/{meeting.pk}/proces-verbal/"

        farid.post(f"{page}rediger/")
        typed = {"version": "1", "section-closing": "La préfète remercie."}
        saved = farid.post(f"{page}enregistrer/?partie=page-publique", typed, follow=True)
        assert "La préfète remercie." in saved.content.decode()

        approved = elise.post(f"{page}approuver/", {"confirmed": "on"}, follow=True)
        assert "Le procès-verbal est approuvé" in approved.content.decode()

    def test_a_conflict_keeps_what_was_typed_and_shows_the_other(self, drafted, people, client_of):
        correct(drafted, people, version=1, text="Le texte de l’autre.")
        address = f"/seances/{drafted.pk}/proces-verbal/enregistrer/"

        answer = client_of(people.farid).post(
            address, {"version": "1", "section-opening": "Le mien."}
        )

        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Le mien." in page
        assert "Le texte de l’autre." in page
        assert 'name="version" value="2"' in page
        assert text_of(drafted.minutes, "opening") == "Le texte de l’autre."

    def test_approval_asks_for_a_confirmation(self, drafted, people, client_of):
        address = f"/seances/{drafted.pk}/proces-verbal/approuver/"

        answer = client_of(people.elise).post(address, follow=True)

        assert "Cochez la case" in answer.content.decode()
        drafted.refresh_from_db()
        assert drafted.status == S.MINUTED

    def test_says_what_is_missing_before_the_approval(self, drafted, people, client_of):
        page = client_of(people.elise).get(f"/seances/{drafted.pk}/proces-verbal/")

        assert "CRPA, article R133-13" in page.content.decode()
        assert "Maire de Forcalquier" in page.content.decode()

    def test_a_member_reads_what_was_approved_and_no_draft(self, world, people, client_of):
        meeting = make_meeting(world, people, stage=S.MINUTED)
        gaelle = client_of(people.gaelle)
        address = f"/seances/{meeting.pk}/proces-verbal/"
        assert gaelle.get(address).status_code == 403

        actions.approve_minutes(meeting, by=people.elise, at=SOON)

        assert gaelle.get(address).status_code == 200

    def test_a_print_of_the_draft_says_that_it_is_one(self, drafted, people, client_of):
        answer = client_of(people.farid).get(f"/seances/{drafted.pk}/proces-verbal/apercu.pdf")

        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-1.7")
        assert not Document.objects.exists()

    def test_no_page_before_the_draft(self, world, people, client_of):
        meeting = make_meeting(world, people, stage=S.HELD, form=MeetingForm.VIDEO)
        page = client_of(people.farid).get(f"/seances/{meeting.pk}/proces-verbal/")

        assert "Rédiger le procès-verbal" in page.content.decode()


def test_a_free_item_asked_by_vote_tells_its_count(world, people):
    meeting = make_meeting(world, people)
    item = add_free_item(meeting, people, title="Motion", asks_vote=True)
    actions.convene(meeting, by=people.farid, at=PREPARED_AT)
    for deed in PATHS[S.OPENED][1:]:
        deed(meeting, world, people, DAY)
    actions.record_outcome(
        item, outcome="VOTE_CARRIED", votes_for=2, votes_against=1, by=people.farid, at=DAY
    )

    told = next(one for one in record_of(meeting).items if one.title == "Motion")

    assert told.result.startswith("Vote : 2 pour, 1 contre")
