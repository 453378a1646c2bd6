"""The seats that nobody holds, and the letters to send so that somebody does."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from guichet.foundations.audit.actions import stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.dates import local_day

from .models import Committee, Mandate, Seat
from .renewal import Vacancy, asked_for


@dataclass(frozen=True)
class ToFill:
    seat: Seat
    vacancy: Vacancy
    subject: str
    body: str
    email: str
    asked_at: datetime | None


def of_committee(committee: Committee, *, on: date) -> list[ToFill]:
    """In the order of the roll call; three queries."""
    seats = list(Seat.objects.of_committee(committee).in_force(on).for_roll_call())
    held: set[int] = set()
    last: dict[int, date] = defaultdict(lambda: date.min)
    for mandate in Mandate.objects.of_committee(committee).holders().order_by("pk"):
        if mandate.is_in_force(on):
            held.add(mandate.seat_id)
        elif mandate.ends_on is not None and mandate.ends_on < on:
            empty_on = mandate.ends_on + timedelta(days=1)
            last[mandate.seat_id] = max(last[mandate.seat_id], empty_on)
    asked = _asked(committee)
    return [
        _to_fill(seat, committee, last.get(seat.pk), asked.get(seat.pk))
        for seat in seats
        if seat.pk not in held
    ]


def _to_fill(
    seat: Seat, committee: Committee, since: date | None, asked_at: datetime | None
) -> ToFill:
    body = seat.organisation
    vacancy = Vacancy(seat.pk, seat.label, seat.nature, body.name if body else "", since)
    subject, text = asked_for(vacancy, of_body=committee.of_itself, body=committee.called)
    # What was asked for a former holder says nothing of this vacancy.
    if asked_at is not None and since is not None and local_day(asked_at) < since:
        asked_at = None
    return ToFill(seat, vacancy, subject, text, body.email if body else "", asked_at)


def _asked(committee: Committee) -> dict[int, datetime]:
    events = Event.objects.of_stream(stream_of(committee)).of_actions("committee.ask_designation")
    return {int(data["seat"]): at for data, at in events.values_list("data", "at")}
