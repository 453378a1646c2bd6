"""The public calendar of meetings (RFC 5545): one event per meeting, without its agenda."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

# What nobody wrote is counted as two hours.
USUAL_LENGTH = timedelta(hours=2)


@dataclass(frozen=True)
class Coming:
    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    url: str = ""


def calendar_of_meetings(meetings: Iterable[Coming], *, written_at: datetime) -> bytes:
    """The whole calendar, to be subscribed to; times are in UTC, which every program reads."""
    calendar = Calendar()
    calendar.add("prodid", "-//Guichet//Comités//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Séances des comités locaux de cohésion territoriale")
    for meeting in meetings:
        event = Event()
        event.add("uid", meeting.uid)
        event.add("dtstamp", written_at.astimezone(UTC))
        event.add("dtstart", meeting.starts_at.astimezone(UTC))
        ends_at = meeting.ends_at or meeting.starts_at + USUAL_LENGTH
        event.add("dtend", ends_at.astimezone(UTC))
        event.add("summary", meeting.title)
        if meeting.place:
            event.add("location", meeting.place)
        if meeting.url:
            event.add("url", meeting.url)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
