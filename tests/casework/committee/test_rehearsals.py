"""A rehearsal is played to its end, and nobody outside the desk can tell that it was."""

import io
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from guichet.casework.committee import actions
from guichet.casework.committee.choices import AttendanceMode, MeetingStatus, ReplyKind
from guichet.casework.committee.expected import expected_at
from guichet.casework.committee.models import (
    AgendaItem,
    Committee,
    Invitation,
    Meeting,
    Minutes,
    Promise,
    Proof,
    RehearsalLetter,
    Reply,
    Seat,
)
from guichet.foundations.documents.models import Document
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.directory.models import Person
from tests.casework.committee.factories import call_the_roll, make_meeting
from tests.casework.demands.factories import make_demand

S = MeetingStatus
HOUR = timedelta(hours=1)
MARK = "Répétition : séance fictive"


@pytest.fixture
def begun(world, people) -> Meeting:
    return actions.start_rehearsal(world.committee, by=people.farid, at=timezone.now())


def play(meeting: Meeting, world, people) -> Meeting:
    """From the opening to the publication, with a promise and a vote."""
    at = timezone.now() + timedelta(seconds=2)
    actions.open_meeting(meeting, by=people.farid, at=at)
    seats = Seat.objects.of_committee(meeting.committee)
    calls = [actions.Call(seat, AttendanceMode.IN_ROOM, attendee_label="joué") for seat in seats]
    actions.record_roll_call(meeting, calls, by=people.farid, at=at)
    for item in AgendaItem.objects.of_meeting(meeting):
        votes = {"votes_for": 7, "votes_against": 3, "abstentions": 2} if item.asks_vote else {}
        actions.record_outcome(
            item, outcome="VOTE_CARRIED" if item.asks_vote else "TAKES_NOTE",
            **votes, by=people.farid, at=at,
        )  # fmt: skip
    actions.make_promise(
        meeting, text="Canari promis", holder=world.it04, due_on=local_day(at),
        by=people.farid, at=at,
    )  # fmt: skip
    actions.close_meeting(meeting, by=people.farid, at=at + HOUR)
    actions.draft_minutes(meeting, by=people.farid, at=at + HOUR)
    actions.approve_minutes(meeting, by=people.farid, at=at + HOUR)
    actions.publish(meeting, by=people.farid, at=at + HOUR)
    return meeting


class TestPlaying:
    def test_is_ready_to_be_opened_under_the_rules_of_the_committee(self, begun, world):
        assert begun.status == S.CONVENED
        assert begun.committee.is_rehearsal
        assert Seat.objects.of_committee(begun.committee).count() == 12

    def test_goes_to_its_end_without_a_letter_nor_a_file(self, begun, world, people):
        play(begun, world, people)

        assert begun.status == S.PUBLISHED
        assert not Delivery.objects.exists()
        assert mail.outbox == []
        assert not Document.objects.exists()

    def test_one_at_a_time_per_department(self, begun, world, people):
        with pytest.raises(actions.RehearsalRefused, match="déjà ouverte"):
            actions.start_rehearsal(world.committee, by=people.farid, at=timezone.now())

    def test_the_secretary_plays_it_on_the_usual_screens(self, begun, people, client_of):
        farid = client_of(people.farid)
        for page in ("", "en-cours/", "ordre-du-jour/", "proces-verbal/"):
            answer = farid.get(f"/seances/{begun.pk}/{page}", follow=True)
            assert answer.status_code == 200
            assert MARK in answer.content.decode(), page

        opened = farid.post(f"/seances/{begun.pk}/ouvrir/", follow=True)

        assert MARK in opened.content.decode()
        begun.refresh_from_db()
        assert begun.status == S.OPENED

    def test_every_page_of_the_convocation_bears_it_too(self, begun, people, client_of):
        answer = client_of(people.farid).get(reverse("committee:pack", args=[begun.pk]))

        content = b"".join(answer)
        pages = PdfReader(io.BytesIO(content)).pages
        assert all(MARK in " ".join(page.extract_text().split()) for page in pages)

    def test_every_page_of_the_minutes_bears_the_mark(self, begun, world, people, client_of):
        play(begun, world, people)

        answer = client_of(people.farid).get(f"/seances/{begun.pk}/proces-verbal/apercu.pdf")

        pages = PdfReader(io.BytesIO(answer.content)).pages
        assert all(MARK in " ".join(page.extract_text().split()) for page in pages)


class TestFromThePreparation:
    """The agenda, the convocation, the answers, then the meeting: on the usual screens."""

    @pytest.fixture
    def prepared(self, world, people) -> Meeting:
        return actions.start_rehearsal(
            world.committee, from_preparation=True, by=people.farid, at=timezone.now()
        )

    def test_the_agenda_is_practised_without_a_real_case(self, prepared, world, people, client_of):
        demand = make_demand(world, people)
        told = {"by": people.farid, "at": timezone.now()}
        agenda = client_of(people.farid).get(f"/seances/{prepared.pk}/ordre-du-jour/").text

        assert prepared.status == S.PREPARED
        assert MARK in agenda and "Actualiser l’ordre du jour" not in agenda
        assert "Une demande à présenter" not in agenda and "Un point libre" in agenda
        with pytest.raises(actions.AgendaRefused, match="aucun vrai dossier"):
            actions.refresh_agenda(prepared, **told)
        with pytest.raises(actions.AgendaRefused, match="aucun vrai dossier"):
            actions.add_item(prepared, kind="CASE", demand=demand, **told)

    def test_goes_on_by_its_screens_and_nothing_leaves(self, prepared, people, client_of, client):
        farid = client_of(people.farid)
        place = f"/seances/{prepared.pk}"
        farid.post(f"{place}/ordre-du-jour/ajouter/", {"kind": "FREE", "title": "Point d’exercice"})
        convening = farid.get(f"{place}/convocation/").text
        assert (
            "est tenu" in convening and "12\u00a0lettres de répétition seront écrites" in convening
        )

        assert "aucune ne part" in farid.post(f"{place}/convoquer/", follow=True).text

        letters = farid.get(f"{place}/repetition/courrier/").text
        assert MARK in letters and "Point d’exercice" in letters
        assert letters.count("<summary") == 12
        assert "membre-12@repetition.invalid : RÉPÉTITION. Convocation : " in letters
        mine = RehearsalLetter.objects.get(to="membre-3@repetition.invalid").link
        page = client.get(mine).text
        assert MARK in page and "Membre fictif 3" in page
        assert client.post(f"{mine}valider/", {"kind": "ABSENT"}).status_code == 302

        answered = farid.post(f"{place}/repetition/repondre/", follow=True).text
        assert "deux se taisent" in answered
        standing = expected_at(prepared).standing.values()
        assert len(standing) == 10
        assert {one.kind for one in standing} == {*ReplyKind}
        again = farid.post(f"{place}/repetition/repondre/", follow=True).text
        assert "ont déjà répondu" in again
        farid.post(f"{place}/reponses/relancer/")
        assert RehearsalLetter.objects.filter(subject__contains="Rappel").count() == 2

        opened = farid.post(f"{place}/ouvrir/", follow=True)
        prepared.refresh_from_db()
        assert prepared.status == S.OPENED and MARK in opened.text
        assert not Delivery.objects.exists() and mail.outbox == []
        assert not Person.objects.filter(name__startswith="Membre fictif").exists()

    def test_the_link_of_a_fake_member_is_revoked_like_any_other(self, prepared, people):
        actions.convene(prepared, by=people.farid, at=timezone.now())
        one = Invitation.objects.of_meeting(prepared).in_order()[0]
        RehearsalLetter.objects.all().delete()

        actions.revoke_link(
            one, because="Boîte perdue.", email="autre@repetition.invalid", by=people.farid,
            at=timezone.now(),
        )  # fmt: skip

        assert RehearsalLetter.objects.get().to == "autre@repetition.invalid"
        assert not Delivery.objects.exists()

    def test_is_erased_with_its_letters_proofs_answers_and_pieces(self, prepared, world, people):
        at = timezone.now()
        upload = SimpleUploadedFile("carte.csv", b"commune;demandes\nBanon;2\n")
        actions.join_piece(prepared, title="Carte", upload=upload, by=people.farid, at=at)
        actions.convene(prepared, by=people.farid, at=at)
        actions.play_answers(prepared, by=people.farid, at=at)
        kept = (RehearsalLetter, Proof, Reply, Invitation, Document)
        assert all(model.objects.exists() for model in kept)

        actions.erase_rehearsal(world.committee, by=people.farid, at=at)

        assert not any(model.objects.exists() for model in kept)

    def test_a_real_meeting_has_neither_letters_nor_fake_answers(self, world, people, client_of):
        real = make_meeting(world, people, stage=S.CONVENED)

        with pytest.raises(actions.RehearsalRefused, match="membres fictifs"):
            actions.play_answers(real, by=people.farid, at=timezone.now())
        farid = client_of(people.farid)
        assert farid.get(f"/seances/{real.pk}/repetition/courrier/").status_code == 404
        assert farid.post(f"/seances/{real.pk}/repetition/repondre/").status_code == 404


class TestNoTrace:
    def test_the_default_managers_do_not_know_it(self, begun, world, people):
        play(begun, world, people)

        assert not Meeting.objects.exists()
        assert list(Committee.objects.all()) == [world.committee]
        assert not Promise.objects.real().exists()
        assert not Meeting.objects.published().exists()

    @pytest.mark.parametrize("name", ["gaelle", "denis", "ines", "hugo", "anne", "claire"])
    def test_members_observers_and_others_never_see_it(self, begun, people, client_of, name):
        assert client_of(getattr(people, name)).get(begun.get_absolute_url()).status_code == 404

    def test_neither_figures_nor_lists_nor_public_pages_change(
        self, world, people, client, client_of
    ):
        make_meeting(world, people, stage=S.PUBLISHED)
        pages = ["/comites/", "/comites/seances.json", "/comites/flux.atom", "/donnees/seances.csv",
                 "/donnees/decisions.csv"]  # fmt: skip
        own = ["/seances/", "/seances/engagements/", "/seances/membres/04/", "/accueil/"]
        clients = [client_of(getattr(people, n)) for n in ("farid", "elise", "gaelle", "ines")]

        def seen() -> list[str]:
            public = [b"".join(client.get(p)) for p in pages]
            inner = [mine.get(p).content for mine in clients for p in own]
            return [main_of(page.decode()) for page in (*public, *inner)]

        before = seen()
        play(
            actions.start_rehearsal(world.committee, by=people.farid, at=timezone.now()),
            world, people,
        )  # fmt: skip
        assert seen() == before

    def test_the_next_agenda_remembers_nothing_of_it(self, begun, world, people):
        play(begun, world, people)

        real = make_meeting(world, people)

        assert real.counted_since is None
        told = " ".join(item.title + item.brief for item in AgendaItem.objects.of_meeting(real))
        assert "Canari" not in told


class TestErase:
    def test_leaves_nothing_of_it(self, world, people):
        real = make_meeting(world, people, stage=S.OPENED)
        call_the_roll(real, world, people, timezone.now())
        begun = actions.start_rehearsal(world.committee, by=people.farid, at=timezone.now())
        play(begun, world, people)

        actions.erase_rehearsal(world.committee, by=people.farid, at=timezone.now())

        assert list(Committee.with_rehearsals.all()) == [world.committee]
        assert list(Meeting.with_rehearsals.all()) == [real]
        assert not Minutes.objects.exists()
        assert not Promise.objects.exists()
        assert Seat.objects.exclude(committee=world.committee).count() == 0
        actions.start_rehearsal(world.committee, by=people.farid, at=timezone.now())

    def test_there_must_be_one(self, world, people):
        with pytest.raises(actions.RehearsalRefused, match="pas de répétition"):
            actions.erase_rehearsal(world.committee, by=people.farid, at=timezone.now())


def main_of(page: str) -> str:
    """Without what changes at each request (tokens in forms)."""
    return "\n".join(
        line for line in page.splitlines() if "csrf" not in line and "nonce" not in line
    )
