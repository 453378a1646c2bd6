from .bodies import College, Committee, Mandate, OwedItem, Seat, SeatQuerySet
from .followup import PromiseNews
from .items import AgendaItem, Attendance, Promise
from .live import Floor, Gesture, Movement, Recusal, Ruling
from .meetings import Meeting, MeetingQuerySet
from .minutes import Minutes
from .regulations import Regulation
from .rehearsals import RehearsalLetter
from .replies import Edition, Invitation, InvitationQuerySet, Piece, Proof, Reply
from .revisions import Amendment, Disagreement, Extract, MinutesVersion
from .roadmap import Indicator, Reading
from .sealed import SealedPack

__all__ = [
    "AgendaItem",
    "Amendment",
    "Attendance",
    "College",
    "Committee",
    "Disagreement",
    "Edition",
    "Extract",
    "Floor",
    "Gesture",
    "Indicator",
    "Invitation",
    "InvitationQuerySet",
    "Mandate",
    "Meeting",
    "MeetingQuerySet",
    "Minutes",
    "MinutesVersion",
    "Movement",
    "OwedItem",
    "Piece",
    "Promise",
    "PromiseNews",
    "Proof",
    "Reading",
    "Recusal",
    "Regulation",
    "RehearsalLetter",
    "Reply",
    "Ruling",
    "SealedPack",
    "Seat",
    "SeatQuerySet",
]
