"""The reviewed table against the code, and what must always hold whatever the roll call.

Whole meetings against a slow and obvious oracle are in test_random_meetings.py.
"""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.committee import proxies, quorum, votes
from guichet.casework.committee.notice import Notice
from guichet.casework.committee.proxies import Presence
from guichet.casework.committee.votes import Chair, CollegeVotes, Majority, Tally, VotesRefused

from .legal_cases import (
    COLLEGE_VOTES,
    COLLEGES,
    LEFT_OUT,
    NOTICES,
    QUORUM,
    REMOTE,
    UNSAID,
    VOTES,
    NoticeCase,
    QuorumCase,
    VoteCase,
)


def named(case: QuorumCase | VoteCase | NoticeCase) -> str:
    return f"{case.number} {case.what}"


def test_every_case_has_its_own_number() -> None:
    tables = (QUORUM, VOTES, NOTICES, REMOTE, COLLEGES, COLLEGE_VOTES, UNSAID, LEFT_OUT)
    numbers = [case.number for table in tables for case in table]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 130


def read(roll: str) -> list[Presence]:
    found = []
    for word in roll.split():
        seat, _, rest = word.partition("=")
        mode, _, holder = rest.partition(":")
        found.append(Presence(int(seat), mode, int(holder) if holder else None))
    return found


@pytest.mark.parametrize("case", [*QUORUM, *REMOTE, *COLLEGES, *LEFT_OUT], ids=named)
def test_quorum(case: QuorumCase) -> None:
    found = quorum.count(
        set(range(1, case.seats + 1)),
        read(case.roll),
        proxies_per_holder=case.per_holder,
        second_convocation=case.second,
        rule=case.rule,
        vacant=case.vacant,
        recused=case.recused,
        colleges=case.colleges,
        remote=case.remote,
    )

    assert (found.is_reached, found.counted, found.needed) == (
        case.reached,
        case.counted,
        case.needed,
    )
    if case.deliberates is not None:
        assert found.may_deliberate is case.deliberates
    assert quorum.BASIS in found.sentence


@pytest.mark.parametrize("case", [*VOTES, *COLLEGE_VOTES, *UNSAID], ids=named)
def test_votes(case: VoteCase) -> None:
    found = votes.decide(
        Tally(*case.tally),
        voters=case.voters,
        members=case.members,
        chair=case.chair,
        majority=case.majority,
        abstentions_count=case.abstentions_count,
        casting_vote=case.casting_vote,
        chair_has_vote=case.chair_has_vote,
        colleges=[
            CollegeVotes(rule, Tally(*tally), voters) for rule, tally, voters in case.colleges
        ],
    )

    assert (found.is_carried, found.by_casting_vote) == (case.carried, case.casting)
    assert ("Adopté" in found.sentence) is case.carried


@pytest.mark.parametrize("case", NOTICES, ids=named)
def test_notice(case: NoticeCase) -> None:
    notice = Notice(
        date.fromisoformat(case.received), date.fromisoformat(case.meeting), days=case.days
    )

    assert notice.is_held is case.held
    assert "R133-8" in notice.sentence or "est passée" in notice.sentence


@given(
    total=st.integers(0, 500),
    numerator=st.integers(1, 12),
    denominator=st.integers(1, 12),
    strictly=st.booleans(),
)
def test_the_smallest_number_is_enough_and_the_one_below_is_not(
    total: int, numerator: int, denominator: int, strictly: bool
) -> None:
    needed = quorum.smallest(total, numerator, denominator, strictly=strictly)
    share = Fraction(numerator, denominator) * total

    assert needed > share if strictly else needed >= share
    below = needed - 1
    assert not (below > share if strictly else below >= share)


VOTERS = st.integers(0, 60)


@given(
    votes_for=VOTERS,
    against=VOTERS,
    abstentions=VOTERS,
    absent=VOTERS,
    majority=st.sampled_from(list(Majority)),
    chair=st.sampled_from(list(Chair)),
)
def test_a_vote_agrees_with_fractions(
    votes_for: int, against: int, abstentions: int, absent: int, majority: Majority, chair: Chair
) -> None:
    tally = Tally(votes_for, against, abstentions)
    members = tally.total + absent
    cast = votes_for + against
    bars = {
        Majority.CAST: Fraction(cast, 2),
        Majority.PRESENT: Fraction(tally.total, 2),
        Majority.MEMBERS: Fraction(members, 2),
    }
    if majority in bars:
        expected = votes_for > bars[majority]
    else:
        base = cast if majority is Majority.TWO_THIRDS_CAST else members
        expected = cast > 0 and votes_for >= Fraction(2 * base, 3)
    tie = cast > 0 and votes_for == against and majority.is_simple
    try:
        found = votes.decide(
            tally, voters=tally.total, members=members, majority=majority, chair=chair
        )
    except VotesRefused:
        side = {Chair.FOR: votes_for, Chair.AGAINST: against, Chair.ABSTAINED: abstentions}
        assert side[chair] == 0
        return
    assert found.is_carried is ((chair is Chair.FOR) if tie else expected)


@given(
    st.lists(
        st.builds(
            Presence,
            seat=st.integers(1, 12),
            mode=st.sampled_from(sorted(proxies.MODES)),
            holder=st.none() | st.integers(1, 12),
        ),
        unique_by=lambda one: one.seat,
    ),
    st.integers(1, 12),
)
def test_a_member_who_arrives_never_loses_the_quorum(roll: list[Presence], comer: int) -> None:
    seats = set(range(1, 13))
    before = quorum.count(seats, roll)
    arrived = [one for one in roll if one.seat != comer] + [Presence(comer, "IN_ROOM")]

    after = quorum.count(seats, arrived)

    assert after.counted >= before.counted
    assert after.is_reached or not before.is_reached
