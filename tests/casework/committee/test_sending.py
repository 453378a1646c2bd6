"""What leaves before a meeting, and the proofs that stay."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from guichet.casework.committee import actions, board, convocation, hearing, ics
from guichet.casework.committee.choices import (
    InvitationKind,
    MandateKind,
    MeetingForm,
    MeetingStatus,
    ProofKind,
    ReplyKind,
)
from guichet.casework.committee.models import (
    AgendaItem,
    Edition,
    Invitation,
    Mandate,
    Meeting,
    Proof,
    Reply,
)
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.reference.directory.models import Person
from tests.casework.demands.factories import make_demand
from tests.people import People
from tests.world import World

from .factories import CONVENED_AT, DAY, NOW, PREPARED_AT, add_free_item, make_meeting, seat_people

S = MeetingStatus
LATER = CONVENED_AT + timedelta(days=2)
FOUR_DAYS = timedelta(days=4)


def convened(world: World, people: People, **changes: object) -> Meeting:
    seat_people(world, people)
    return make_meeting(world, people, stage=S.CONVENED, **changes)  # type: ignore[arg-type]


def invitation_of(meeting: Meeting, email: str) -> Invitation:
    return Invitation.objects.of_meeting(meeting).get(email=email)


def change(meeting: Meeting, people: People, **changes: object) -> Edition:
    asked: dict[str, object] = {
        "scheduled_at": meeting.scheduled_at, "form": meeting.form, "place": meeting.place,
        "by": people.farid, "at": LATER,
    }  # fmt: skip
    return actions.send_again(meeting, **{**asked, **changes})  # type: ignore[arg-type]


class TestFirstSending:
    def test_each_member_gets_a_link_of_his_own(self, world: World, people: People) -> None:
        meeting = convened(world, people)

        letters = Delivery.objects.order_by("to_email")
        assert len({letter.link for letter in letters}) == 3
        assert all(letter.link.startswith("/seances/repondre/") for letter in letters)
        assert "pour le siège « Maire de Forcalquier »" in letters[2].body
        assert Invitation.objects.of_meeting(meeting).members().count() == 3

    def test_the_calendar_is_joined(self, world: World, people: People) -> None:
        meeting = convened(world, people)

        text = Delivery.objects.latest_first()[0].calendar
        assert "BEGIN:VEVENT" in text
        assert "DTSTART:20260330T123000Z" in text
        assert f"UID:seance-{meeting.pk}@" in text
        assert "METHOD:PUBLISH" in text

    def test_the_proof_says_what_was_sent(self, world: World, people: People) -> None:
        meeting = convened(world, people)

        [edition] = Edition.objects.of_meeting(meeting)
        proofs = Proof.objects.of_meeting(meeting)
        assert (edition.number, len(edition.digest)) == (1, 64)
        assert edition.content["points"][0]["title"].startswith("Installation du comité")
        assert {(one.kind, one.at) for one in proofs} == {(ProofKind.SENT, CONVENED_AT)}
        assert {one.letter for one in proofs} == set(Delivery.objects.values_list("pk", flat=True))
        assert len({one.digest for one in proofs}) == 3
        event = Event.objects.of_actions("meeting.send_convocations").get()
        assert event.data["digest"] == edition.digest

    def test_whoever_has_no_address_is_not_proved(self, world: World, people: People) -> None:
        Mandate.objects.create(
            seat=world.it04_seat, person=Person.objects.create(name="Sans adresse"),
            kind=MandateKind.HOLDER, starts_on=NOW.date(),
        )  # fmt: skip
        meeting = make_meeting(world, people, stage=S.CONVENED)
        [alone] = Invitation.objects.of_meeting(meeting)
        assert not alone.proofs.exists()

        actions.note_delivery(alone, how="lettre recommandée", by=people.farid, at=LATER)

        [proof] = alone.proofs.all()
        assert (proof.kind, proof.note) == (ProofKind.POSTED, "lettre recommandée")
        with pytest.raises(actions.SendingRefused, match="Dites comment"):
            actions.note_delivery(alone, how=" ", by=people.farid, at=LATER)

    def test_received_by_hand_too_late_is_said(self, world: World, people: People) -> None:
        """R133-8 counts from the reception, whoever brings the letter."""
        Mandate.objects.create(
            seat=world.it04_seat, person=Person.objects.create(name="Sans adresse"),
            kind=MandateKind.HOLDER, starts_on=NOW.date(),
        )  # fmt: skip
        meeting = make_meeting(world, people, stage=S.CONVENED)
        [alone] = Invitation.objects.of_meeting(meeting)
        actions.note_delivery(alone, how="en main propre", by=people.farid, at=DAY - FOUR_DAYS)

        [row] = board.rows_of(meeting)
        assert row.late == "moins de 5\u00a0jours avant la séance (article R133-8 du CRPA)"

        meeting.urgency_reason = "Crue"
        [row] = board.rows_of(meeting)
        assert row.late == ""

    def test_as_many_queries_for_thirty_members_as_for_three(
        self, world: World, people: People
    ) -> None:
        seat_people(world, people)
        counts = []
        for day, more in ((DAY, 0), (DAY + timedelta(days=60), 27)):
            for rank in range(more):
                Mandate.objects.create(
                    seat=world.mayor_seat, kind=MandateKind.ALTERNATE, starts_on=NOW.date(),
                    person=Person.objects.create(name=f"S{rank}", email=f"s{rank}@example.fr"),
                )  # fmt: skip
            meeting = make_meeting(world, people, day=day)
            with CaptureQueriesContext(connection) as queries:
                actions.convene(meeting, by=people.farid, at=day - timedelta(days=12))
            counts.append(len(queries))

        assert counts[0] == counts[1]


class TestHeard:
    def test_the_bodies_of_the_cases_that_do_not_sit_are_proposed(
        self, world: World, people: People
    ) -> None:
        meeting = make_meeting(world, people)
        demand = make_demand(world, people, at=PREPARED_AT - timedelta(days=3))
        item = add_free_item(meeting, people, title="La halle")
        AgendaItem.objects.filter(pk=item.pk).update(demand=demand)

        [one] = hearing.proposals(meeting)

        assert (one.item, one.quality) == (item.pk, "Commune de Banon")
        actions.invite(
            meeting, name=one.name, quality=one.quality, email=one.email, item=item,
            by=people.farid, at=PREPARED_AT,
        )  # fmt: skip
        assert hearing.proposals(meeting) == []

    def test_they_are_reminded_without_a_word_of_quorum_or_proxy(
        self, world: World, people: People
    ) -> None:
        """R133-6: whoever is heard has no deputy, gives no proxy and makes no quorum."""
        meeting = make_meeting(world, people)
        one = actions.invite(
            meeting, name="Le maire", quality="Banon", email="b@example.fr", by=people.farid,
            at=PREPARED_AT,
        )  # fmt: skip

        said = convocation.reminder_of(one).body

        assert "dites si vous viendrez" in said
        assert not [word for word in ("quorum", "pouvoir", "suppléé") if word in said]

    def test_they_are_invited_not_convened(self, world: World, people: People) -> None:
        seat_people(world, people)
        meeting = make_meeting(world, people)
        item = add_free_item(meeting, people, title="La halle")
        actions.invite(
            meeting, name="Le maire de Banon", quality="commune de Banon", email="b@example.fr",
            item=item, by=people.farid, at=PREPARED_AT,
        )  # fmt: skip
        assert not Delivery.objects.exists()

        actions.convene(meeting, by=people.farid, at=CONVENED_AT)

        letter = Delivery.objects.get(to_email="b@example.fr")
        assert letter.subject.startswith("Invitation : ")
        assert "sur le point « La halle »" in letter.body
        assert "ne prennent pas part au vote (article R133-6" in letter.body
        assert "BEGIN:VEVENT" in letter.calendar and "Ordre du jour" not in letter.calendar
        heard = invitation_of(meeting, "b@example.fr")
        assert heard.kind == InvitationKind.HEARD
        with pytest.raises(actions.ReplyRefused, match="n’est pas membre"):
            actions.answer(heard, kind=ReplyKind.PROXY, at=LATER)
        assert actions.answer(heard, kind=ReplyKind.IN_ROOM, at=LATER).told == "Vient en salle"

    def test_twice_or_afterwards_is_refused(self, world: World, people: People) -> None:
        meeting = make_meeting(world, people)
        who = {"name": "A", "quality": "B", "email": "a@example.fr", "by": people.farid}
        made = actions.invite(meeting, **who, at=PREPARED_AT)  # type: ignore[arg-type]

        with pytest.raises(actions.MeetingRefused, match="déjà invité"):
            actions.invite(meeting, **who, at=PREPARED_AT)  # type: ignore[arg-type]
        actions.withdraw_invitation(made, by=people.farid, at=PREPARED_AT)
        assert not Invitation.objects.exists()


class TestRemind:
    def test_only_the_silent_hear_of_it(self, world: World, people: People) -> None:
        meeting = convened(world, people)
        actions.answer(invitation_of(meeting, "gaelle@example.fr"), kind=ReplyKind.VIDEO, at=LATER)
        Delivery.objects.all().delete()

        assert actions.remind(meeting, by=people.farid, at=LATER) == 2

        told = set(Delivery.objects.values_list("to_email", flat=True))
        assert told == {"elise@example.fr", "dg@example.fr"}

    def test_an_alternate_answers_for_the_seat(self, world: World, people: People) -> None:
        Mandate.objects.create(
            seat=world.mayor_seat, person=people.lea.person, kind=MandateKind.ALTERNATE,
            starts_on=NOW.date(),
        )  # fmt: skip
        meeting = convened(world, people)
        actions.answer(invitation_of(meeting, "lea@example.fr"), kind=ReplyKind.IN_ROOM, at=LATER)

        silent = Invitation.objects.of_meeting(meeting).silent()
        assert "gaelle@example.fr" not in set(silent.values_list("email", flat=True))

    def test_once_a_day_and_never_for_nobody(self, world: World, people: People) -> None:
        meeting = convened(world, people)
        actions.remind(meeting, by=people.farid, at=LATER)

        with pytest.raises(actions.SendingRefused, match="attendez demain"):
            actions.remind(meeting, by=people.farid, at=LATER + timedelta(hours=1))
        for one in Invitation.objects.of_meeting(meeting).in_order():
            actions.answer(one, kind=ReplyKind.IN_ROOM, at=LATER)
        with pytest.raises(actions.SendingRefused, match="personne à relancer"):
            actions.remind(meeting, by=people.farid, at=LATER + timedelta(days=1))


class TestSendAgain:
    def test_says_what_changed_and_keeps_the_first_proof(
        self, world: World, people: People
    ) -> None:
        """D7: the reference to the first proof is not replaced."""
        meeting = convened(world, people)
        first = list(Proof.objects.of_meeting(meeting).values())
        Delivery.objects.all().delete()

        edition = change(meeting, people, place="Salle Durance", because="Travaux.")

        letter = Delivery.objects.order_by("to_email")[0]
        assert letter.subject.startswith("Modification. Convocation : ")
        assert "– Lieu ou lien : Salle Durance (auparavant : Préfecture, salle Verdon)." in (
            letter.body
        )
        assert "Travaux." in letter.body
        assert "SEQUENCE:1" in letter.calendar
        assert edition.number == 2
        after = list(Proof.objects.of_meeting(meeting).values())
        assert after[: len(first)] == first
        assert [one["kind"] for one in after[len(first) :]] == [ProofKind.SENT_AGAIN] * 3

    def test_whoever_was_named_since_is_convened(self, world: World, people: People) -> None:
        meeting = convened(world, people)
        Mandate.objects.create(
            seat=world.mayor_seat, person=people.lea.person, kind=MandateKind.ALTERNATE,
            starts_on=NOW.date(),
        )  # fmt: skip

        change(meeting, people, place="Salle Durance")

        assert invitation_of(meeting, "lea@example.fr").proofs.get().kind == ProofKind.SENT

    def test_nothing_to_say_is_refused(self, world: World, people: People) -> None:
        meeting = convened(world, people)

        with pytest.raises(actions.SendingRefused, match="Rien n’a changé"):
            change(meeting, people)
        with pytest.raises(actions.SendingRefused, match="annulez cette séance"):
            change(meeting, people, scheduled_at=DAY + timedelta(days=1))

    def test_a_piece_added_since_is_told(self, world: World, people: People) -> None:
        meeting = convened(world, people)
        upload = SimpleUploadedFile("carte.csv", b"commune;demandes\nBanon;2\n")
        actions.join_piece(meeting, title="Carte", upload=upload, by=people.farid, at=LATER)

        edition = change(meeting, people, form=MeetingForm.VIDEO, place="https://visio.example")

        assert "Pièces ajoutées : « Carte »." in edition.changes
        assert len(edition.changes) == 3


class TestProofs:
    def test_an_opening_is_kept_once(self, world: World, people: People) -> None:
        one = invitation_of(convened(world, people), "gaelle@example.fr")

        actions.open_convocation(one, at=LATER)
        actions.open_convocation(one, at=LATER + timedelta(hours=1))

        [opened] = one.proofs.filter(kind=ProofKind.OPENED)
        assert opened.at == LATER

    @pytest.mark.parametrize("model", [Edition, Proof, Reply])
    def test_the_database_refuses_to_change_or_remove_them(
        self, world: World, people: People, model: type[Edition] | type[Proof] | type[Reply]
    ) -> None:
        meeting = convened(world, people)
        actions.answer(invitation_of(meeting, "gaelle@example.fr"), kind=ReplyKind.ABSENT, at=LATER)
        field = "made_at" if model is Edition else "at"

        for deed in (lambda: model._default_manager.update(**{field: DAY}),
                     lambda: model._default_manager.all()._raw_delete("default")):  # fmt: skip
            with pytest.raises(DatabaseError, match="ajout seul"), transaction.atomic():
                deed()

    def test_the_pieces_leave_before_the_convocation_only(
        self, world: World, people: People
    ) -> None:
        meeting = make_meeting(world, people)
        upload = SimpleUploadedFile("carte.csv", b"commune;demandes\nBanon;2\n")
        piece = actions.join_piece(meeting, title="", upload=upload, by=people.farid, at=NOW)
        assert piece.title == "carte.csv"

        actions.remove_piece(piece, by=people.farid, at=NOW)

        assert not meeting.pieces.exists()


def test_a_calendar_without_a_place_or_an_address() -> None:
    text = ics.calendar_of(
        uid="1", title="Comité", starts_at=DAY, place="", points=["Un"], sequence=0,
        written_at=NOW, is_cancelled=True,
    )  # fmt: skip
    assert "LOCATION" not in text and "URL" not in text and "STATUS:CANCELLED" in text
