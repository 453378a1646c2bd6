"""A link in wrong hands: revoked, sent afresh, and nothing of what was answered is lost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.casework.committee import actions
from guichet.casework.committee.choices import MeetingStatus, ProofKind, ReplyKind
from guichet.casework.committee.expected import expected_at
from guichet.casework.committee.models import Invitation, Meeting, Proof, Reply
from guichet.casework.committee.reply_links import (
    invitation_of,
    piece_path,
    reply_path,
    revocation_of,
    token_of,
)
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from tests.casework.committee.test_dossier import join
from tests.client import StrictClient
from tests.people import People
from tests.world import World

from .factories import CONVENED_AT, DAY, make_meeting, seat_people

S = MeetingStatus
AT = CONVENED_AT + timedelta(days=1)


@pytest.fixture
def meeting(world: World, people: People) -> Meeting:
    seat_people(world, people)
    return make_meeting(world, people, stage=S.CONVENED)


@pytest.fixture
def it04(meeting: Meeting) -> Invitation:
    return Invitation.objects.get(email="dg@example.fr")


@pytest.fixture
def mayor(meeting: Meeting) -> Invitation:
    return Invitation.objects.get(email="gaelle@example.fr")


def revoke(invitation: Invitation, people: People, **more: object) -> bool:
    told: dict[str, object] = {"because": "Boîte perdue.", "by": people.farid, "at": AT}
    return actions.revoke_link(invitation, **{**told, **more})  # type: ignore[arg-type]


class TestRevoke:
    def test_the_old_link_opens_nothing_the_new_one_answers(
        self, people: People, it04: Invitation
    ) -> None:
        old = token_of(it04)
        Delivery.objects.all().delete()

        assert revoke(it04, people, email="direction@example.fr")

        assert invitation_of(old) is None
        [letter] = Delivery.objects.all()
        assert letter.to_email == "direction@example.fr"
        assert letter.subject.startswith("Nouveau lien. Convocation : ")
        assert "ne fonctionne plus" in letter.body and "Ordre du jour" in letter.body
        assert letter.link == reply_path(it04) != reverse("committee:reply", args=[old])
        answer = StrictClient().post(
            reverse("committee:answer", args=[token_of(it04)]), {"kind": "IN_ROOM"}
        )
        assert answer.status_code == 302
        assert Reply.objects.get().invitation == it04

    def test_the_proofs_say_so_and_why(self, people: People, it04: Invitation) -> None:
        before = list(it04.proofs.values())
        link = it04.uuid

        revoke(it04, people, email="dg@example.fr")

        after = list(it04.proofs.order_by("pk").values())
        assert after[: len(before)] == before
        revoked, renewed = after[len(before) :]
        assert (revoked["kind"], revoked["note"], revoked["link"]) == (
            ProofKind.REVOKED, "Boîte perdue.", link,
        )  # fmt: skip
        assert renewed["kind"] == ProofKind.RENEWED
        assert len(renewed["digest"]) == 64
        assert renewed["letter"] == Delivery.objects.latest_first()[0].pk
        events = Event.objects.of_actions("meeting.revoke_link", "meeting.renew_link")
        assert events.count() == 2

    def test_what_was_answered_stays(self, people: People, mayor: Invitation) -> None:
        actions.answer(mayor, kind=ReplyKind.VIDEO, at=AT)

        revoke(mayor, people, email="mairie@example.fr")

        assert expected_at(mayor.meeting).standing[mayor.seat_id or 0].kind == ReplyKind.VIDEO

    def test_without_an_address_nothing_more_is_written_to_the_lost_box(
        self, people: People, mayor: Invitation
    ) -> None:
        revoke(mayor, people)
        Delivery.objects.all().delete()

        actions.remind(mayor.meeting, by=people.farid, at=AT)
        actions.send_again(
            mayor.meeting, scheduled_at=mayor.meeting.scheduled_at, form=mayor.meeting.form,
            place="Salle Durance", by=people.farid, at=AT,
        )  # fmt: skip

        assert "gaelle@example.fr" not in set(Delivery.objects.values_list("to_email", flat=True))

    def test_another_address_is_not_that_of_the_account(
        self, people: People, mayor: Invitation
    ) -> None:
        """A letter to an account goes to the address of the account, whatever was typed."""
        assert mayor.user == people.gaelle
        Delivery.objects.all().delete()

        revoke(mayor, people, email="mairie@example.fr")

        assert Delivery.objects.get().to_email == "mairie@example.fr"

    def test_a_reason_is_asked_for(self, people: People, it04: Invitation) -> None:
        with pytest.raises(actions.LinkRefused, match="Dites pourquoi"):
            revoke(it04, people, because="  ")
        assert not it04.proofs.filter(kind=ProofKind.REVOKED).exists()

    def test_pressed_twice_it_revokes_once(self, people: People, it04: Invitation) -> None:
        seen = it04.uuid
        revoke(it04, people, email="dg@example.fr", seen=seen)

        with pytest.raises(actions.LinkRefused, match="vient déjà d’être révoqué"):
            revoke(it04, people, email="dg@example.fr", seen=seen)
        assert it04.proofs.filter(kind=ProofKind.REVOKED).count() == 1

    def test_a_page_that_was_open_meanwhile_answers_no_more(
        self, people: People, it04: Invitation
    ) -> None:
        stale = Invitation.objects.get(pk=it04.pk)
        revoke(it04, people, email="dg@example.fr")

        with pytest.raises(actions.ReplyRefused, match="Ce lien vient d’être remplacé"):
            actions.answer(stale, kind=ReplyKind.ABSENT, at=AT)
        assert not Reply.objects.exists()
        # The secretary does not answer by the link.
        actions.answer_for(stale, kind=ReplyKind.ABSENT, by=people.farid, at=AT)

    def test_after_the_meeting_it_is_revoked_and_nothing_leaves(
        self, people: People, it04: Invitation
    ) -> None:
        actions.cancel(it04.meeting, because="Neige.", by=people.farid, at=AT)
        Delivery.objects.all().delete()
        old = token_of(it04)

        with pytest.raises(actions.LinkRefused, match="aucun lien ne part"):
            revoke(it04, people, email="dg@example.fr")
        it04.refresh_from_db()
        assert token_of(it04) == old
        assert not revoke(it04, people)
        assert not Delivery.objects.exists()
        assert invitation_of(old) is None


class TestRenew:
    def test_later_to_another_address(self, people: People, it04: Invitation) -> None:
        revoke(it04, people)
        Delivery.objects.all().delete()

        actions.renew_link(it04, email="direction@example.fr", by=people.farid, at=AT)

        assert Delivery.objects.get().link == reply_path(it04)

    def test_only_after_a_revocation(self, people: People, it04: Invitation) -> None:
        with pytest.raises(actions.LinkRefused, match="n’a pas été révoqué"):
            actions.renew_link(it04, email="dg@example.fr", by=people.farid, at=AT)
        with pytest.raises(actions.LinkRefused, match="Écrivez l’adresse"):
            actions.renew_link(it04, email=" ", by=people.farid, at=AT)


class TestPageOfARevokedLink:
    @pytest.mark.parametrize(
        ("method", "name"),
        [("get", "reply"), ("post", "answer"), ("get", "check_answer"), ("get", "reply_pack"),
         ("post", "open_convocation"), ("get", "reply_archive"), ("get", "reply_calendar"),
         ("get", "follow_by_link"), ("get", "follow_state_by_link"), ("get", "changes_by_link")],
    )  # fmt: skip
    def test_says_whom_to_call_and_nothing_of_the_member(
        self, world: World, people: People, it04: Invitation, method: str, name: str
    ) -> None:
        world.prefecture.phone, world.prefecture.email = "04 00 00 00 00", "clct@example.fr"
        world.prefecture.save()
        address = reverse(f"committee:{name}", args=[token_of(it04)])
        revoke(it04, people, email="direction@example.fr", because="Adresse erronée.")

        page = getattr(StrictClient(), method)(address)

        assert page.status_code == 410
        assert "Ce lien a été révoqué" in page.text
        assert "reste enregistré" in page.text
        assert "04 00 00 00 00" in page.text and "clct@example.fr" in page.text
        for secret in ("direction@example.fr", "Adresse erronée", it04.name):
            assert secret not in page.text

    def test_the_addresses_of_pieces_fall_with_it(self, people: People, it04: Invitation) -> None:
        piece = join(it04.meeting, people)
        address = piece_path(it04, piece.pk)
        assert StrictClient().get(address).status_code == 200

        revoke(it04, people, email="dg@example.fr")

        page = StrictClient().get(address)
        assert page.status_code == 410 and "Ce lien a été révoqué" in page.text

    def test_an_unknown_link_does_not_claim_to_be_revoked(self, meeting: Meeting) -> None:
        page = StrictClient().get("/seances/repondre/personne~signature/")
        assert page.status_code == 410
        assert "révoqué" not in page.text
        assert revocation_of("personne~signature") is None


class TestScreens:
    def test_the_secretary_revokes_and_sends_again(
        self, people: People, it04: Invitation, client_of
    ) -> None:
        farid = client_of(people.farid)
        place = f"/seances/{it04.meeting_id}/reponses/{it04.pk}/lien/"
        assert "Révoquer le lien" in farid.get(place).text

        refused = farid.post(f"{place}revoquer/", {"because": "", "email": "pas une adresse"})
        assert refused.status_code == 422
        assert "Dites pourquoi le lien est révoqué" in refused.text
        assert "pas une adresse" in refused.text

        done = farid.post(f"{place}revoquer/", {"because": "Boîte perdue"}, follow=True)
        assert "Aucun nouveau lien ne part" in done.text
        assert "Envoyer un nouveau lien" in done.text and "Boîte perdue" in done.text
        board = farid.get(f"/seances/{it04.meeting_id}/reponses/").text
        assert "lien révoqué le" in board

        done = farid.post(f"{place}envoyer/", {"email": "dg2@example.fr"}, follow=True)
        assert "Un nouveau lien part à dg2@example.fr" in done.text
        assert "lien révoqué le" not in farid.get(f"/seances/{it04.meeting_id}/reponses/").text

    @pytest.mark.parametrize(("days_before", "is_told"), [(11, False), (2, True)])
    def test_a_short_notice_is_told(
        self, people: People, it04: Invitation, client_of, monkeypatch, days_before, is_told
    ) -> None:
        """With a wrong address the member was never convened: the delay runs again (R133-8)."""
        monkeypatch.setattr("django.utils.timezone.now", lambda: DAY - timedelta(days=days_before))
        page = client_of(people.farid).get(f"/seances/{it04.meeting_id}/reponses/{it04.pk}/lien/")
        assert ("n’est convoquée qu’à la réception" in page.text) is is_told
        assert ("le délai de 5\u00a0jours n’est pas tenu" in page.text) is is_told

    def test_the_board_asks_as_much_with_revocations(
        self, people: People, meeting: Meeting, client_of
    ) -> None:
        farid = client_of(people.farid)

        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert farid.get(f"/seances/{meeting.pk}/reponses/").status_code == 200
            return len(queries)

        before = asked()
        for one in list(Invitation.objects.of_meeting(meeting)):
            revoke(one, people, email=f"x{one.pk}@example.fr")
        assert asked() == before
        assert Proof.objects.filter(kind=ProofKind.REVOKED).count() == 3
