"""What a vote decided, in one sentence. Pure Python; whole numbers only.

CRPA R133-11: commissions decide by the majority of the votes of the members present or represented;
the chair who has a vote prevails when the votes are equally divided.

The text does not say what an abstention is. By default it is not a vote cast: the majority is that
of « pour » over « contre ». A committee whose rules count it passes `abstentions_count=True`, and
then every share is taken of all who gave a voice, two thirds included. A majority of the members
present is another thing: it is taken of all of them, even of those who said nothing. Whatever the
majority, an equal division is « pour » equal to « contre ».

Some commissions ask, besides, a share of the votes of some colleges: `CollegeVotes` holds how one
of them voted. No casting vote replaces the voice of a college.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import plural

from .quorum import CollegeRule, share_words, smallest

BASIS = "article R133-11 du CRPA"
_PRESENT = "membres présents ou représentés"
_WITH_ABSTENTIONS = "des voix, abstentions comprises"


class VotesRefused(DomainError):
    """Numbers that cannot be those of this meeting."""


class Majority(Enum):
    """What must be passed, and of what. A tie never passes a majority by itself."""

    CAST = "CAST"
    PRESENT = "PRESENT"
    MEMBERS = "MEMBERS"
    TWO_THIRDS_CAST = "TWO_THIRDS_CAST"
    TWO_THIRDS_MEMBERS = "TWO_THIRDS_MEMBERS"

    @property
    def words(self) -> str:
        return {
            Majority.CAST: "la majorité des voix exprimées",
            Majority.PRESENT: "la majorité des membres présents ou représentés",
            Majority.MEMBERS: "la majorité absolue des membres composant le comité",
            Majority.TWO_THIRDS_CAST: "la majorité des deux tiers des voix exprimées",
            Majority.TWO_THIRDS_MEMBERS: (
                "la majorité des deux tiers des membres composant le comité"
            ),
        }[self]

    @property
    def is_simple(self) -> bool:
        """A simple majority is what the casting vote of the chair can complete."""
        return self in {Majority.CAST, Majority.PRESENT}


class Chair(Enum):
    """How the chair voted, when it matters."""

    FOR = "FOR"
    AGAINST = "AGAINST"
    ABSTAINED = "ABSTAINED"


@dataclass(frozen=True)
class Tally:
    votes_for: int
    votes_against: int
    abstentions: int

    @property
    def cast(self) -> int:
        return self.votes_for + self.votes_against

    @property
    def total(self) -> int:
        return self.cast + self.abstentions


@dataclass(frozen=True)
class CollegeVotes:
    """How one college voted, and the share that is asked of it. `voters`: its members who are
    present or validly represented."""

    rule: CollegeRule
    tally: Tally
    voters: int

    def agrees(self, *, abstentions_count: bool) -> bool:
        """A share of nothing is nothing: a college that cast no vote has not agreed."""
        base = self.tally.total if abstentions_count else self.tally.cast
        return self.tally.cast > 0 and self.tally.votes_for >= self.rule.needed(base)

    @property
    def asked(self) -> str:
        """« plus de la moitié de ses voix »."""
        return f"{share_words(self.rule)} de ses voix"


@dataclass(frozen=True)
class Result:
    is_carried: bool
    by_casting_vote: bool
    sentence: str
    basis: str = BASIS


def decide(
    tally: Tally,
    *,
    voters: int,
    chair: Chair | None = None,
    abstentions_count: bool = False,
    majority: Majority = Majority.CAST,
    members: int | None = None,
    body: str = "le comité",
    casting_vote: bool = True,
    chair_has_vote: bool = True,
    basis: str = BASIS,
    colleges: Sequence[CollegeVotes] = (),
    college_basis: str = BASIS,
) -> Result:
    """Carried or lost. `voters` is the number of members present or validly represented, `members`
    that of the seats in force, which a majority of the members needs. `colleges` are those of
    which a share is asked too, each with its own count; `body` is what the text calls it, « la
    commission ». R133-11: the chair prevails « when he has a vote »; `chair_has_vote` is False for
    one who is no member, or who has left the item.

    Raises VotesRefused, in French, when the numbers are impossible, or when the votes are equally
    divided, the chair prevails and nobody said how the chair voted.
    """
    _check(tally, voters, chair)
    _check_colleges(tally, colleges)
    tie = _Tie(chair, rule=casting_vote, has_vote=chair_has_vote)
    whole = _whole(tally, voters, tie, abstentions_count, majority, members, basis)
    whole = replace(whole, sentence=whole.sentence.replace("le comité", body))
    return _by_college(whole, colleges, abstentions_count, college_basis)


def _whole(
    tally: Tally,
    voters: int,
    tie: "_Tie",
    abstentions_count: bool,
    majority: Majority,
    members: int | None,
    basis: str,
) -> Result:
    if not majority.is_simple:
        return _qualified(tally, majority, members, basis, abstentions_count=abstentions_count)
    counts = (
        f"{tally.votes_for} pour, {tally.votes_against} contre, "
        f"{plural(tally.abstentions, 'abstention')}"
    )
    if tally.cast == 0:
        return Result(False, False, f"Vote : {counts}. Rejeté : aucune voix exprimée ({basis}).")
    if tally.votes_for == tally.votes_against:
        return _divided(counts, tie, basis)
    base, measure = _base(tally, voters, majority, abstentions_count=abstentions_count)
    carried = 2 * tally.votes_for > base
    if not carried:
        what = f"Rejeté, faute de la majorité {measure}"
    elif tally.votes_for == base:
        what = f"Adopté à l’unanimité {measure}"
    else:
        what = f"Adopté à la majorité {measure}"
    return Result(carried, False, f"Vote : {counts}. {what} ({basis}).")


def _base(
    tally: Tally, voters: int, majority: Majority, *, abstentions_count: bool
) -> tuple[int, str]:
    """What a simple majority is taken of, and how it is said."""
    if majority is Majority.PRESENT:
        return voters, f"des {_PRESENT}"
    if abstentions_count:
        return tally.total, _WITH_ABSTENTIONS
    return tally.cast, "des voix exprimées"


def _by_college(
    whole: Result, colleges: Sequence[CollegeVotes], abstentions_count: bool, basis: str
) -> Result:
    """The same result, unless a college did not give the share that is asked of it."""
    told, is_carried = [whole.sentence], whole.is_carried
    for one in colleges:
        tally, agrees = one.tally, one.agrees(abstentions_count=abstentions_count)
        is_carried = is_carried and agrees
        bar = one.asked if tally.cast else "aucune voix exprimée"
        told.append(
            f"Collège « {one.rule.college} » : {tally.votes_for} pour, {tally.votes_against} "
            f"contre, {plural(tally.abstentions, 'abstention')}, "
            f"{'part atteinte' if agrees else 'part non atteinte'} ({bar} ; {basis})."
        )
    if whole.is_carried and not is_carried:
        told[0] = whole.sentence.replace("Adopté", "Favorable", 1)
        told.append("Rejeté, faute de la part demandée à chaque collège.")
    decisive = whole.by_casting_vote and is_carried == whole.is_carried
    return Result(is_carried, decisive, " ".join(told), whole.basis)


def _qualified(
    tally: Tally, majority: Majority, members: int | None, basis: str, *, abstentions_count: bool
) -> Result:
    """Two thirds, or the majority of the members: no casting vote can reach it."""
    words = majority.words
    if majority is Majority.TWO_THIRDS_CAST and abstentions_count:
        base, words = tally.total, f"la majorité des deux tiers {_WITH_ABSTENTIONS}"
    elif majority is Majority.TWO_THIRDS_CAST:
        base = tally.cast
    elif members is None:
        raise ValueError(f"{majority} needs the number of members")
    else:
        base = members
    if majority is Majority.MEMBERS:
        needed = smallest(base, 1, 2, strictly=True)
    else:
        needed = smallest(base, 2, 3, strictly=False)
    carried = tally.votes_for >= needed and tally.cast > 0
    counts = (
        f"{tally.votes_for} pour, {tally.votes_against} contre, "
        f"{plural(tally.abstentions, 'abstention')}"
    )
    what = "Adopté à" if carried else "Rejeté, faute de"
    bar = f"il fallait {needed} voix pour ({basis})."
    return Result(carried, False, f"Vote : {counts}. {what} {words} : {bar}")


@dataclass(frozen=True)
class _Tie:
    """What can part equal votes: the rule, and the chair who uses it."""

    chair: Chair | None
    rule: bool
    has_vote: bool


def _divided(counts: str, tie: _Tie, basis: str) -> Result:
    chair, lost = tie.chair, f"Vote : {counts}. Rejeté : voix également partagées"
    if not tie.rule:
        return Result(False, False, f"{lost} ({basis}).")
    if not tie.has_vote:
        return Result(False, False, f"{lost}, et la présidence n’a pas droit de vote ({basis}).")
    if chair is None:
        raise VotesRefused(
            "Les voix sont également partagées : indiquez le vote de la présidence, qui est "
            f"prépondérante ({basis})."
        )
    if chair is Chair.ABSTAINED:
        return Result(False, False, f"{lost}, la présidence s’étant abstenue ({basis}).")
    carried = chair is Chair.FOR
    what = "Adopté" if carried else "Rejeté"
    return Result(
        carried,
        True,
        f"Vote : {counts}. {what} par la voix prépondérante de la présidence ({basis}).",
    )


def _check(tally: Tally, voters: int, chair: Chair | None) -> None:
    if min(tally.votes_for, tally.votes_against, tally.abstentions) < 0:
        raise VotesRefused("Un nombre de voix ne peut pas être négatif.")
    if tally.total > voters:
        members = plural(voters, "membre présent ou représenté", _PRESENT)
        raise VotesRefused(
            f"{plural(tally.total, 'voix', 'voix')} comptées pour {members} : vérifiez le décompte "
            "ou les présences."
        )
    side = {
        Chair.FOR: tally.votes_for,
        Chair.AGAINST: tally.votes_against,
        Chair.ABSTAINED: tally.abstentions,
    }
    if chair is not None and side[chair] == 0:
        raise VotesRefused(
            "Le vote de la présidence ne se retrouve pas dans le décompte : corrigez l’un ou "
            "l’autre."
        )


def _check_colleges(tally: Tally, colleges: Sequence[CollegeVotes]) -> None:
    for one in colleges:
        if min(one.tally.votes_for, one.tally.votes_against, one.tally.abstentions) < 0:
            raise VotesRefused("Un nombre de voix ne peut pas être négatif.")
        if one.tally.total > one.voters:
            raise VotesRefused(
                f"Collège « {one.rule.college} » : {plural(one.tally.total, 'voix', 'voix')} pour "
                f"{plural(one.voters, 'membre présent ou représenté', _PRESENT)} : vérifiez le "
                "décompte de ce collège ou les présences."
            )
    sides = (
        ("pour", tally.votes_for, sum(one.tally.votes_for for one in colleges)),
        ("contre", tally.votes_against, sum(one.tally.votes_against for one in colleges)),
        ("abstentions", tally.abstentions, sum(one.tally.abstentions for one in colleges)),
    )
    for side, whole, parts in sides:
        if parts > whole:
            raise VotesRefused(
                f"Les collèges comptent {parts} « {side} », et le décompte de tous {whole} : "
                "corrigez l’un ou l’autre."
            )
