"""The meeting itself: opened, roll called, items told and decided, closed (glossary: séance)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from guichet.casework.committee import notifications, second_convocation
from guichet.casework.committee.choices import MeetingStatus, Outcome
from guichet.casework.committee.models import AgendaItem, Meeting, Promise
from guichet.casework.committee.regulations import rules_for
from guichet.casework.committee.roll_call import quorum_of
from guichet.casework.committee.workflow import WORKFLOW
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import moving, record
from guichet.foundations.toolkit.dates import full_date, local_day
from guichet.foundations.toolkit.text import plural, sentence_list

from .moments import MeetingRefused, announce, hold
from .preparation import convene, prepare_again
from .rulings import put_off
from .telling import tell


class ItemsLeft(MeetingRefused):
    """Items of the agenda were neither told nor put off."""


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: User | None, at: datetime) -> None:
    """Declare the meeting open: the roll call may begin."""
    with moving(meeting, WORKFLOW, "open_meeting", by=by, at=at):
        planned = local_day(meeting.scheduled_at)
        # A rehearsal is prepared, convened and held in one sitting.
        if local_day(at) < planned and not meeting.is_rehearsal:
            raise MeetingRefused(
                f"La séance est convoquée pour le {full_date(planned)} : elle ne peut pas être "
                "ouverte avant ce jour."
            )
        meeting.opened_at = at
    announce(meeting)


@transaction.atomic
def close_meeting(
    meeting: Meeting, *, closing_words: str = "", by: User | None, at: datetime
) -> None:
    """Close the meeting: its record no longer changes, its promises leave to who made them."""
    with moving(meeting, WORKFLOW, "close_meeting", by=by, at=at):
        left = list(AgendaItem.objects.of_meeting(meeting).without_outcome().in_order())
        if left:
            raise ItemsLeft(_what_is_left(left))
        _check_roll_was_called(meeting)
        meeting.closed_at = at
        meeting.closing_words = closing_words.strip()
        meeting.quorum_sentence = quorum_of(meeting).sentence
    announce(meeting)
    for promise in Promise.objects.of_meeting(meeting).due().in_order():
        tell(meeting, [promise.holder.email], notifications.promised(promise), at=at)


def _what_is_left(left: Iterable[AgendaItem]) -> str:
    titles = [f"« {item.title} »" for item in left]
    count = plural(len(titles), "point n’a", "points n’ont")
    return (
        f"La séance ne peut pas être levée. {count} pas d’issue : {sentence_list(titles)}. "
        "Dites-en l’issue, ou reportez-les."
    )


def _check_roll_was_called(meeting: Meeting) -> None:
    if not meeting.attendances.exists():
        raise MeetingRefused("L’appel n’a pas été fait : notez qui est présent avant de lever.")


@transaction.atomic
def convene_again(
    meeting: Meeting,
    *,
    scheduled_at: datetime,
    form: str,
    place: str,
    urgency_reason: str = "",
    by: User | None,
    at: datetime,
) -> Meeting:
    """No quorum: close here, and convene on the same agenda, saying that none will be required.

    CRPA R133-10. What was not told yet is put off; the whole agenda comes back, to the letter.
    """
    hold(meeting, MeetingStatus.OPENED)
    _check_roll_was_called(meeting)
    rules, quorum = rules_for(meeting), quorum_of(meeting)
    if not rules.second_convocation:
        raise MeetingRefused(
            "Les règles de cette séance ne prévoient pas de seconde convocation sans quorum "
            f"({rules.bases['second_convocation']}) : reportez les points, levez la séance, puis "
            "préparez-en une autre, où le quorum reste exigé."
        )
    if quorum.is_reached or meeting.is_second_convocation:
        raise MeetingRefused(
            "Une seconde convocation n’a lieu d’être que si le quorum manque à la première. "
            f"{quorum.sentence}"
        )
    for item in AgendaItem.objects.of_meeting(meeting).without_outcome().in_order():
        put_off(meeting, item, outcome=Outcome.NO_QUORUM, at=at)
    close_meeting(meeting, by=by, at=at)
    second = prepare_again(meeting, scheduled_at=scheduled_at, form=form, place=place, by=by, at=at)
    _check_same_agenda(meeting, second, by=by, at=at)
    convene(second, urgency_reason=urgency_reason, by=by, at=at)
    return second


def _check_same_agenda(first: Meeting, second: Meeting, *, by: User | None, at: datetime) -> None:
    """The freedom from the quorum hangs on it: compared by fingerprint, which is kept."""
    before = AgendaItem.objects.of_meeting(first).filter(is_late=False).in_order()
    after = list(AgendaItem.objects.of_meeting(second).in_order())
    letter = notifications.convened(second, after).body
    points = _points(after)
    verdict = second_convocation.check(_points(before), points, letter=letter, missed_quorum=True)
    if not verdict.frees:
        raise MeetingRefused(verdict.sentence)
    record(
        by=by, action="meeting.convene_again", target=second, at=at,
        agenda=second_convocation.fingerprint(points), after=first.pk,
    )  # fmt: skip


def _points(items: Iterable[AgendaItem]) -> list[second_convocation.Point]:
    return [
        second_convocation.Point(
            item.kind,
            item.title,
            f"{item.demand_id}|{item.support_id}|{item.orientation_id}|{item.promise_id}",
        )
        for item in items
    ]
