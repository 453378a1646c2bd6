"""Before the meeting: prepare it, move it, convene it, cancel it."""

from datetime import datetime

from django.db import transaction

from guichet.casework.committee import correspondents, notifications
from guichet.casework.committee.choices import MeetingForm, MeetingStatus
from guichet.casework.committee.models import AgendaItem, Committee, Invitation, Meeting, Seat
from guichet.casework.committee.notice import Notice
from guichet.casework.committee.regulations import rules_for, rules_of
from guichet.casework.committee.ruleset import RuleSet, freeze
from guichet.casework.committee.workflow import WORKFLOW
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import moving, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import clock_time, local_day, long_date

from .agenda import fill_agenda
from .moments import MeetingRefused, hold
from .reminders import plan_reminder
from .sending import send_convocations
from .telling import tell


class NoticeTooShort(MeetingRefused):
    """Members would be convened too late, and nobody wrote why it is urgent."""


@transaction.atomic
def prepare_meeting(
    committee: Committee,
    *,
    scheduled_at: datetime,
    form: str,
    place: str,
    chair_label: str,
    co_chair_label: str = "",
    by: User | None,
    at: datetime,
) -> Meeting:
    """Set a day, and let the agenda propose itself from what happened since the last meeting."""
    # Two secretaries at once: the second one waits, and finds the day taken.
    lock_afresh(committee)
    _check_day(committee, scheduled_at, at=at)
    _check_place(form, place)
    _check_form(rules_of(committee, on=local_day(scheduled_at)), form)
    meeting = Meeting.objects.create(
        committee=committee,
        scheduled_at=scheduled_at,
        form=form,
        place=place.strip(),
        chair_label=chair_label.strip() or committee.chair_title,
        co_chair_label=co_chair_label.strip(),
    )
    added = fill_agenda(meeting, at=at)
    record(
        by=by, action="meeting.prepare_meeting", target=meeting, at=at,
        day=long_date(meeting.day), items=added,
    )  # fmt: skip
    return meeting


def prepare_again(
    first: Meeting,
    *,
    scheduled_at: datetime,
    form: str,
    place: str,
    by: User | None,
    at: datetime,
) -> Meeting:
    """The same meeting once more, on another day: same agenda, same figures (CRPA R133-10)."""
    lock_afresh(first.committee)
    _check_day(first.committee, scheduled_at, at=at)
    _check_place(form, place)
    _check_form(rules_of(first.committee, on=local_day(scheduled_at)), form)
    second = Meeting.objects.create(
        committee=first.committee,
        scheduled_at=scheduled_at,
        form=form,
        place=place.strip(),
        chair_label=first.chair_label,
        co_chair_label=first.co_chair_label,
        is_second_convocation=True,
        convened_again_after=first,
        counted_since=first.counted_since,
        counted_until=first.counted_until,
    )
    # What came late was not in the first convocation: it is not part of the same agenda.
    convened = AgendaItem.objects.of_meeting(first).filter(is_late=False).in_order()
    items = [_same(item, second) for item in convened]
    AgendaItem.objects.bulk_create(items)
    record(
        by=by, action="meeting.prepare_meeting", target=second, at=at,
        day=long_date(second.day), items=len(items), after=first.pk,
    )  # fmt: skip
    return second


def _same(item: AgendaItem, meeting: Meeting) -> AgendaItem:
    """The item as it was sent, without what became of it."""
    return AgendaItem(
        meeting=meeting,
        rank=item.rank,
        kind=item.kind,
        title=item.title,
        brief=item.brief,
        figures=item.figures,
        demand_id=item.demand_id,
        support_id=item.support_id,
        orientation_id=item.orientation_id,
        promise_id=item.promise_id,
        asks_vote=item.asks_vote,
        is_proposed=item.is_proposed,
        is_edited=item.is_edited,
        planned_minutes=item.planned_minutes,
        is_restricted=item.is_restricted,
        returns_from_id=item.returns_from_id,
        owed_id=item.owed_id,
    )


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    *,
    scheduled_at: datetime,
    form: str,
    place: str,
    chair_label: str,
    co_chair_label: str = "",
    by: User | None,
    at: datetime,
) -> None:
    """Another day, form or place, as long as nobody was convened."""
    hold(meeting, MeetingStatus.PREPARED)
    # The meeting first, then its committee: a day that two meetings want goes to one of them.
    lock_afresh(meeting.committee)
    _check_day(meeting.committee, scheduled_at, at=at, but=meeting)
    _check_place(form, place)
    _check_form(rules_of(meeting.committee, on=local_day(scheduled_at)), form)
    meeting.scheduled_at = scheduled_at
    meeting.form = form
    meeting.place = place.strip()
    meeting.chair_label = chair_label.strip() or meeting.committee.chair_title
    meeting.co_chair_label = co_chair_label.strip()
    meeting.save()
    record(
        by=by, action="meeting.change_meeting", target=meeting, at=at, day=long_date(meeting.day)
    )


@transaction.atomic
def convene(meeting: Meeting, *, urgency_reason: str = "", by: User | None, at: datetime) -> None:
    """Send every member the convocation and its agenda, five days before at least (CRPA R133-8)."""
    with moving(meeting, WORKFLOW, "convene", by=by, at=at):
        rules = rules_for(meeting)
        notice = Notice(local_day(at), meeting.day, rules.notice_days, rules.bases["notice_days"])
        _check_form(rules, meeting.form)
        _check_notice(meeting, notice, urgency_reason, at=at)
        _check_agenda_and_seats(meeting)
        meeting.convened_at = at
        meeting.rules = freeze(rules)
        meeting.urgency_reason = "" if notice.is_held else urgency_reason.strip()
    send_convocations(meeting, by=by, at=at)
    plan_reminder(meeting, at=at)


@transaction.atomic
def cancel(meeting: Meeting, *, because: str, by: User | None, at: datetime) -> None:
    """Give the meeting up; members who were convened are told why."""
    if not because.strip():
        raise MeetingRefused("Dites pourquoi la séance est annulée : les membres le liront.")
    was_convened = meeting.is_convened
    with moving(meeting, WORKFLOW, "cancel", by=by, at=at, because=because.strip()):
        meeting.cancelled_because = because.strip()
    if was_convened:
        heard = Invitation.objects.of_meeting(meeting).heard().values_list("email", flat=True)
        told = [*correspondents.of_meeting(meeting).to_tell, *heard]
        tell(meeting, told, notifications.cancelled(meeting), at=at)


def _check_day(
    committee: Committee, scheduled_at: datetime, *, at: datetime, but: Meeting | None = None
) -> None:
    if scheduled_at <= at:
        raise MeetingRefused(
            f"Le {long_date(local_day(scheduled_at))} à {clock_time(scheduled_at)} est passé : "
            "choisissez une date à venir."
        )
    same_day = Meeting.objects.of_committee(committee).on_day(local_day(scheduled_at))
    if (same_day.exclude(pk=but.pk) if but else same_day).exists():
        raise MeetingRefused(
            f"Une séance est déjà prévue le {long_date(local_day(scheduled_at))} : choisissez un "
            "autre jour, ou reprenez celle qui existe."
        )


def _check_place(form: str, place: str) -> None:
    if form != MeetingForm.VIDEO and not place.strip():
        raise MeetingRefused("Indiquez le lieu de la séance : les membres doivent s’y rendre.")


def _check_form(rules: RuleSet, form: str) -> None:
    """A meeting without a room, where distance is not admitted, would be a meeting of nobody."""
    if form == MeetingForm.VIDEO and not rules.remote:
        raise MeetingRefused(
            f"La participation à distance n’est pas admise ({rules.bases['remote']}) : tenez la "
            "séance en salle."
        )


def _check_notice(meeting: Meeting, notice: Notice, reason: str, *, at: datetime) -> None:
    if meeting.scheduled_at <= at:
        raise MeetingRefused(
            f"La séance du {long_date(meeting.day)} est passée : changez sa date avant de "
            "convoquer."
        )
    if not notice.is_held and not reason.strip():
        raise NoticeTooShort(notice.sentence)


def _check_agenda_and_seats(meeting: Meeting) -> None:
    if not AgendaItem.objects.of_meeting(meeting).exists():
        raise MeetingRefused("L’ordre du jour est vide : ajoutez au moins un point.")
    if not Seat.objects.of_committee(meeting.committee).in_force(meeting.day).exists():
        raise MeetingRefused(
            "Aucun siège n’est en vigueur ce jour-là : il n’y a personne à convoquer. Ajoutez les "
            "sièges depuis la page des membres."
        )
