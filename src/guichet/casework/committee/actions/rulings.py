"""What the committee makes of an item (glossary: issue): counted by votes.py, proclaimed by the
chair, kept for good. A correction adds a ruling; the first one stays (models/live.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from guichet.casework.committee import electorate, outcomes, votes
from guichet.casework.committee.choices import MeetingStatus, Outcome
from guichet.casework.committee.electorate import Electorate
from guichet.casework.committee.models import AgendaItem, Meeting, Ruling
from guichet.casework.committee.regulations import rules_for
from guichet.casework.committee.ruleset import RuleSet
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.policies.actions import adopt_orientation

from .moments import hold_item


class OutcomeRefused(DomainError):
    """This item cannot have that outcome."""


CollegeCount = tuple[str, int, int, int]


@dataclass(frozen=True)
class Count:
    """The votes as they were counted in the room; all three numbers or none."""

    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    chair_vote: str = ""
    # [college, for, against, abstentions], where the rules ask a share of that college.
    colleges: tuple[CollegeCount, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.votes_for is None and self.votes_against is None and self.abstentions is None

    def tally(self) -> votes.Tally:
        if self.votes_for is None or self.votes_against is None:
            raise OutcomeRefused("Comptez les voix pour et les voix contre, même quand c’est zéro.")
        return votes.Tally(self.votes_for, self.votes_against, self.abstentions or 0)


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
    college_votes: Sequence[CollegeCount] = (),
    difference_reason: str = "",
    by: User | None,
    at: datetime,
) -> None:
    """What the committee made of an item. The count of votes decides; the chair who proclaims
    something else says why, and both are written down.

    An orientation that is adopted is adopted in `policies` too, in the same transaction.
    """
    meeting = hold_item(item, MeetingStatus.OPENED)
    count = Count(votes_for, votes_against, abstentions, chair_vote, tuple(college_votes))
    if outcome not in offered(item):
        raise OutcomeRefused(_not_offered(item, outcome))
    _check_adopted(item, outcome)
    who = electorate.of_item(meeting, item, at=at)
    sentence = _result(meeting, item, outcome, count, who, difference_reason.strip())
    if outcome == Outcome.ORIENTATION_ADOPTED and item.outcome != outcome:
        _adopt(meeting, item, by=by, at=at)
    ruling = Ruling(
        item=item,
        outcome=outcome,
        note=note.strip(),
        votes_for=None if count.is_empty else count.votes_for,
        votes_against=None if count.is_empty else count.votes_against,
        abstentions=None if count.is_empty else count.abstentions or 0,
        chair_vote="" if count.is_empty else chair_vote,
        college_votes=[] if count.is_empty else [list(one) for one in count.colleges],
        result_sentence=sentence,
        difference_reason=difference_reason.strip() if sentence else "",
        at=at,
    )
    _keep(item, ruling, who)
    record(
        by=by, action="meeting.record_outcome", target=meeting, at=at,
        because=ruling.difference_reason,
        title=item.title, outcome=Outcome(outcome).label, item=item.pk, ruling=ruling.pk,
    )  # fmt: skip


@transaction.atomic
def note_item(item: AgendaItem, *, note: str, by: User | None, at: datetime) -> None:
    """Write down what is said, before any outcome."""
    meeting = hold_item(item, MeetingStatus.OPENED)
    if item.outcome_note == note.strip():
        return
    item.outcome_note = note.strip()
    item.save(update_fields=["outcome_note"])
    record(by=by, action="meeting.note_item", target=meeting, at=at, title=item.title, item=item.pk)


def put_off(meeting: Meeting, item: AgendaItem, *, outcome: str, at: datetime) -> None:
    """The meeting ends without a decision on this item; what was noted of it stays. The caller
    holds the meeting and records."""
    ruling = Ruling(item=item, outcome=outcome, note=item.outcome_note, at=at)
    _keep(item, ruling, electorate.of_item(meeting, item, at=at))


def preview(item: AgendaItem, count: Count) -> tuple[str, str]:
    """The outcome that this count gives, with its sentence: what the screen proposes to the chair.

    Writes nothing. Raises the sentence of the refusal when the count cannot be.
    """
    who = electorate.of_item(item.meeting, item)
    result = _decide(item.meeting, count, who)
    return (
        outcomes.of_count(item.kind, asks_vote=item.asks_vote, is_carried=result.is_carried),
        result.sentence,
    )


def offered(item: AgendaItem) -> tuple[str, ...]:
    """The outcomes that this item may have."""
    only_told = item.is_late and not item.urgency_reason
    return outcomes.allowed(item.kind, asks_vote=item.asks_vote, only_told=only_told)


def _not_offered(item: AgendaItem, outcome: str) -> str:
    if item.is_late and not item.urgency_reason and outcomes.needs_quorum(outcome):
        return (
            "Ce point n’était pas dans la convocation : les membres peuvent en être informés. Pour "
            "qu’ils en délibèrent, il faut une urgence, dont le motif est écrit (article R133-8 du "
            "CRPA)."
        )
    return "Choisissez l’issue de ce point dans la liste proposée."


def _check_adopted(item: AgendaItem, outcome: str) -> None:
    if item.outcome == Outcome.ORIENTATION_ADOPTED and outcome != item.outcome:
        raise OutcomeRefused(
            "L’orientation est déjà adoptée : pour revenir en arrière, retirez-la depuis la "
            "feuille de route, en disant pourquoi. La note, elle, peut être corrigée."
        )


def _result(
    meeting: Meeting, item: AgendaItem, outcome: str, count: Count, who: Electorate, reason: str
) -> str:
    """The sentence of the vote, empty without one; refuses what the law or the count refuses."""
    quorum, body = who.quorum, meeting.committee.noun
    if outcome == Outcome.NO_QUORUM and quorum.may_deliberate:
        raise OutcomeRefused(f"Le quorum ne manque pas sur ce point. {quorum.sentence}")
    if outcomes.needs_quorum(outcome) and not quorum.may_deliberate:
        raise OutcomeRefused(
            f"Sans quorum, {body.the()} peut être informé{body.e} et prendre acte ; {body.it} ne "
            f"peut ni approuver, ni adopter, ni donner un avis, ni voter. {quorum.sentence}"
        )
    if not outcomes.takes_votes(outcome):
        if not count.is_empty:
            raise OutcomeRefused(
                "Un point pour information, ou reporté, ne se vote pas : effacez le décompte des "
                "voix, ou changez l’issue."
            )
        return ""
    if count.is_empty:
        if outcomes.needs_votes(outcome, asks_vote=item.asks_vote):
            raise OutcomeRefused("Ce point demande un vote : écrivez le décompte des voix.")
        return ""
    return _proclaimed(_decide(meeting, count, who), outcome, reason)


def _decide(meeting: Meeting, count: Count, who: Electorate) -> votes.Result:
    rules = rules_for(meeting)
    if who.chair_has_left and count.chair_vote:
        raise OutcomeRefused(
            "La présidence s’est retirée de ce point : elle n’y vote pas, et sa voix n’est pas "
            "prépondérante (articles R133-11 et R133-12 du CRPA). Effacez son vote."
        )
    return votes.decide(
        count.tally(),
        voters=who.voters,
        chair=votes.Chair(count.chair_vote) if count.chair_vote else None,
        abstentions_count=rules.abstentions_count,
        majority=rules.majority,
        members=who.quorum.seats,
        body=meeting.committee.called,
        casting_vote=rules.casting_vote,
        # What the secretary wrote down is believed: whoever presides may sit in another seat.
        chair_has_vote=who.chair_has_vote or bool(count.chair_vote),
        basis=rules.bases["majority"],
        colleges=_by_college(rules, count, who),
        college_basis=rules.bases["college_votes"],
    )


def _by_college(rules: RuleSet, count: Count, who: Electorate) -> list[votes.CollegeVotes]:
    """How each college of which a share is asked voted; nobody guesses a count that is missing."""
    counted = {name: votes.Tally(*numbers) for name, *numbers in count.colleges}
    missing = [one.college for one in rules.college_votes if one.college not in counted]
    if missing:
        raise OutcomeRefused(
            f"Écrivez le décompte du collège « {missing[0]} » : une part de ses voix est demandée "
            f"({rules.bases['college_votes']})."
        )
    return [
        votes.CollegeVotes(one, counted[one.college], who.colleges.get(one.college, 0))
        for one in rules.college_votes
    ]


def _proclaimed(result: votes.Result, outcome: str, reason: str) -> str:
    if result.is_carried == outcomes.VOTED[outcome]:
        return result.sentence
    said = Outcome(outcome).label
    if not reason:
        raise OutcomeRefused(
            f"L’issue « {said} » ne correspond pas au décompte. {result.sentence} Corrigez l’une "
            "ou l’autre, ou écrivez pourquoi la présidence proclame autre chose."
        )
    return f"{result.sentence} La présidence proclame « {said} » : {reason}"


def _keep(item: AgendaItem, ruling: Ruling, who: Electorate) -> None:
    """One more ruling; the item shows the last one."""
    ruling.quorum_sentence = who.quorum.sentence
    ruling.voters = who.voters
    ruling.electorate = who.frozen()
    ruling.recused = list(who.recused)
    ruling.save(force_insert=True)
    item.outcome = ruling.outcome
    item.outcome_note = ruling.note
    item.votes_for, item.votes_against = ruling.votes_for, ruling.votes_against
    item.abstentions = ruling.abstentions
    item.chair_vote = ruling.chair_vote
    item.result_sentence = ruling.result_sentence
    item.save()


def _adopt(meeting: Meeting, item: AgendaItem, *, by: User | None, at: datetime) -> None:
    if item.orientation is None:
        raise OutcomeRefused("Ce point ne désigne aucune orientation à adopter.")
    if meeting.is_rehearsal:
        return
    adopt_orientation(
        item.orientation,
        adopted_by=meeting.committee.in_a_sentence,
        on=meeting.day,
        by=by,
        at=at,
    )
