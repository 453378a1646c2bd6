from .bodies import Committee, Mandate, Seat, SeatQuerySet
from .items import AgendaItem, Attendance, Promise
from .live import Floor, Gesture, Movement, Recusal, Ruling
from .meetings import Meeting, MeetingQuerySet
from .minutes import Minutes
from .regulations import Regulation

__all__ = [
    "AgendaItem",
    "Attendance",
    "Committee",
    "Floor",
    "Gesture",
    "Mandate",
    "Meeting",
    "MeetingQuerySet",
    "Minutes",
    "Movement",
    "Promise",
    "Recusal",
    "Regulation",
    "Ruling",
    "Seat",
    "SeatQuerySet",
]
