"""What a vote decided, in one sentence. Pure Python; whole numbers only.

CRPA R133-11: commissions decide by the majority of the votes of the members present or represented;
the chair who has a vote prevails when the votes are equally divided.

The text does not say what an abstention is. By default it is not a vote cast: the majority is that
of « pour » over « contre ». A committee whose rules count it passes `abstentions_count=True`, and
then the majority is more than half of all who took part. Either way an equal division is « pour »
equal to « contre ».

Some commissions ask, besides, a share of the votes of some colleges: `CollegeVotes` holds how one
of them voted. No casting vote replaces the voice of a college.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import plural

from .quorum import CollegeRule, share_words, smallest

BASIS = "article R133-11 du CRPA"
_PRESENT = "membres présents ou représentés"


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
    casting_vote: bool = True,
    basis: str = BASIS,
    colleges: Sequence[CollegeVotes] = (),
    college_basis: str = BASIS,
) -> Result:
    """Carried or lost. `voters` is the number of members present or validly represented, `members`
    that of the seats in force, which a majority of the members needs. `colleges` are those of
    which a share is asked too, each with its own count.

    Raises VotesRefused, in French, when the numbers are impossible, or when the votes are equally
    divided, the chair prevails and nobody said how the chair voted.
    """
    _check(tally, voters, chair)
    _check_colleges(tally, colleges)
    whole = _whole(tally, chair, abstentions_count, majority, members, casting_vote, basis)
    return _by_college(whole, colleges, abstentions_count, college_basis)


def _whole(
    tally: Tally,
    chair: Chair | None,
    abstentions_count: bool,
    majority: Majority,
    members: int | None,
    casting_vote: bool,
    basis: str,
) -> Result:
    if not majority.is_simple:
        return _qualified(tally, majority, members, basis)
    abstentions_count = abstentions_count or majority is Majority.PRESENT
    counts = (
        f"{tally.votes_for} pour, {tally.votes_against} contre, "
        f"{plural(tally.abstentions, 'abstention')}"
    )
    if tally.cast == 0:
        return Result(False, False, f"Vote : {counts}. Rejeté : aucune voix exprimée ({basis}).")
    if tally.votes_for == tally.votes_against:
        if not casting_vote:
            return Result(
                False, False, f"Vote : {counts}. Rejeté : voix également partagées ({basis})."
            )
        return _divided(counts, chair, basis)
    base = tally.total if abstentions_count else tally.cast
    carried = 2 * tally.votes_for > base
    measure = "des membres présents ou représentés" if abstentions_count else "des voix exprimées"
    if not carried:
        what = f"Rejeté, faute de la majorité {measure}"
    elif tally.votes_for == base:
        what = f"Adopté à l’unanimité {measure}"
    else:
        what = f"Adopté à la majorité {measure}"
    return Result(carried, False, f"Vote : {counts}. {what} ({basis}).")


def _by_college(
    whole: Result, colleges: Sequence[CollegeVotes], abstentions_count: bool, basis: str
) -> Result:
    """The same result, unless a college did not give the share that is asked of it."""
    told, is_carried = [whole.sentence], whole.is_carried
    for one in colleges:
        tally = one.tally
        base = tally.total if abstentions_count else tally.cast
        needed = one.rule.needed(base)
        # A share of nothing is nothing: a college that cast no vote has not agreed.
        agrees = tally.cast > 0 and tally.votes_for >= needed
        is_carried = is_carried and agrees
        bar = f"{share_words(one.rule)} de ses voix" if tally.cast else "aucune voix exprimée"
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


def _qualified(tally: Tally, majority: Majority, members: int | None, basis: str) -> Result:
    """Two thirds, or the majority of the members: no casting vote can reach it."""
    if majority is Majority.TWO_THIRDS_CAST:
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
    return Result(carried, False, f"Vote : {counts}. {what} {majority.words} : {bar}")


def _divided(counts: str, chair: Chair | None, basis: str) -> Result:
    if chair is None:
        raise VotesRefused(
            "Les voix sont également partagées : indiquez le vote de la présidence, qui est "
            f"prépondérante ({basis})."
        )
    if chair is Chair.ABSTAINED:
        return Result(
            False, False,
            f"Vote : {counts}. Rejeté : voix également partagées, la présidence s’étant abstenue "
            f"({basis}).",
        )  # fmt: skip
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
