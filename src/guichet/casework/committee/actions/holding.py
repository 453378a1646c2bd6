"""The meeting itself: opened, roll called, items told and decided, closed (glossary: séance)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from guichet.casework.committee import notifications, outcomes, votes
from guichet.casework.committee.choices import MeetingStatus, Outcome
from guichet.casework.committee.models import AgendaItem, Meeting, Promise
from guichet.casework.committee.regulations import rules_for
from guichet.casework.committee.roll_call import quorum_of
from guichet.casework.committee.workflow import WORKFLOW
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import moving, record
from guichet.foundations.toolkit.dates import full_date, local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import plural, sentence_list
from guichet.reference.policies.actions import adopt_orientation

from .moments import MeetingRefused, hold, hold_item
from .preparation import convene, prepare_again
from .telling import tell


class OutcomeRefused(DomainError):
    """This item cannot have that outcome."""


class ItemsLeft(MeetingRefused):
    """Items of the agenda were neither told nor put off."""


@dataclass(frozen=True)
class Count:
    """The votes as they were counted in the room; all three numbers or none."""

    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    chair_vote: str = ""

    @property
    def is_empty(self) -> bool:
        return self.votes_for is None and self.votes_against is None and self.abstentions is None

    def tally(self) -> votes.Tally:
        if self.votes_for is None or self.votes_against is None:
            raise OutcomeRefused("Comptez les voix pour et les voix contre, même quand c’est zéro.")
        return votes.Tally(self.votes_for, self.votes_against, self.abstentions or 0)


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: User | None, at: datetime) -> None:
    """Declare the meeting open: the roll call may begin."""
    with moving(meeting, WORKFLOW, "open_meeting", by=by, at=at):
        planned = local_day(meeting.scheduled_at)
        if local_day(at) < planned:
            raise MeetingRefused(
                f"La séance est convoquée pour le {full_date(planned)} : elle ne peut pas être "
                "ouverte avant ce jour."
            )
        meeting.opened_at = at


@transaction.atomic
def record_outcome(
    item: AgendaItem,
    *,
    outcome: str,
    note: str = "",
    votes_for: int | None = None,
    votes_against: int | None = None,
    abstentions: int | None = None,
    chair_vote: str = "",
    by: User | None,
    at: datetime,
) -> None:
    """What the committee made of an item. The count of votes decides, never the person who types.

    An orientation that is adopted is adopted in `policies` too, in the same transaction.
    """
    meeting = hold_item(item, MeetingStatus.OPENED)
    count = Count(votes_for, votes_against, abstentions, chair_vote)
    if outcome not in outcomes.allowed(item.kind, asks_vote=item.asks_vote):
        raise OutcomeRefused("Choisissez l’issue de ce point dans la liste proposée.")
    _check_adopted(item, outcome)
    item.result_sentence = _result(meeting, item, outcome, count)
    if outcome == Outcome.ORIENTATION_ADOPTED and item.outcome != outcome:
        _adopt(meeting, item, by=by, at=at)
    item.outcome = outcome
    item.outcome_note = note.strip()
    _keep_votes(item, count)
    item.save()
    record(
        by=by, action="meeting.record_outcome", target=meeting, at=at,
        title=item.title, outcome=Outcome(outcome).label, item=item.pk,
    )  # fmt: skip


def _check_adopted(item: AgendaItem, outcome: str) -> None:
    if item.outcome == Outcome.ORIENTATION_ADOPTED and outcome != item.outcome:
        raise OutcomeRefused(
            "L’orientation est déjà adoptée : pour revenir en arrière, retirez-la depuis la page "
            "des orientations, en disant pourquoi. La note, elle, peut être corrigée."
        )


def _result(meeting: Meeting, item: AgendaItem, outcome: str, count: Count) -> str:
    """The sentence of the vote, empty without one; refuses what the law or the count refuses."""
    if not outcomes.needs_quorum(outcome):
        if not count.is_empty:
            raise OutcomeRefused(
                "Un point dont le comité est informé, ou qu’il reporte, ne se vote pas : effacez "
                "le décompte des voix, ou changez l’issue."
            )
        return ""
    quorum = quorum_of(meeting)
    if not quorum.may_deliberate:
        raise OutcomeRefused(
            "Sans quorum, le comité peut être informé et prendre acte ; il ne peut ni approuver, "
            f"ni adopter, ni donner un avis, ni voter. {quorum.sentence}"
        )
    if count.is_empty:
        if outcomes.needs_votes(outcome, asks_vote=item.asks_vote):
            raise OutcomeRefused("Ce point demande un vote : écrivez le décompte des voix.")
        return ""
    chair = votes.Chair(count.chair_vote) if count.chair_vote else None
    rules = rules_for(meeting)
    result = votes.decide(
        count.tally(),
        voters=quorum.counted,
        chair=chair,
        abstentions_count=rules.abstentions_count,
        majority=rules.majority,
        members=quorum.seats,
        casting_vote=rules.casting_vote,
        basis=rules.bases["majority"],
    )
    if result.is_carried != outcomes.VOTED[outcome]:
        raise OutcomeRefused(
            f"L’issue « {Outcome(outcome).label} » ne correspond pas au décompte. "
            f"{result.sentence} Corrigez l’une ou l’autre."
        )
    return result.sentence


def _keep_votes(item: AgendaItem, count: Count) -> None:
    if count.is_empty:
        item.votes_for = item.votes_against = item.abstentions = None
        item.chair_vote = ""
        return
    tally = count.tally()
    item.votes_for, item.votes_against = tally.votes_for, tally.votes_against
    item.abstentions = tally.abstentions
    item.chair_vote = count.chair_vote


def _adopt(meeting: Meeting, item: AgendaItem, *, by: User | None, at: datetime) -> None:
    if item.orientation is None:
        raise OutcomeRefused("Ce point ne désigne aucune orientation à adopter.")
    adopt_orientation(
        item.orientation,
        adopted_by=meeting.committee.in_a_sentence,
        on=meeting.day,
        by=by,
        at=at,
    )


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
    for promise in Promise.objects.of_meeting(meeting).due().in_order():
        tell(meeting, [promise.holder.email], notifications.promised(promise), at=at)


def _what_is_left(left: Iterable[AgendaItem]) -> str:
    titles = [f"« {item.title} »" for item in left]
    count = plural(len(titles), "point n’a", "points n’ont")
    return (
        f"La séance ne peut pas être levée. {count} pas d’issue : {sentence_list(titles)}. "
        "Dites ce que le comité en a fait, ou reportez-les."
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
    quorum = quorum_of(meeting)
    if quorum.is_reached or meeting.is_second_convocation:
        raise MeetingRefused(
            "Une seconde convocation n’a lieu d’être que si le quorum manque à la première. "
            f"{quorum.sentence}"
        )
    AgendaItem.objects.of_meeting(meeting).without_outcome().update(
        outcome=Outcome.DEFERRED, outcome_note="Reporté : le quorum n’est pas atteint."
    )
    close_meeting(meeting, by=by, at=at)
    second = prepare_again(meeting, scheduled_at=scheduled_at, form=form, place=place, by=by, at=at)
    convene(second, urgency_reason=urgency_reason, by=by, at=at)
    return second
