"""Reminders to whoever holds the ball: the structure that was asked, or the desk it waits for."""

from datetime import date, datetime

from django.db import transaction

from guichet.casework.demands.actions.reminders import Stage, is_open_hour, stage_of
from guichet.casework.demands.correspondents import officers_to_tell
from guichet.casework.demands.timekeeping import Due
from guichet.foundations.audit.actions import record, stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.actions import Message, notify
from guichet.foundations.toolkit.clocks import State, working_days_between
from guichet.foundations.toolkit.dates import local_day, long_date

from .. import notifications
from ..choices import OpinionStatus, ReferralStatus
from ..correspondents import Recipients, answerers_of, people_of
from ..models import Opinion, Referral
from ..waiting import Clock, clocks_of
from .steps import OVER, hold

# A structure that waits for a precision is not late; the desk is, after this many working days.
DESK_ANSWERS_WITHIN = 3


def remind_all(*, at: datetime) -> int:
    """Look at all that is awaited; answer how many reminders were called for. One transaction
    each."""
    today = local_day(at)
    sent = list(Referral.objects.for_reminders())
    clocks = clocks_of(sent, today=today)
    told = sum(_remind_referral(one, clocks.get(one.pk), at=at) for one in sent)
    return told + sum(_remind_opinion(one, at=at) for one in Opinion.objects.awaited().for_page())


@transaction.atomic
def _remind_referral(referral: Referral, clock: Clock | None, *, at: datetime) -> bool:
    question = referral.open_question
    if question is not None:
        return _remind_desk(referral, asked_on=local_day(question.asked_at), at=at)
    if clock is None:
        return False
    ledger, standing = clock
    due = Due("REFERRAL", ledger.due, standing.late_by, is_paused=standing.state is State.PAUSED)
    stage = stage_of(due, at=at, department=referral.department_code)
    if stage is None or due.day is None or not _is_open(referral, at=at):
        return False
    letter = notifications.answer_is_due(referral, day=due.day, is_late=stage is Stage.AFTER)
    people = answerers_of(referral, on=local_day(at))
    return _tell(referral, people, letter, day=due.day, step=stage.value, at=at)


def _remind_desk(referral: Referral, *, asked_on: date, at: datetime) -> bool:
    today, department = local_day(at), referral.department_code
    waited = working_days_between(asked_on, today, department=department)
    if waited < DESK_ANSWERS_WITHIN or not _is_open(referral, at=at):
        return False
    letter = notifications.precision_is_awaited(referral)
    people = officers_to_tell(referral.demand, on=today)
    return _tell(referral, people, letter, day=asked_on, step="DESK", at=at)


@transaction.atomic
def _remind_opinion(opinion: Opinion, *, at: datetime) -> bool:
    department = opinion.department_code
    today = local_day(at)
    late = working_days_between(opinion.due_on, today, department=department)
    stage = stage_of(Due("OPINION", opinion.due_on, late), at=at, department=department)
    if stage is None or not _is_open(opinion, at=at):
        return False
    letter = notifications.opinion_is_due(opinion, is_late=stage is Stage.AFTER)
    people = people_of(opinion.provider, on=today)
    return _tell(opinion, people, letter, day=opinion.due_on, step=stage.value, at=at)


def _is_open(asked: Referral | Opinion, *, at: datetime) -> bool:
    """Somebody is at work, and the answer is still awaited once the demand is held."""
    if not is_open_hour(at, department=asked.department_code):
        return False
    demand = hold(asked.demand)
    fresh = type(asked)._default_manager.values_list("status", flat=True).get(pk=asked.pk)
    awaited = {ReferralStatus.SENT, OpinionStatus.ASKED}
    return demand.status not in OVER and fresh in awaited


def _tell(
    asked: Referral | Opinion,
    people: Recipients,
    letter: Message,
    *,
    day: date,
    step: str,
    at: datetime,
) -> bool:
    """Once for each stage of each date."""
    action = "referral.remind" if isinstance(asked, Referral) else "opinion.remind"
    told = Event.objects.of_stream(stream_of(asked)).of_actions(action)
    if not people or told.filter(data__due=day.isoformat(), data__step=step).exists():
        return False
    record(
        by=None, action=action, target=asked, at=at, due=day.isoformat(), step=step,
        day=long_date(day), provider=asked.provider.short_name,
    )  # fmt: skip
    notify(people, letter, at=at)
    return True
