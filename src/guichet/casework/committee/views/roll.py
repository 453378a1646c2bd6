"""The rows of the roll call: one seat, one small form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from guichet.casework.committee import roll_call
from guichet.casework.committee.actions import Call
from guichet.casework.committee.choices import AttendanceMode
from guichet.casework.committee.expected import announced
from guichet.casework.committee.forms import CallForm
from guichet.casework.committee.models import Attendance, Mandate, Meeting, Seat
from guichet.casework.committee.regulations import rules_for
from guichet.foundations.toolkit.errors import DomainError

INVALID = "Une ligne de l’appel n’est pas lisible : vérifiez les listes, puis recommencez."
AWAY = frozenset({AttendanceMode.REPRESENTED, AttendanceMode.EXCUSED, AttendanceMode.ABSENT})


@dataclass
class Row:
    seat: Seat
    form: CallForm
    attendance: Attendance | None
    seats: Mapping[int, Seat]
    error: str = ""
    people: list[str] = field(default_factory=list)

    def call(self) -> Call | None:
        """What this row says, or nothing when the seat was not called."""
        if not self.form.is_valid() or not self.form.cleaned_data["mode"]:
            return None
        holder = self.form.cleaned_data["represented_by"]
        return Call(
            self.seat,
            self.form.cleaned_data["mode"],
            self.seats.get(holder) if holder else None,
            self.form.cleaned_data["attendee_label"],
        )


def rows_of(
    meeting: Meeting, data: Mapping[str, object] | None = None, *, only: int | None = None
) -> list[Row]:
    """Every seat in force (or that one only), with what was recorded, or what was just typed."""
    seats = roll_call.seats_of(meeting)
    standing = {one.seat_id: one for one in Attendance.objects.of_meeting(meeting)}
    people = _people(meeting, seats)
    # What members answered beforehand fills the lines that nobody has called yet.
    told = announced(meeting)
    away = {pk for pk, attendance in standing.items() if attendance.mode in AWAY}
    holders = [(str(pk), seat.label) for pk, seat in seats.items() if pk not in away]
    remote = rules_for(meeting).remote
    return [
        _row(seat, standing.get(pk), seats, people.get(pk, []), holders, data, told.get(pk), remote)
        for pk, seat in seats.items()
        if only in (None, pk)
    ]


def calls_of(rows: Iterable[Row]) -> list[Call] | None:
    """Every row that says something; None when one of them cannot be read."""
    listed = list(rows)
    if not all(row.form.is_valid() for row in listed):
        return None
    return [call for row in listed if (call := row.call())]


def carried(rows: Iterable[Row], deed: Callable[[], object]) -> bool:
    """Run the deed; a refusal is written on the rows it concerns, else on the first."""
    listed = list(rows)
    if not all(row.form.is_valid() for row in listed):
        listed[0].error = INVALID
        return False
    try:
        deed()
    except DomainError as refusal:
        about = [row for row in listed if f"« {row.seat.label} »" in refusal.sentence]
        (about or listed)[0].error = refusal.sentence
        return False
    return True


def _row(
    seat: Seat,
    attendance: Attendance | None,
    seats: Mapping[int, Seat],
    people: list[str],
    holders: list[tuple[str, str]],
    data: Mapping[str, object] | None,
    told: tuple[Attendance, str] | None,
    remote: bool,
) -> Row:
    line = attendance or (told[0] if told else None)
    own = line.represented_by_id if line else None
    deputy = [f"{told[1]} (suppléant)"] if told and told[1] else []
    offered = [pair for pair in holders if pair[0] != str(seat.pk)]
    if own and str(own) not in dict(offered) and own in seats:
        offered.append((str(own), seats[own].label))
    form = CallForm(
        data,
        seat=seat.pk,
        seat_label=seat.label,
        holders=offered,
        remote=remote,
        initial={
            "mode": line.mode if line else "",
            "represented_by": own,
            "attendee_label": (
                attendance.attendee_label if attendance else ", ".join((deputy or people)[:1])
            ),
        },
    )
    return Row(seat, form, attendance, seats, people=people)


def _people(meeting: Meeting, seats: Mapping[int, Seat]) -> dict[int, list[str]]:
    """Who holds each seat on the day, the holder before the alternates."""
    found: dict[int, list[str]] = {}
    mandates = Mandate.objects.filter(seat__in=list(seats)).in_force(meeting.day)
    for mandate in mandates.holders_first():
        found.setdefault(mandate.seat_id, []).append(mandate.person.name)
    return found
