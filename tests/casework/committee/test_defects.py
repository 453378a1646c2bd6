"""The defects of other products that need a database to be shown absent (pure/test_defects.py has
the rest, and says where each number is)."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import guichet
from guichet.casework.committee import actions, convocation, second_convocation
from guichet.casework.committee.choices import AttendanceMode, MeetingStatus, Outcome, ReplyKind
from guichet.casework.committee.models import (
    AgendaItem,
    Attendance,
    Edition,
    Invitation,
    Meeting,
    Proof,
    Reply,
)
from guichet.casework.committee.second_convocation import Point
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from tests.people import People
from tests.world import World

from .factories import (
    CLOSED_AT,
    CONVENED_AT,
    DAY,
    OPENED_AT,
    add_free_item,
    add_seats,
    decide_all,
    item_of,
    make_meeting,
    seat_people,
)

S = MeetingStatus


def points(meeting: Meeting) -> list[Point]:
    return [
        Point(item.kind, item.title, f"{item.demand_id}-{item.support_id}")
        for item in AgendaItem.objects.of_meeting(meeting).in_order()
    ]


def convened_again(world: World, people: People) -> tuple[Meeting, Meeting]:
    seat_people(world, people)
    add_seats(world, 9)
    first = make_meeting(world, people, stage=S.OPENED)
    told = item_of(first, "DEMANDS")
    actions.record_outcome(
        told, outcome=Outcome.INFORMED, note="Écouté.", by=people.farid, at=OPENED_AT
    )
    second = actions.convene_again(
        first, scheduled_at=DAY + timedelta(days=10), form="HYBRID", place="Salle Verdon",
        by=people.farid, at=OPENED_AT + timedelta(hours=1),
    )  # fmt: skip
    return first, second


def test_d4_a_missed_quorum_makes_a_second_convocation_on_the_same_agenda(
    world: World, people: People
) -> None:
    first, second = convened_again(world, people)

    letter = Delivery.objects.latest_first()[0].body
    found = second_convocation.check(
        points(first), points(second), letter=letter, missed_quorum=True
    )
    assert found.frees, found.sentence
    assert second.status == S.CONVENED


def test_d6_no_letter_without_its_proof(
    world: World, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the proof cannot be made nothing leaves, and the meeting is not convened."""
    seat_people(world, people)
    meeting = make_meeting(world, people)

    def fails(*_: object) -> str:
        raise OSError("no proof today")

    with monkeypatch.context() as patched:
        patched.setattr(convocation, "digest_of", fails)
        with pytest.raises(OSError, match="no proof"):
            actions.convene(meeting, by=people.farid, at=CONVENED_AT)
    meeting.refresh_from_db()
    assert (Delivery.objects.count(), meeting.status) == (0, S.PREPARED)

    actions.convene(meeting, by=people.farid, at=CONVENED_AT)

    letters = set(Delivery.objects.values_list("pk", flat=True))
    assert letters == set(Proof.objects.values_list("letter", flat=True))


def test_d7_a_new_sending_keeps_the_first_proof(world: World, people: People) -> None:
    seat_people(world, people)
    meeting = make_meeting(world, people, stage=S.CONVENED)
    before = list(Proof.objects.of_meeting(meeting).values())
    content = Edition.objects.get().content

    actions.send_again(
        meeting, scheduled_at=DAY, form="VIDEO", place="https://visio.example",
        by=people.farid, at=CONVENED_AT + timedelta(days=1),
    )  # fmt: skip

    assert list(Proof.objects.of_meeting(meeting).values())[: len(before)] == before
    assert Edition.objects.get(number=1).content == content


def test_d11_the_count_decides_and_not_the_hand(world: World, people: People) -> None:
    meeting = make_meeting(world, people)
    item = add_free_item(meeting, people, title="Motion", asks_vote=True)
    actions.convene(meeting, by=people.farid, at=CONVENED_AT)
    actions.open_meeting(meeting, by=people.farid, at=OPENED_AT)
    for seat in (world.chair_seat, world.mayor_seat):
        actions.record_attendance(
            meeting, seat, mode=AttendanceMode.IN_ROOM, by=people.farid, at=OPENED_AT
        )

    with pytest.raises(actions.OutcomeRefused, match="ne correspond pas au décompte"):
        actions.record_outcome(
            item, outcome=Outcome.VOTE_CARRIED, votes_for=0, votes_against=2, abstentions=0,
            by=people.farid, at=OPENED_AT,
        )  # fmt: skip


def test_d16_an_answer_is_in_the_history_whatever_door_it_came_by(
    world: World, people: People
) -> None:
    seat_people(world, people)
    make_meeting(world, people, stage=S.CONVENED)
    mayor = Invitation.objects.get(email="gaelle@example.fr")

    actions.answer(mayor, kind=ReplyKind.VIDEO, at=CONVENED_AT)
    actions.answer_for(mayor, kind=ReplyKind.ABSENT, by=people.farid, at=CONVENED_AT)

    told = Event.objects.of_actions("meeting.answer", "meeting.answer_for").order_by("pk")
    assert [event.data["told"] for event in told] == ["Participe en visioconférence", "Sera absent"]


def test_d20_no_rule_of_archiving_keeps_a_meeting_open(world: World, people: People) -> None:
    """A paper that nobody said how long to keep is a question for later."""
    seat_people(world, people)
    meeting = make_meeting(world, people)
    upload = SimpleUploadedFile("carte.csv", b"commune;demandes\nBanon;2\n")
    piece = actions.join_piece(meeting, title="", upload=upload, by=people.farid, at=CONVENED_AT)
    actions.convene(meeting, by=people.farid, at=CONVENED_AT)
    actions.open_meeting(meeting, by=people.farid, at=OPENED_AT)
    actions.record_attendance(
        meeting, world.chair_seat, mode=AttendanceMode.IN_ROOM, by=people.farid, at=OPENED_AT
    )
    actions.record_attendance(
        meeting, world.mayor_seat, mode=AttendanceMode.IN_ROOM, by=people.farid, at=OPENED_AT
    )
    decide_all(meeting, people, OPENED_AT)

    actions.close_meeting(meeting, by=people.farid, at=CLOSED_AT)

    assert piece.document.keep_until is None
    assert meeting.status == S.HELD


def test_d27_a_missed_quorum_loses_nothing_of_what_was_said(world: World, people: People) -> None:
    first, _ = convened_again(world, people)

    kept = item_of(first, "DEMANDS")
    assert (kept.outcome, kept.outcome_note) == (Outcome.INFORMED, "Écouté.")
    assert Attendance.objects.of_meeting(first).count() == 3
    assert "Quorum non atteint" in first.quorum_sentence
    assert first.scheduled_at == DAY


def test_d28_nothing_that_is_said_of_presence_can_be_erased_or_forged(
    world: World, people: People
) -> None:
    """No view is free of the protection against forged forms, and a second answer is a second
    row (the database refuses the rest: test_sending.py)."""
    house = Path(guichet.__file__).parent
    assert [p.name for p in house.rglob("*.py") if "csrf_exempt" in p.read_text()] == []
    seat_people(world, people)
    make_meeting(world, people, stage=S.CONVENED)
    mayor = Invitation.objects.get(email="gaelle@example.fr")

    for kind in (ReplyKind.IN_ROOM, ReplyKind.ABSENT, ReplyKind.IN_ROOM):
        actions.answer(mayor, kind=kind, at=CONVENED_AT)

    assert Reply.objects.count() == 3
