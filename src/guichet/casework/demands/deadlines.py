"""The clocks of demands, read from their events: two queries for a page, whatever its length."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit import clocks
from guichet.foundations.toolkit.clocks import Delay
from guichet.reference.policies.choices import ServiceKind
from guichet.reference.policies.models import ServiceLevel
from guichet.reference.policies.service_levels import chosen

from . import timekeeping
from .choices import DemandStatus
from .models import Demand
from .timekeeping import ACTIONS, NO_DUE, Clock, Due, Fact

# What a receipt may promise: the rest depends on whoever is asked to help.
OF_THE_DESK = (ServiceKind.ACKNOWLEDGE, ServiceKind.FIRST_ANSWER, ServiceKind.ORIENTATION)


@dataclass(frozen=True)
class Promised:
    """One promise of a receipt: what, in how long (« 2 jours ouvrés »), at the latest when."""

    label: str
    words: str
    due: date | None


@dataclass(frozen=True)
class Deadlines:
    """Every clock of a demand, and the date of its next step."""

    due: Due
    clocks: tuple[Clock, ...]

    @property
    def current(self) -> Clock | None:
        return next((clock for clock in self.clocks if clock.kind == self.due.kind), None)


def dues_of(demands: Sequence[Demand], *, today: date) -> dict[int, Due]:
    """The date of the next step of each demand of a list, by key: two queries."""
    open_ones = [demand for demand in demands if demand.status not in timekeeping.OVER]
    if not open_ones:
        return {}
    levels = _levels(open_ones)
    facts = _facts(open_ones)
    return {
        demand.pk: _due(demand, facts[demand.case_key], levels, today=today) for demand in open_ones
    }


def deadlines_of(demand: Demand, events: Iterable[Event], *, today: date) -> Deadlines:
    """All that the ledger page tells, from the events that the page has read already: one query."""
    levels = _levels([demand])
    story = timekeeping.read(Fact(e.action, e.at, e.stream) for e in events)
    found = timekeeping.clocks(
        story, _Promises(levels, demand.department_code), department=demand.department_code,
        today=today,
    )  # fmt: skip
    return Deadlines(_due_among(demand, found, today=today), tuple(found))


def promised(demand: Demand, *, at: datetime) -> tuple[Promised, ...]:
    """What the desk owes to a demand deposited now, with its dates: one query."""
    department = demand.department_code
    levels = list(ServiceLevel.objects.serving([department]))
    promises = _Promises(levels, department)
    day = clocks.local(at, department=department).date()
    delays = [delay for kind in OF_THE_DESK if (delay := promises(kind, day)) is not None]
    return tuple(
        Promised(delay.label, delay.words, clocks.reckon(at, delay, department=department).due)
        for delay in delays
    )


class _Promises:
    """Which version of a delay serves a case of this department that opened on that day."""

    def __init__(self, levels: Sequence[ServiceLevel], department: str) -> None:
        self.levels = levels
        self.department = department

    def __call__(self, kind: str, on: date) -> Delay | None:
        level = chosen(self.levels, kind=kind, department=self.department, on=on)
        return level.as_delay() if level else None


def _due(demand: Demand, facts: list[Fact], levels: Sequence[ServiceLevel], *, today: date) -> Due:
    wanted = timekeeping.stage_clock(demand.status, is_answered=demand.is_answered)
    found: list[Clock] = []
    if wanted:
        found = timekeeping.clocks(
            timekeeping.read(facts), _Promises(levels, demand.department_code),
            department=demand.department_code, today=today, only=wanted,
        )  # fmt: skip
    return _due_among(demand, found, today=today)


def _due_among(demand: Demand, clocks: Iterable[Clock], *, today: date) -> Due:
    if demand.status in timekeeping.OVER:
        return NO_DUE
    if demand.status == DemandStatus.RETURNED:
        return timekeeping.due_from_applicant(
            demand.missing_by, department=demand.department_code, today=today
        )
    wanted = timekeeping.stage_clock(demand.status, is_answered=demand.is_answered)
    return timekeeping.due_of(next((clock for clock in clocks if clock.kind == wanted), None))


def _levels(demands: Iterable[Demand]) -> list[ServiceLevel]:
    return list(ServiceLevel.objects.serving({demand.department_code for demand in demands}))


def _facts(demands: Iterable[Demand]) -> dict[str, list[Fact]]:
    events = Event.objects.filter(case__in=[demand.case_key for demand in demands]).filter(
        Q(action__in=ACTIONS) | Q(action__startswith="support.")
    )
    found: dict[str, list[Fact]] = defaultdict(list)
    rows = events.order_by("at", "pk").values_list("case", "action", "at", "stream")
    for case, action, at, stream in rows:
        found[case].append(Fact(action, at, stream))
    return found
