from .bodies import Committee, Mandate, Seat, SeatQuerySet
from .followup import PromiseNews
from .items import AgendaItem, Attendance, Promise
from .meetings import Meeting, MeetingQuerySet
from .minutes import Minutes
from .regulations import Regulation
from .revisions import Amendment, Disagreement, Extract, MinutesVersion
from .roadmap import Indicator, Reading

__all__ = [
    "AgendaItem",
    "Amendment",
    "Attendance",
    "Committee",
    "Disagreement",
    "Extract",
    "Indicator",
    "Mandate",
    "Meeting",
    "MeetingQuerySet",
    "Minutes",
    "MinutesVersion",
    "Promise",
    "PromiseNews",
    "Reading",
    "Regulation",
    "Seat",
    "SeatQuerySet",
]
