"""The roll call: how each seat takes part (glossary: appel, pouvoir).

`Attendance` says how things stand; each change adds a movement that nothing overwrites, so that
who was there at each item stays known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from guichet.casework.committee import proxies, roll_call
from guichet.casework.committee.choices import AttendanceMode, MeetingStatus
from guichet.casework.committee.models import Attendance, Floor, Meeting, Movement, Seat
from guichet.casework.committee.regulations import rules_for
from guichet.casework.committee.ruleset import RuleSet
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.toolkit.dates import clock_time
from guichet.foundations.toolkit.errors import DomainError

from .moments import hold


class AttendanceRefused(DomainError):
    """The roll call contradicts itself or the law."""


@dataclass(frozen=True)
class Call:
    """What is written down for one seat."""

    seat: Seat
    mode: str
    represented_by: Seat | None = None
    attendee_label: str = ""


@transaction.atomic
def record_attendance(
    meeting: Meeting,
    seat: Seat,
    *,
    mode: str,
    represented_by: Seat | None = None,
    attendee_label: str = "",
    by: User | None,
    at: datetime,
) -> None:
    """Write down how one seat takes part. Whoever arrives takes back the proxy he gave."""
    call = Call(seat, mode, represented_by, attendee_label)
    if _save(meeting, [call], at=at):
        record(
            by=by, action="meeting.record_attendance", target=meeting, at=at,
            seat=seat.label, mode=AttendanceMode(mode).label,
        )  # fmt: skip


@transaction.atomic
def record_roll_call(
    meeting: Meeting, calls: Sequence[Call], *, by: User | None, at: datetime
) -> int:
    """Write the whole roll call down at once, so that proxies are judged on the final picture.

    Answers how many seats changed.
    """
    changed = _save(meeting, calls, at=at)
    if changed:
        record(by=by, action="meeting.record_roll_call", target=meeting, at=at, number=changed)
    return changed


def _save(meeting: Meeting, calls: Sequence[Call], *, at: datetime) -> int:
    hold(meeting, MeetingStatus.OPENED)
    seats = roll_call.seats_of(meeting)
    standing = {one.seat_id: one for one in Attendance.objects.of_meeting(meeting)}
    before = _faults(meeting, seats, standing)
    _refuse_at_a_distance(rules_for(meeting), calls)
    changed, moved = [], []
    for call in calls:
        if call.seat.pk not in seats:
            raise AttendanceRefused(
                f"« {call.seat.label} » n’est pas un siège en vigueur le jour de la séance."
            )
        attendance = standing.get(call.seat.pk) or Attendance(meeting=meeting, seat=call.seat)
        was = (attendance.mode, attendance.represented_by_id)
        if _write(attendance, call):
            changed.append(attendance)
        if (attendance.mode, attendance.represented_by_id) != was:
            moved.append(attendance)
        standing[call.seat.pk] = attendance
    # A rule made stricter afterwards must not block the roll call: only new faults are refused.
    new = [one for one in _faults(meeting, seats, standing) if one not in before]
    if new:
        raise AttendanceRefused(" ".join(objection.sentence for objection in new))
    for attendance in changed:
        attendance.save()
    _move(meeting, moved, at=at)
    return len(changed)


def _refuse_at_a_distance(rules: RuleSet, calls: Sequence[Call]) -> None:
    """Where a text does not admit distance, nobody is written down as if he counted."""
    if rules.remote:
        return
    for call in calls:
        if call.mode == AttendanceMode.VIDEO:
            raise AttendanceRefused(
                f"« {call.seat.label} » ne peut pas être noté à distance : la participation à "
                f"distance n’est pas admise ({rules.bases['remote']}). Notez ce membre excusé ou "
                "absent, ou son pouvoir : il peut suivre la séance, sans être compté."
            )


def _move(meeting: Meeting, moved: Sequence[Attendance], *, at: datetime) -> None:
    """Add what changed to the record. A gesture older than what is known of the seat is refused:
    it was made on another screen that did not know."""
    seats = [one.seat_id for one in moved]
    later = Movement.objects.of_meeting(meeting).filter(seat__in=seats, at__gt=at)
    known = later.in_order().last()
    if known is not None:
        raise AttendanceRefused(
            f"« {known.seat.label} » a été noté « {known.get_mode_display()} » à "
            f"{clock_time(known.at)}, après ce geste ({clock_time(at)}) : notez-le de nouveau s’il "
            "faut le changer."
        )
    floor = Floor.objects.filter(meeting=meeting).first()
    Movement.objects.bulk_create(
        Movement(
            meeting=meeting,
            seat_id=one.seat_id,
            mode=one.mode,
            represented_by_id=one.represented_by_id,
            item_id=floor.item_id if floor else None,
            at=at,
        )
        for one in moved
    )


def _write(attendance: Attendance, call: Call) -> bool:
    """Put the call into the row; answers whether anything changed."""
    represented = call.mode == AttendanceMode.REPRESENTED
    if represented and call.represented_by is None:
        raise AttendanceRefused(
            f"« {call.seat.label} » est représenté : choisissez le membre qui porte son pouvoir."
        )
    before = _values(attendance) if attendance.pk else None
    attendance.mode = AttendanceMode(call.mode)
    attendance.represented_by = call.represented_by if represented else None
    attendance.attendee_label = call.attendee_label.strip()
    return _values(attendance) != before


def _values(attendance: Attendance) -> tuple[str, int | None, str]:
    return (attendance.mode, attendance.represented_by_id, attendance.attendee_label)


def _faults(
    meeting: Meeting, seats: dict[int, Seat], standing: dict[int, Attendance]
) -> tuple[proxies.Objection, ...]:
    rules = rules_for(meeting)
    return proxies.objections(
        {pk: seat.label for pk, seat in seats.items()},
        [roll_call.presence(attendance) for attendance in standing.values()],
        per_holder=rules.proxies_per_holder,
        basis=rules.bases["proxies_per_holder"],
    )
