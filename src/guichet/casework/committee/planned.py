"""What will leave by itself, when, and to whom: shown before it leaves."""

from dataclasses import dataclass
from datetime import date

from guichet.foundations.toolkit.dates import local_day

from . import notifications
from .models import Invitation, Meeting
from .reminder import reminder_day


@dataclass(frozen=True)
class Reminder:
    """The automatic reminder of a meeting; `names` are those who would receive it today."""

    on: date
    names: tuple[str, ...]
    # Silent too, and out of reach: to be called.
    unreachable: tuple[str, ...]
    subject: str
    body: str


def reminder_of(meeting: Meeting) -> Reminder | None:
    """One query; nothing when no reminder is to leave any more, or from a rehearsal."""
    if meeting.reminder_on is None or not meeting.is_to_be_reminded or meeting.is_rehearsal:
        return None
    silent = list(Invitation.objects.of_meeting(meeting).silent().in_order())
    letter = notifications.reminded(meeting)
    return Reminder(
        on=meeting.reminder_on,
        names=tuple(_named(one) for one in silent if one.email),
        unreachable=tuple(one.name for one in silent if not one.email),
        subject=letter.subject,
        body=letter.body,
    )


def _named(invitation: Invitation) -> str:
    """Many a seat is held by a function, which is then its name too."""
    name, seat = invitation.name, invitation.seat_label
    return name if name == seat else f"{name} ({seat})"


def day_if_convened(meeting: Meeting, *, on: date) -> date | None:
    """When the silent would be reminded if the meeting were convened that day."""
    return reminder_day(
        local_day(meeting.scheduled_at),
        meeting.committee.reminder_days,
        convened_on=on,
        department=meeting.department_code,
    )
