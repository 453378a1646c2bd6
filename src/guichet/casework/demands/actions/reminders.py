"""Staged reminders: to whoever holds the ball, in working hours, once for each stage."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from guichet.foundations.audit.actions import record, stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.clocks import CLOSING, local, working_days_between
from guichet.foundations.toolkit.dates import is_working_day, local_day, long_date
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Membership
from guichet.reference.policies.choices import ServiceKind

from .. import notifications
from ..choices import DemandStatus
from ..correspondents import Recipients, applicant_to_tell, officers_to_tell
from ..deadlines import dues_of
from ..models import Demand
from ..next_step import Holder, Situation, next_step
from ..timekeeping import Due
from .steps import hold

OPENING_HOUR = 9
DAYS_BEFORE = 2
DAYS_AFTER = 3
# What is awaited on that date is news of the support, not its end.
FOLLOW_UP_TITLE = "Faire un point d’étape de l’accompagnement"


class Stage(StrEnum):
    BEFORE = "BEFORE"
    DUE = "DUE"
    AFTER = "AFTER"


STAGE_WORDS = {
    Stage.BEFORE: "avant l’échéance",
    Stage.DUE: "le jour de l’échéance",
    Stage.AFTER: "après l’échéance",
}


def is_open_hour(at: datetime, *, department: str) -> bool:
    """Whether somebody may be at a desk of that department now."""
    wall = local(at, department=department)
    open_now = wall.hour >= OPENING_HOUR and wall.time() < CLOSING
    return open_now and is_working_day(wall.date(), department=department)


def stage_of(due: Due, *, at: datetime, department: str) -> Stage | None:
    """The reminder that this moment calls for: the last one only, when earlier ones were missed."""
    if due.day is None or due.is_paused:
        return None
    today = local(at, department=department).date()
    if due.late_by >= DAYS_AFTER:
        return Stage.AFTER
    if today >= due.day:
        return Stage.DUE if today == due.day else None
    left = working_days_between(today, due.day, department=department)
    return Stage.BEFORE if left <= DAYS_BEFORE else None


def remind_all(*, at: datetime) -> int:
    """Look at every open demand; answer how many letters were called for. Each demand has its own
    transaction, so that one that fails does not silence the others."""
    awaited = [
        demand
        for demand in Demand.objects.open().for_letters().order_by("pk")
        if is_open_hour(at, department=demand.department_code)
    ]
    dues = dues_of(awaited, today=local_day(at))
    return sum(remind(demand, dues[demand.pk], at=at) for demand in awaited if demand.pk in dues)


@transaction.atomic
def remind(demand: Demand, due: Due, *, at: datetime) -> bool:
    """One letter for this stage of this date, unless it was written already or the ball moved."""
    stage = stage_of(due, at=at, department=demand.department_code)
    if stage is None or due.day is None:
        return False
    seen = (demand.status, demand.is_answered)
    hold(demand)
    if (demand.status, demand.is_answered) != seen or _was_told(demand, due, stage):
        return False
    today = local_day(at)
    situation = Situation(demand.status, is_answered=demand.is_answered)
    step = next_step(situation, seen_by="OTHER", today=today)
    people = _holders(demand, step.holder, at=at)
    if not people:
        return False
    record(
        by=None, action="demand.remind", target=demand, at=at, kind=due.kind,
        due=due.day.isoformat(), step=stage.value, stage=STAGE_WORDS[stage],
        day=long_date(due.day), holder=step.holder,
    )  # fmt: skip
    gives_news = due.kind == ServiceKind.FOLLOW_UP and step.holder == "PROVIDER"
    title = FOLLOW_UP_TITLE if gives_news else step.title
    letter = notifications.reminded(demand, due=due, stage=stage.value, title=title)
    notify(people, letter, at=at)
    return True


def _was_told(demand: Demand, due: Due, stage: Stage) -> bool:
    """The trace: a date that a pause moved is another date, and may be told again."""
    told = Event.objects.of_stream(stream_of(demand)).of_actions("demand.remind")
    day = due.day.isoformat() if due.day else ""
    return told.filter(data__kind=due.kind, data__due=day, data__step=stage.value).exists()


def _holders(demand: Demand, holder: Holder, *, at: datetime) -> Recipients:
    on = local_day(at)
    if holder == "APPLICANT":
        return applicant_to_tell(demand)
    if holder == "DESK":
        return officers_to_tell(demand, on=on)
    # Of those that were only asked, each has its own clock and its own reminders (matching).
    if holder == "PROVIDER" and demand.status == DemandStatus.SUPPORTED:
        return _providers(demand, at=at)
    return ()


def _providers(demand: Demand, *, at: datetime) -> Recipients:
    """The people of the structures that have the demand; failing that, their common address."""
    houses = list(demand.shared_with.order_by("pk"))
    members = (
        Membership.objects.with_role([Role.PROVIDER])
        .in_force(local_day(at))
        .filter(organisation__in=houses)
        .select_related("person__user")
        .order_by("pk")
    )
    accounts = tuple(m.person.user for m in members if m.person.user is not None)
    return accounts or tuple(house.email for house in houses if house.email)
