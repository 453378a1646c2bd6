"""What somebody undertook in a meeting (glossary: engagement pris en séance)."""

from datetime import date, datetime

from django.db import transaction

from guichet.casework.committee import notifications
from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.committee.models import Meeting, Promise
from guichet.casework.committee.workflow import PROMISE_WORKFLOW
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import moving, record
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.directory.models import Organisation

from .moments import hold
from .telling import tell


class PromiseRefused(DomainError):
    """The promise cannot be made, kept or released as it was asked."""


@transaction.atomic
def make_promise(
    meeting: Meeting,
    *,
    text: str,
    holder: Organisation,
    due_on: date,
    demand: Demand | None = None,
    by: User | None,
    at: datetime,
) -> Promise:
    """Write down who does what, for when; every next agenda shows it until it is settled.

    The history of the demand stays silent until the meeting is published: the event is the
    meeting's.
    """
    hold(meeting, MeetingStatus.OPENED, MeetingStatus.HELD, MeetingStatus.MINUTED)
    if not text.strip():
        raise PromiseRefused("Écrivez à quoi l’organisme s’engage.")
    if due_on < meeting.day:
        raise PromiseRefused(
            f"L’échéance ({long_date(due_on)}) précède la séance ({long_date(meeting.day)})."
        )
    if demand is not None and demand.department_code != meeting.department_code:
        raise PromiseRefused("Cette demande n’est pas de ce département.")
    said = {
        "made_in": meeting, "text": text.strip(), "holder": holder, "due_on": due_on,
        "demand": demand,
    }  # fmt: skip
    # The lock on the meeting makes the second of two clicks see the first.
    if Promise.objects.filter(**said).exists():
        raise PromiseRefused("Cet engagement est déjà noté, pour la même échéance.")
    promise = Promise.objects.create(**said)
    record(
        by=by, action="meeting.make_promise", target=meeting, at=at,
        text=promise.text, holder=holder.name, due_on=long_date(due_on), promise=promise.pk,
    )  # fmt: skip
    if meeting.is_over:
        # Those of an open meeting leave when it closes: what is being typed may still change.
        tell(meeting, [holder.email], notifications.promised(promise), at=at)
    return promise


@transaction.atomic
def keep_promise(
    promise: Promise, *, on: date, note: str = "", by: User | None, at: datetime
) -> None:
    """The promise was kept on that day; agendas no longer show it."""
    _check_day(promise, on, at=at)
    with moving(promise, PROMISE_WORKFLOW, "keep_promise", by=by, at=at):
        promise.settled_on = on
        promise.settled_note = note.strip()


@transaction.atomic
def release_promise(
    promise: Promise, *, on: date, note: str, by: User | None, at: datetime
) -> None:
    """Nobody waits for it any more, and the reason is kept."""
    if not note.strip():
        raise PromiseRefused("Dites pourquoi l’engagement est levé : les membres le liront.")
    _check_day(promise, on, at=at)
    with moving(promise, PROMISE_WORKFLOW, "release_promise", by=by, at=at, because=note.strip()):
        promise.settled_on = on
        promise.settled_note = note.strip()


def _check_day(promise: Promise, on: date, *, at: datetime) -> None:
    if on > local_day(at):
        raise PromiseRefused(f"Le {long_date(on)} n’est pas encore passé : écrivez la date réelle.")
    if on < promise.made_in.day:
        raise PromiseRefused(
            f"L’engagement a été pris le {long_date(promise.made_in.day)} : il ne peut pas être "
            "réglé avant."
        )
