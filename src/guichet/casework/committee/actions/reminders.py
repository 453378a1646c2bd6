"""The reminder that leaves by itself: on its day, once, to the silent only.

The meeting says when it leaves and when it left. Both are read under the lock of the meeting, so
that a worker started twice, or again, sends nothing twice.
"""

from datetime import date, datetime

from django.db import transaction

from guichet.casework.committee import convocation
from guichet.casework.committee.choices import MeetingStatus, ProofKind
from guichet.casework.committee.models import Committee, Meeting, Proof
from guichet.casework.committee.reminder import reminder_day
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import full_date, local_day, long_date
from guichet.foundations.toolkit.text import plural

from .moments import MeetingRefused, hold
from .sending import last_edition, send_letters, silent_of

BY_ITSELF = "relance automatique"


def plan_reminder(meeting: Meeting, *, at: datetime) -> None:
    """What `convene` does, in its transaction: the day follows from the habit of the committee."""
    meeting.reminder_on = _day(meeting, meeting.committee.reminder_days, at=at)
    meeting.save(update_fields=["reminder_on"])


@transaction.atomic
def set_reminder(
    meeting: Meeting, *, days: int | None, for_next: bool, by: User | None, at: datetime
) -> None:
    """Another day, or none; `for_next` keeps it for the meetings to come of this committee."""
    hold(meeting, MeetingStatus.CONVENED)
    _check_not_gone(meeting)
    day = _day(meeting, days, at=at)
    if days and day is None:
        raise MeetingRefused(
            f"Il reste trop peu de temps avant le {full_date(local_day(meeting.scheduled_at))} : "
            f"{plural(days, 'jour ouvré', 'jours ouvrés')} avant, c’est déjà aujourd’hui ou hier. "
            "Choisissez un délai plus court, ou relancez vous-même."
        )
    meeting.reminder_on = day
    meeting.save(update_fields=["reminder_on"])
    if for_next:
        committee = Committee.with_rehearsals.get(pk=meeting.committee_id)
        lock_afresh(committee)
        committee.reminder_days = days
        committee.save(update_fields=["reminder_days"])
    told = f"elle part le {long_date(day)}" if day else "aucune"
    record(
        by=by, action="meeting.set_reminder", target=meeting, at=at, days=days, for_next=for_next,
        told=told,
    )  # fmt: skip


@transaction.atomic
def stop_reminder(meeting: Meeting, *, by: User | None, at: datetime) -> None:
    """Before it leaves: nobody is reminded, unless a hand does it."""
    hold(meeting, MeetingStatus.CONVENED)
    _check_not_gone(meeting)
    if meeting.reminder_on is None:
        raise MeetingRefused("Aucune relance automatique n’est prévue : il n’y a rien à arrêter.")
    day, meeting.reminder_on = meeting.reminder_on, None
    meeting.save(update_fields=["reminder_on"])
    record(by=by, action="meeting.stop_reminder", target=meeting, at=at, day=long_date(day))


def send_reminders(*, at: datetime) -> int:
    """What the worker does: every reminder that is due. Answers how many letters were written."""
    due = Meeting.objects.to_remind(local_day(at)).select_related("committee__department")
    return sum(_remind(meeting, at=at) for meeting in due)


@transaction.atomic
def _remind(meeting: Meeting, *, at: datetime) -> int:
    """One meeting, one transaction: what left for one has left, whatever happens to the next."""
    lock_afresh(meeting)
    today = local_day(at)
    if not Meeting.objects.to_remind(today).filter(pk=meeting.pk).exists():
        return 0
    told = set(_reminded_on(meeting, at))
    silent = [one for one in silent_of(meeting) if one.email and one.pk not in told]
    sent = send_letters(
        silent, last_edition(meeting), ProofKind.REMINDED, convocation.reminder_of,
        note=BY_ITSELF, at=at,
    )  # fmt: skip
    meeting.reminded_at = at
    meeting.save(update_fields=["reminded_at"])
    record(
        by=None, action="meeting.remind_by_itself", target=meeting, at=at, number=sent,
        told=plural(sent, "personne sans réponse", "personnes sans réponse"),
    )  # fmt: skip
    return sent


def _reminded_on(meeting: Meeting, at: datetime) -> list[int]:
    """Those whom a hand reminded the same day: one letter a day at most."""
    proofs = Proof.objects.of_meeting(meeting).filter(kind=ProofKind.REMINDED)
    return [one.invitation_id for one in proofs if local_day(one.at) == local_day(at)]


def _day(meeting: Meeting, days: int | None, *, at: datetime) -> date | None:
    return reminder_day(
        local_day(meeting.scheduled_at), days, convened_on=local_day(at),
        department=meeting.department_code,
    )  # fmt: skip


def _check_not_gone(meeting: Meeting) -> None:
    if meeting.reminded_at is not None:
        raise MeetingRefused(
            f"La relance automatique est déjà partie le {long_date(local_day(meeting.reminded_at))}"
            " : elle ne se règle plus. Vous pouvez encore relancer vous-même."
        )
