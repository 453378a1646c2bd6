"""The only code that speaks to icalendar: a meeting as calendars take it (RFC 5545)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

# What the agenda does not say is counted as two hours.
USUAL_LENGTH = timedelta(hours=2)


def calendar_of(
    *,
    uid: str,
    title: str,
    starts_at: datetime,
    place: str,
    points: Sequence[str],
    length: timedelta = USUAL_LENGTH,
    sequence: int,
    written_at: datetime,
    url: str = "",
    is_cancelled: bool = False,
) -> str:
    """One event. The same `uid` with a higher `sequence` takes the place of the one before.

    No METHOD:REQUEST on purpose: an answer given inside a calendar would be lost to the roll call.
    """
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", written_at.astimezone(UTC))
    event.add("dtstart", starts_at.astimezone(UTC))
    event.add("dtend", (starts_at + length).astimezone(UTC))
    event.add("summary", title)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    if place:
        event.add("location", place)
    lines = [f"{rank}. {point}" for rank, point in enumerate(points, start=1)]
    if lines:
        event.add("description", "\n".join(["Ordre du jour :", *lines]))
    if url:
        event.add("url", url)
    calendar = Calendar()
    calendar.add("prodid", "-//Guichet//Comité//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()
