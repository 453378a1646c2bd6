"""From the database to the plain presences of quorum.py and proxies.py: the only bridge."""

from .models import Attendance, Meeting, Seat
from .proxies import Presence
from .quorum import Quorum, count


def seats_of(meeting: Meeting) -> dict[int, Seat]:
    """The seats in force on the day of the meeting, in the order of the roll call."""
    seats = Seat.objects.of_committee(meeting.committee).in_force(meeting.day).for_roll_call()
    return {seat.pk: seat for seat in seats}


def presence(attendance: Attendance) -> Presence:
    return Presence(attendance.seat_id, attendance.mode, attendance.represented_by_id)


def quorum_of(meeting: Meeting) -> Quorum:
    """The quorum as it stands: the light on the screen, the sentence of the minutes, the vote."""
    return quorum_from(meeting, seats_of(meeting), list(Attendance.objects.of_meeting(meeting)))


def quorum_from(meeting: Meeting, seats: dict[int, Seat], attendances: list[Attendance]) -> Quorum:
    return count(
        seats.keys(),
        [presence(attendance) for attendance in attendances],
        proxies_per_holder=meeting.committee.proxies_per_holder,
        second_convocation=meeting.is_second_convocation,
    )
