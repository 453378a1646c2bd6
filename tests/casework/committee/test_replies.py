"""Members answer from their link; the secretary follows; the roll call is filled."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.casework.committee import actions
from guichet.casework.committee.choices import (
    MandateKind,
    MeetingForm,
    MeetingStatus,
    ProofKind,
    ReplyChannel,
    ReplyKind,
)
from guichet.casework.committee.expected import expected_at
from guichet.casework.committee.models import Invitation, Mandate, Meeting, Reply
from guichet.casework.committee.reply_links import reply_path, token_of
from guichet.foundations.notifications.models import Delivery
from guichet.reference.directory.models import Person
from tests.client import StrictClient
from tests.people import People
from tests.world import World

from .factories import CONVENED_AT, DAY, NOW, add_seats, make_meeting, seat_people

S = MeetingStatus
AT = CONVENED_AT + timedelta(days=1)


@pytest.fixture
def meeting(world: World, people: People) -> Meeting:
    seat_people(world, people)
    return make_meeting(world, people, stage=S.CONVENED)


@pytest.fixture
def mayor(meeting: Meeting) -> Invitation:
    return Invitation.objects.get(email="gaelle@example.fr")


@pytest.fixture
def it04(meeting: Meeting) -> Invitation:
    return Invitation.objects.get(email="dg@example.fr")


def url(name: str, invitation: Invitation) -> str:
    return reverse(f"committee:{name}", args=[token_of(invitation)])


class TestAnswer:
    def test_the_last_answer_of_a_seat_counts(self, mayor: Invitation) -> None:
        actions.answer(mayor, kind=ReplyKind.ABSENT, at=AT)
        actions.answer(mayor, kind=ReplyKind.VIDEO, note="En train", at=AT + timedelta(hours=1))

        known = expected_at(mayor.meeting)
        assert known.standing[mayor.seat_id or 0].kind == ReplyKind.VIDEO
        assert Reply.objects.count() == 2

    def test_a_second_proxy_to_one_holder_is_refused(
        self, world: World, mayor: Invitation, it04: Invitation
    ) -> None:
        """D8: in the transaction, under the lock of the meeting."""
        actions.answer(mayor, kind=ReplyKind.PROXY, proxy_to=world.chair_seat, at=AT)

        with pytest.raises(actions.ReplyRefused, match="nul ne porte plus d’un pouvoir"):
            actions.answer(it04, kind=ReplyKind.PROXY, proxy_to=world.chair_seat, at=AT)
        assert Reply.objects.count() == 1

    def test_no_chain_whoever_answers_first(
        self, world: World, mayor: Invitation, it04: Invitation
    ) -> None:
        actions.answer(it04, kind=ReplyKind.PROXY, proxy_to=world.mayor_seat, at=AT)

        with pytest.raises(actions.ReplyRefused, match="un pouvoir ne se transmet pas"):
            actions.answer(mayor, kind=ReplyKind.PROXY, proxy_to=world.chair_seat, at=AT)

    def test_whoever_gave_a_proxy_learns_that_its_holder_will_be_absent(
        self, world: World, mayor: Invitation, it04: Invitation
    ) -> None:
        actions.answer(it04, kind=ReplyKind.PROXY, proxy_to=world.mayor_seat, at=AT)
        Delivery.objects.all().delete()

        actions.answer(mayor, kind=ReplyKind.ABSENT, at=AT)

        [letter] = Delivery.objects.all()
        assert letter.to_email == "dg@example.fr"
        assert "n’a plus de porteur" in letter.subject
        assert letter.link == reply_path(it04)

    def test_only_while_the_meeting_is_convened(
        self, people: People, meeting: Meeting, mayor: Invitation
    ) -> None:
        actions.open_meeting(meeting, by=people.farid, at=DAY)

        with pytest.raises(actions.MeetingRefused, match="maintenant « En cours »"):
            actions.answer(mayor, kind=ReplyKind.IN_ROOM, at=DAY)

    def test_the_secretary_notes_under_the_same_rules(
        self, world: World, people: People, mayor: Invitation
    ) -> None:
        with pytest.raises(actions.ReplyRefused, match="vous donner pouvoir à vous-même"):
            actions.answer_for(
                mayor, kind=ReplyKind.PROXY, proxy_to=world.mayor_seat, by=people.farid, at=AT
            )

        made = actions.answer_for(mayor, kind=ReplyKind.ABSENT, by=people.farid, at=AT)

        assert (made.channel, made.written_by) == (ReplyChannel.SECRETARY, people.farid)

    def test_video_where_a_text_does_not_admit_it(self, world: World, people: People) -> None:
        seat_people(world, people)
        actions.set_rules(
            world.committee, {"remote": False}, basis="règlement intérieur, article 6",
            starts_on=NOW.date(), by=people.farid, at=NOW,
        )  # fmt: skip
        meeting = make_meeting(world, people, stage=S.CONVENED)
        mayor = Invitation.objects.get(meeting=meeting, email="gaelle@example.fr")

        with pytest.raises(actions.ReplyRefused, match="règlement intérieur, article 6"):
            actions.answer(mayor, kind=ReplyKind.VIDEO, at=AT)


class TestExpected:
    def test_the_answers_announce_the_quorum(
        self, world: World, meeting: Meeting, mayor: Invitation, it04: Invitation
    ) -> None:
        assert not expected_at(meeting).quorum.is_reached
        assert expected_at(meeting).at_best.is_reached
        actions.answer(mayor, kind=ReplyKind.VIDEO, at=AT)
        actions.answer(it04, kind=ReplyKind.PROXY, proxy_to=world.mayor_seat, at=AT)

        known = expected_at(meeting)

        assert known.quorum.sentence == (
            "Quorum atteint : 2 membres présents ou représentés sur 3 (1 à distance, "
            "1 représenté) ; il en faut 2 (article R133-10 du CRPA)."
        )
        assert [seat.pk for seat in known.silent] == [world.chair_seat.pk]
        assert known.number_of(ReplyKind.VIDEO, ReplyKind.PROXY) == 2

    def test_a_proxy_whose_holder_said_nothing_is_not_counted_yet(
        self, world: World, meeting: Meeting, it04: Invitation
    ) -> None:
        actions.answer(it04, kind=ReplyKind.PROXY, proxy_to=world.mayor_seat, at=AT)

        known = expected_at(meeting)

        assert known.quorum.counted == 0
        [lost] = known.lost_proxies
        assert "ne vaut que si « Maire de Forcalquier » siège" in lost.sentence

    def test_the_same_queries_for_three_seats_and_for_forty(
        self, world: World, people: People, client: StrictClient
    ) -> None:
        seat_people(world, people)
        counts = []
        for more in (0, 37):
            for rank, seat in enumerate(add_seats(world, more)):
                person = Person.objects.create(name=f"M{rank}", email=f"m{rank}@example.fr")
                Mandate.objects.create(
                    seat=seat, person=person, kind=MandateKind.HOLDER, starts_on=NOW.date()
                )
            meeting = make_meeting(world, people, stage=S.CONVENED, day=DAY + timedelta(days=more))
            for invitation in Invitation.objects.of_meeting(meeting).in_order():
                actions.answer(invitation, kind=ReplyKind.IN_ROOM, at=AT)
            client.force_login(people.farid)
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("committee:replies", args=[meeting.pk]))
            counts.append(len(queries))

        assert counts[0] == counts[1]


class TestLink:
    def test_one_click_answers(self, client: StrictClient, mayor: Invitation) -> None:
        page = client.get(reply_path(mayor))
        assert page.status_code == 200
        assert "Je viens, en salle" in page.text

        done = client.post(url("answer", mayor), {"kind": "VIDEO"})

        assert done.status_code == 302
        assert Reply.objects.get().kind == ReplyKind.VIDEO
        assert "Participe en visioconférence" in client.get(reply_path(mayor)).text

    def test_a_refused_proxy_keeps_what_was_typed(
        self, world: World, client: StrictClient, mayor: Invitation
    ) -> None:
        answer = client.post(
            url("answer", mayor), {"kind": "PROXY", "proxy_to": world.mayor_seat.pk}
        )

        assert answer.status_code == 422
        assert "vous donner pouvoir à vous-même" in answer.text
        assert f'value="{world.mayor_seat.pk}" selected' in answer.text

    def test_the_rules_are_told_while_it_is_typed(
        self, world: World, client: StrictClient, mayor: Invitation, it04: Invitation
    ) -> None:
        actions.answer(it04, kind=ReplyKind.PROXY, proxy_to=world.chair_seat, at=AT)
        check = url("check_answer", mayor)

        refused = client.get(check, {"kind": "PROXY", "proxy_to": world.chair_seat.pk})
        elsewhere = client.get(check, {"kind": "ALTERNATE", "deputy": "A", "body": "OTHER"})
        fits = client.get(check, {"kind": "ALTERNATE", "deputy": "A", "body": "SAME"})

        assert "porte déjà le pouvoir de « Ingénierie et territoires 04 »" in refused.text
        assert "article R133-3 du CRPA" in elsewhere.text
        assert "Cette réponse est possible." in fits.text
        assert Reply.objects.count() == 1

    def test_the_page_says_that_it_was_opened(
        self, client: StrictClient, mayor: Invitation
    ) -> None:
        client.get(reply_path(mayor))
        assert not mayor.proofs.filter(kind=ProofKind.OPENED).exists()

        assert client.post(url("open_convocation", mayor)).status_code == 204

        assert mayor.proofs.filter(kind=ProofKind.OPENED).count() == 1

    def test_a_link_that_nobody_signed(self, client: StrictClient, mayor: Invitation) -> None:
        forged = reverse("committee:reply", args=[f"{mayor.uuid.hex}~forged"])

        assert client.get(forged).status_code == 410

    def test_the_papers(self, client: StrictClient, mayor: Invitation) -> None:
        pack = client.get(url("reply_pack", mayor))
        calendar = client.get(url("reply_calendar", mayor))

        assert pack.content.startswith(b"%PDF")
        assert pack.content == client.get(url("reply_pack", mayor)).content
        assert b"BEGIN:VCALENDAR" in calendar.content

    def test_over_is_said(
        self, client: StrictClient, people: People, meeting: Meeting, mayor: Invitation
    ) -> None:
        actions.cancel(meeting, because="Neige.", by=people.farid, at=AT)

        page = client.get(reply_path(mayor)).text

        assert "La séance est annulée : Neige." in page
        assert "Je viens, en salle" not in page


class TestDesk:
    def test_the_board_shows_who_has_no_proof(
        self, client: StrictClient, people: People, meeting: Meeting, mayor: Invitation
    ) -> None:
        Invitation.objects.filter(pk=mayor.pk).update(email="")
        actions.answer(mayor, kind=ReplyKind.ABSENT, note="Congrès", at=AT)
        client.force_login(people.farid)

        page = client.get(reverse("committee:replies", args=[meeting.pk])).text

        assert "« Congrès »" in page
        assert "Sera absent" in page
        assert page.count("28 mars") == 0

    def test_the_deeds_of_the_board(
        self, client: StrictClient, people: People, meeting: Meeting, mayor: Invitation
    ) -> None:
        client.force_login(people.farid)
        note = reverse("committee:answer_for", args=[meeting.pk, mayor.pk])
        again = reverse("committee:send_again", args=[meeting.pk])
        typed = {"scheduled_at": "2026-03-30T15:00", "form": "HYBRID", "place": "Salle Verdon"}

        assert client.post(note, {"kind": "ABSENT"}).status_code == 302
        assert client.post(note, {"kind": "ALTERNATE"}).status_code == 422
        assert client.post(again, typed).status_code == 302
        assert client.post(again, typed).status_code == 422
        assert client.post(reverse("committee:remind", args=[meeting.pk])).status_code == 302
        assert client.get(reverse("committee:note_answer", args=[meeting.pk, mayor.pk]))

    def test_the_briefing_tells_the_day(
        self, client: StrictClient, people: People, meeting: Meeting, mayor: Invitation
    ) -> None:
        client.force_login(people.elise)

        page = client.get(reverse("committee:briefing", args=[meeting.pk])).text

        assert "Le quorum n’est pas assuré par les réponses reçues" in page
        assert "À adopter, ce qui demande le quorum" in page

    def test_the_roll_call_is_filled_with_the_answers(
        self,
        client: StrictClient,
        world: World,
        people: People,
        meeting: Meeting,
        mayor: Invitation,
        it04: Invitation,
    ) -> None:
        actions.answer(mayor, kind=ReplyKind.ALTERNATE, deputy="Léa", at=AT)
        actions.answer(it04, kind=ReplyKind.PROXY, proxy_to=world.mayor_seat, at=AT)
        actions.open_meeting(meeting, by=people.farid, at=DAY)
        client.force_login(people.farid)

        page = client.get(reverse("committee:holding", args=[meeting.pk]))

        rows = {row.seat.pk: row for row in page.context["rows"]}
        assert rows[world.mayor_seat.pk].form["mode"].value() == "IN_ROOM"
        assert rows[world.mayor_seat.pk].form["attendee_label"].value() == "Léa (suppléant)"
        assert rows[world.it04_seat.pk].form["mode"].value() == "REPRESENTED"
        assert rows[world.it04_seat.pk].form["represented_by"].value() == world.mayor_seat.pk
        assert not meeting.attendances.exists()

    def test_a_meeting_by_video_expects_deputies_at_a_distance(
        self, world: World, people: People
    ) -> None:
        seat_people(world, people)
        meeting = make_meeting(world, people, stage=S.CONVENED, form=MeetingForm.VIDEO)
        mayor = Invitation.objects.get(meeting=meeting, email="gaelle@example.fr")
        actions.answer(mayor, kind=ReplyKind.ALTERNATE, deputy="Léa", at=AT)

        assert expected_at(meeting).quorum.by_video == 1
        with pytest.raises(actions.ReplyRefused, match="sans salle"):
            actions.answer(mayor, kind=ReplyKind.IN_ROOM, at=AT)
