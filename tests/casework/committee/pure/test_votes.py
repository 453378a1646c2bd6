"""CRPA R133-11: the majority of the votes, and the chair when they are equally divided."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.committee import votes
from guichet.casework.committee.choices import ChairVote
from guichet.casework.committee.votes import Chair, Tally, VotesRefused, decide

FEW = st.integers(0, 12)


def test_codes_are_those_of_the_database() -> None:
    assert {side.value for side in Chair} == set(ChairVote.values)


@pytest.mark.parametrize(
    ("tally", "carried", "sentence"),
    [
        (
            Tally(12, 3, 4),
            True,
            "Vote : 12 pour, 3 contre, 4\u00a0abstentions. Adopté à la majorité des voix exprimées "
            "(article R133-11 du CRPA).",
        ),
        (
            Tally(5, 0, 1),
            True,
            "Vote : 5 pour, 0 contre, 1\u00a0abstention. Adopté à l’unanimité des voix exprimées "
            "(article R133-11 du CRPA).",
        ),
        (
            Tally(3, 4, 0),
            False,
            "Vote : 3 pour, 4 contre, 0\u00a0abstention. Rejeté, faute de la majorité des voix "
            "exprimées (article R133-11 du CRPA).",
        ),
        (
            Tally(0, 0, 7),
            False,
            "Vote : 0 pour, 0 contre, 7\u00a0abstentions. Rejeté : aucune voix exprimée "
            "(article R133-11 du CRPA).",
        ),
    ],
)
def test_majority_of_the_votes_cast(tally: Tally, carried: bool, sentence: str) -> None:
    result = decide(tally, voters=20)

    assert (result.is_carried, result.sentence) == (carried, sentence)


def test_abstentions_weigh_only_where_the_rules_say_so() -> None:
    assert decide(Tally(5, 3, 4), voters=12).is_carried
    assert not decide(Tally(5, 3, 4), voters=12, abstentions_count=True).is_carried
    assert decide(Tally(7, 3, 2), voters=12, abstentions_count=True).is_carried


@pytest.mark.parametrize(
    ("chair", "carried", "words"),
    [
        (Chair.FOR, True, "Adopté par la voix prépondérante de la présidence"),
        (Chair.AGAINST, False, "Rejeté par la voix prépondérante de la présidence"),
        (Chair.ABSTAINED, False, "Rejeté : voix également partagées, la présidence s’étant"),
    ],
)
def test_a_tie_is_for_the_chair(chair: Chair, carried: bool, words: str) -> None:
    result = decide(Tally(6, 6, 1), voters=13, chair=chair)

    assert result.is_carried is carried
    assert result.by_casting_vote is (chair is not Chair.ABSTAINED)
    assert words in result.sentence


def test_a_tie_is_never_decided_without_the_chair() -> None:
    with pytest.raises(VotesRefused, match="indiquez le vote de la présidence"):
        decide(Tally(6, 6, 0), voters=12)


def test_no_more_votes_than_voters() -> None:
    with pytest.raises(VotesRefused) as refusal:
        decide(Tally(10, 2, 1), voters=12)

    assert str(refusal.value) == (
        "13\u00a0voix comptées pour 12\u00a0membres présents ou représentés : vérifiez le décompte "
        "ou les présences."
    )


def test_the_chair_voted_like_somebody() -> None:
    with pytest.raises(VotesRefused, match="ne se retrouve pas dans le décompte"):
        decide(Tally(6, 0, 1), voters=12, chair=Chair.AGAINST)


def test_no_negative_vote() -> None:
    with pytest.raises(VotesRefused, match="négatif"):
        decide(Tally(-1, 0, 0), voters=12)


@given(FEW, FEW, FEW, st.sampled_from(Chair), st.booleans())
def test_agrees_with_a_count_on_fingers(
    votes_for: int, against: int, abstained: int, chair: Chair, counted: bool
) -> None:
    """One ballot at a time; a majority is more than half, as an exact fraction."""
    ballots = ["pour"] * votes_for + ["contre"] * against + ["abstention"] * abstained
    side = {Chair.FOR: "pour", Chair.AGAINST: "contre", Chair.ABSTAINED: "abstention"}[chair]
    tally = Tally(votes_for, against, abstained)
    if side not in ballots:
        with pytest.raises(VotesRefused):
            decide(tally, voters=40, chair=chair)
        return

    result = decide(tally, voters=40, chair=chair, abstentions_count=counted)

    base = [ballot for ballot in ballots if counted or ballot != "abstention"]
    yes = ballots.count("pour")
    if yes == ballots.count("contre"):
        expected = yes > 0 and side == "pour"
    else:
        expected = Fraction(yes, len(base)) > Fraction(1, 2)
    assert result.is_carried is expected
    assert ("Adopté" in result.sentence) is expected
    assert votes.BASIS in result.sentence
