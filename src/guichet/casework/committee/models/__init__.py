from .bodies import Committee, Mandate, Seat, SeatQuerySet
from .items import AgendaItem, Attendance, Promise
from .meetings import Meeting, MeetingQuerySet
from .minutes import Minutes
from .regulations import Regulation
from .replies import Edition, Invitation, Piece, Proof, Reply

__all__ = [
    "AgendaItem",
    "Attendance",
    "Committee",
    "Edition",
    "Invitation",
    "Mandate",
    "Meeting",
    "MeetingQuerySet",
    "Minutes",
    "Piece",
    "Promise",
    "Proof",
    "Regulation",
    "Reply",
    "Seat",
    "SeatQuerySet",
]
