from .bodies import Committee, Mandate, Seat, SeatQuerySet
from .items import AgendaItem, Attendance, Promise
from .meetings import Meeting, MeetingQuerySet
from .minutes import Minutes
from .regulations import Regulation

__all__ = [
    "AgendaItem",
    "Attendance",
    "Committee",
    "Mandate",
    "Meeting",
    "MeetingQuerySet",
    "Minutes",
    "Promise",
    "Regulation",
    "Seat",
    "SeatQuerySet",
]
