"""From the database to the plain presences of quorum.py and proxies.py: the only bridge."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from guichet.foundations.accounts.models import User

from . import movements
from .models import Attendance, Mandate, Meeting, Movement, Seat
from .proxies import Presence
from .quorum import COUNTED, Quorum, count
from .regulations import rules_for


def seats_of(meeting: Meeting) -> dict[int, Seat]:
    """The seats in force on the day of the meeting, in the order of the roll call."""
    seats = Seat.objects.of_committee(meeting.committee).in_force(meeting.day).for_roll_call()
    return {seat.pk: seat for seat in seats}


def presence(attendance: Attendance) -> Presence:
    return Presence(attendance.seat_id, attendance.mode, attendance.represented_by_id)


def quorum_of(meeting: Meeting) -> Quorum:
    """The quorum as it stands: the light on the screen, the sentence of the minutes, the vote."""
    return quorum_among(meeting, seats_of(meeting), presences_of(meeting))


def quorum_from(meeting: Meeting, seats: dict[int, Seat], attendances: list[Attendance]) -> Quorum:
    return quorum_among(meeting, seats, [presence(attendance) for attendance in attendances])


def quorum_among(
    meeting: Meeting,
    seats: dict[int, Seat],
    presences: Iterable[Presence],
    *,
    recused: Collection[int] = (),
) -> Quorum:
    rules = rules_for(meeting)
    return count(
        seats.keys(),
        presences,
        proxies_per_holder=rules.proxies_per_holder,
        second_convocation=meeting.is_second_convocation and rules.second_convocation,
        rule=rules.quorum,
        basis=rules.bases["quorum"],
        recused=recused,
        vacant=_vacant(meeting, seats) if not rules.quorum.vacancies_count else (),
        colleges={pk: seat.college.name for pk, seat in seats.items()},
        names={pk: seat.label for pk, seat in seats.items()},
        remote=rules.remote,
    )


def seats_that_took_part(meeting: Meeting) -> set[int]:
    """The seats that were there, or represented, at some time of the meeting."""
    now = Attendance.objects.of_meeting(meeting).filter(mode__in=COUNTED)
    ever = Movement.objects.of_meeting(meeting).filter(mode__in=COUNTED)
    return {*now.values_list("seat_id", flat=True), *ever.values_list("seat_id", flat=True)}


def took_part(user: User, meeting: Meeting) -> bool:
    """Whether the person held, that day, a seat that was there or represented."""
    mine = Mandate.objects.in_force(meeting.day).filter(person__user=user)
    return mine.filter(seat__in=seats_that_took_part(meeting)).exists()


def presences_of(meeting: Meeting, *, at: datetime | None = None) -> tuple[Presence, ...]:
    """How each seat takes part: as things stand, or as they stood at that instant."""
    if at is None:
        return tuple(presence(one) for one in Attendance.objects.of_meeting(meeting))
    known = Movement.objects.of_meeting(meeting).filter(at__lte=at).order_by("at", "pk")
    return movements.presences_at(as_movements(known), at)


def as_movements(rows: Iterable[Movement]) -> Iterator[movements.Movement]:
    """The rows as plain values, for the rules that read them."""
    for one in rows:
        yield movements.Movement(one.seat_id, one.mode, one.at, one.pk, one.represented_by_id)


def _vacant(meeting: Meeting, seats: dict[int, Seat]) -> set[int]:
    """The seats that nobody holds on that day; an alternate does not fill one."""
    held = Mandate.objects.in_force(meeting.day).holders().filter(seat__in=seats.keys())
    return set(seats) - set(held.values_list("seat_id", flat=True))
