"""What the screens that follow a meeting show, and the version of it: the same for everybody who
has the same rights, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from guichet.foundations.audit.actions import stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.dates import clock_time

from . import roll_call
from .editions import RESTRICTED
from .models import AgendaItem, Floor, Meeting, Recusal
from .quorum import Quorum
from .readings import Reading

OTHER = "Autre point de l’ordre du jour"


@dataclass(frozen=True)
class Line:
    """An item with its place in the day."""

    number: int
    item: AgendaItem
    starts_at: datetime
    is_current: bool = False
    is_masked: bool = False
    # What stands for its title, when the reader may not have it.
    veil: str = ""
    # What the reader may have of the words: those that a mark keeps from the public are left out.
    with_restricted: bool = True

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.item.planned_minutes)

    @property
    def hours(self) -> str:
        return f"{clock_time(self.starts_at)} – {clock_time(self.ends_at)}"

    @property
    def brief(self) -> str:
        return "" if self.is_masked else Reading(self.item, self.with_restricted).brief

    @property
    def is_foreign(self) -> bool:
        """No business of the reader, who does not read how it ended either."""
        return self.veil == OTHER

    @property
    def title(self) -> str:
        return self.veil or self.item.title


@dataclass(frozen=True)
class State:
    meeting: Meeting
    quorum: Quorum
    lines: tuple[Line, ...]
    current: Line | None
    since: datetime | None
    recused: tuple[str, ...]
    presences: tuple[tuple[str, int], ...]

    @property
    def recused_told(self) -> tuple[str, ...]:
        """Who left a restricted item would tell what it is about."""
        return () if self.current is not None and self.current.is_masked else self.recused

    @property
    def next(self) -> Line | None:
        """The first one after the current item that is not settled."""
        start = self.current.number if self.current else 0
        return next((line for line in self.lines[start:] if not line.item.outcome), None)

    @property
    def settled(self) -> int:
        return sum(1 for line in self.lines if line.item.outcome)


def version(meeting: Meeting) -> str:
    """Another one after each fact of the meeting: derived from its events, never stored."""
    last = Event.objects.of_stream(stream_of(meeting)).values_list("seq", "hash").last()
    return f"{meeting.pk}-{last[0]}-{last[1][:12]}" if last else str(meeting.pk)


def timetable(
    items: Sequence[AgendaItem],
    *,
    start: datetime,
    current: int | None = None,
    with_restricted: bool = True,
    only: int | None = None,
) -> tuple[Line, ...]:
    """The running clock of the agenda: each item starts when the one before should end.

    `only` is for somebody who is heard on that item (0: on none in particular) and has no business
    with the others: their times are told, so that he knows when his turn comes, and nothing else.
    """
    lines, at = [], start
    for number, item in enumerate(items, start=1):
        veil = OTHER if only is not None and item.pk != only else ""
        kept_back = item.is_restricted and not with_restricted
        if kept_back and only is None:
            veil = RESTRICTED
        lines.append(
            Line(
                number, item, at, item.pk == current, bool(veil) or kept_back, veil,
                with_restricted,
            )
        )  # fmt: skip
        at += timedelta(minutes=item.planned_minutes)
    return tuple(lines)


def state_of(meeting: Meeting, *, with_restricted: bool, only: int | None = None) -> State:
    items = list(AgendaItem.objects.of_meeting(meeting).in_order())
    floor = Floor.objects.filter(meeting=meeting).first()
    lines = timetable(
        items,
        start=meeting.opened_at or meeting.scheduled_at,
        current=floor.item_id if floor else None,
        with_restricted=with_restricted,
        only=only,
    )
    current = next((line for line in lines if line.is_current), None)
    seats = roll_call.seats_of(meeting)
    presences = roll_call.presences_of(meeting)
    left = recused_by_item(meeting).get(current.item.pk, ()) if current else ()
    quorum = roll_call.quorum_among(
        meeting, seats, presences, recused={one.seat_id for one in left}
    )
    return State(
        meeting=meeting,
        quorum=quorum,
        lines=lines,
        current=current,
        since=floor.since if floor else None,
        recused=tuple(one.seat.label for one in left),
        presences=(
            ("en salle", quorum.in_room),
            ("à distance", quorum.by_video),
            ("représentés", quorum.represented),
        ),
    )


def recused_by_item(meeting: Meeting) -> dict[int, tuple[Recusal, ...]]:
    found: dict[int, tuple[Recusal, ...]] = {}
    for one in Recusal.objects.of_meeting(meeting).standing().in_order():
        found[one.item_id] = (*found.get(one.item_id, ()), one)
    return found
