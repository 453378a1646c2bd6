from .bodies import Committee, Mandate, Seat, SeatQuerySet
from .items import AgendaItem, Attendance, Promise
from .live import Floor, Gesture, Movement, Recusal, Ruling
from .meetings import Meeting, MeetingQuerySet
from .minutes import Minutes
from .regulations import Regulation
from .replies import Edition, Invitation, Piece, Proof, Reply

__all__ = [
    "AgendaItem",
    "Attendance",
    "Committee",
    "Edition",
    "Floor",
    "Gesture",
    "Invitation",
    "Mandate",
    "Meeting",
    "MeetingQuerySet",
    "Minutes",
    "Movement",
    "Piece",
    "Promise",
    "Proof",
    "Recusal",
    "Regulation",
    "Reply",
    "Ruling",
    "Seat",
    "SeatQuerySet",
]
