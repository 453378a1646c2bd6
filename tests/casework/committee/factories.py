"""A meeting at any stage of its life, brought there by its own actions."""

from datetime import datetime, timedelta

from guichet.casework.committee import actions, outcomes
from guichet.casework.committee.choices import (
    AttendanceMode,
    Family,
    ItemKind,
    MandateKind,
    MeetingForm,
    MeetingStatus,
    SeatNature,
)
from guichet.casework.committee.models import AgendaItem, Committee, Mandate, Meeting, Seat
from guichet.casework.committee.roll_call import seats_of
from guichet.foundations.toolkit.dates import PARIS
from guichet.reference.directory.models import Person
from tests.people import People
from tests.world import World

S = MeetingStatus
NOW = datetime(2026, 3, 10, 10, 0, tzinfo=PARIS)
DAY = datetime(2026, 3, 30, 14, 30, tzinfo=PARIS)
PREPARED_AT = DAY - timedelta(days=20)
CONVENED_AT = DAY - timedelta(days=12)
OPENED_AT = DAY
CLOSED_AT = DAY + timedelta(hours=2)
LATER = DAY + timedelta(days=2)


def make_meeting(
    world: World,
    people: People,
    *,
    stage: str = S.PREPARED,
    day: datetime = DAY,
    form: str = MeetingForm.HYBRID,
    committee: Committee | None = None,
) -> Meeting:
    """By default: Farid prepares it three weeks ahead, and carries it to `stage`.

    From OPENED on the roll has been called: the chair in the room, the mayor by video, IT04
    represented by the chair.
    """
    meeting = actions.prepare_meeting(
        committee or world.committee,
        scheduled_at=day,
        form=form,
        place="Préfecture, salle Verdon",
        chair_label="",
        by=people.farid,
        at=day - timedelta(days=20),
    )
    for deed in _PATHS[S(stage)]:
        deed(meeting, world, people, day)
    return meeting


def call_the_roll(meeting: Meeting, world: World, people: People, at: datetime) -> None:
    actions.record_roll_call(
        meeting,
        [
            actions.Call(world.chair_seat, AttendanceMode.IN_ROOM, attendee_label="la préfète"),
            actions.Call(world.mayor_seat, AttendanceMode.VIDEO),
            actions.Call(world.it04_seat, AttendanceMode.REPRESENTED, world.chair_seat),
        ],
        by=people.farid,
        at=at,
    )


def decide_all(meeting: Meeting, people: People, at: datetime) -> None:
    """The usual outcome of every item."""
    for item in AgendaItem.objects.of_meeting(meeting).in_order():
        usual = outcomes.allowed(item.kind, asks_vote=False)[0]
        actions.record_outcome(item, outcome=usual, by=people.farid, at=at)


def carry(meeting: Meeting, world: World, people: People, *, since: str, to: str) -> None:
    """From one stage of its life to another, by the same path as `make_meeting`."""
    for deed in _PATHS[S(to)][len(_PATHS[S(since)]) :]:
        deed(meeting, world, people, meeting.scheduled_at)


def send_extracts(meeting: Meeting, people: People, at: datetime) -> None:
    """Where an item is about a case; otherwise there is nothing to send."""
    actions.send_extracts(meeting, by=people.farid, at=at)


def item_of(meeting: Meeting, kind: str) -> AgendaItem:
    return AgendaItem.objects.of_meeting(meeting).get(kind=kind)


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in AgendaItem.objects.of_meeting(meeting).in_order()]


def add_free_item(
    meeting: Meeting, people: People, *, title: str = "Tour de table", asks_vote: bool = False
) -> AgendaItem:
    return actions.add_item(
        meeting,
        kind=ItemKind.FREE,
        title=title,
        asks_vote=asks_vote,
        by=people.farid,
        at=PREPARED_AT,
    )


def add_seats(world: World, number: int) -> list[Seat]:
    """More seats in force, so that a quorum can be missed."""
    college = actions.start_colleges(world.committee)[Family.LOCAL_AUTHORITIES]
    return [
        Seat.objects.create(
            committee=world.committee,
            college=college,
            nature=SeatNature.ELECTED,
            label=f"Maire {rank}",
            rank=rank,
        )
        for rank in range(10, 10 + number)
    ]


def seat_people(world: World, people: People) -> None:
    """Élise and Gaëlle hold their seats; IT04 is held by somebody without an account."""
    for seat, person in (
        (world.chair_seat, people.elise.person),
        (world.mayor_seat, people.gaelle.person),
        (world.it04_seat, Person.objects.create(name="Le directeur d’IT04", email="dg@example.fr")),
    ):
        Mandate.objects.create(
            seat=seat, person=person, kind=MandateKind.HOLDER, starts_on=NOW.date()
        )


def _convene(meeting: Meeting, world: World, people: People, day: datetime) -> None:
    actions.convene(meeting, by=people.farid, at=day - timedelta(days=12))


def _open(meeting: Meeting, world: World, people: People, day: datetime) -> None:
    actions.open_meeting(meeting, by=people.farid, at=day)
    if set(seats_of(meeting)) >= {world.chair_seat.pk, world.mayor_seat.pk, world.it04_seat.pk}:
        call_the_roll(meeting, world, people, day)


def _close(meeting: Meeting, world: World, people: People, day: datetime) -> None:
    decide_all(meeting, people, day + timedelta(hours=1))
    actions.close_meeting(
        meeting, closing_words="La séance est levée.", by=people.farid, at=day + timedelta(hours=2)
    )


def _draft(meeting: Meeting, world: World, people: People, day: datetime) -> None:
    actions.draft_minutes(meeting, by=people.farid, at=day + timedelta(days=1))


def _approve(meeting: Meeting, world: World, people: People, day: datetime) -> None:
    send_extracts(meeting, people, day + timedelta(days=1, hours=1))
    actions.approve_minutes(meeting, by=people.elise, at=day + timedelta(days=2))


def _publish(meeting: Meeting, world: World, people: People, day: datetime) -> None:
    actions.publish(meeting, by=people.farid, at=day + timedelta(days=3))


def _cancel(meeting: Meeting, world: World, people: People, day: datetime) -> None:
    actions.cancel(meeting, because="Neige.", by=people.farid, at=day - timedelta(days=10))


_HELD = [_convene, _open, _close]
_PATHS = {
    S.PREPARED: [],
    S.CONVENED: [_convene],
    S.OPENED: [_convene, _open],
    S.HELD: _HELD,
    S.MINUTED: [*_HELD, _draft],
    S.APPROVED: [*_HELD, _draft, _approve],
    S.PUBLISHED: [*_HELD, _draft, _approve, _publish],
    S.CANCELLED: [_convene, _cancel],
}
