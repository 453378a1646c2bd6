"""Whole meetings drawn by chance, against an oracle that is slow and obvious.

A meeting: seats in force in two colleges, some vacant, people who come and go, proxies given to
anybody (oneself, strangers and the absent included), a member who leaves the item, rules changed at
random, then a vote of those who count, one ballot at a time. `GUICHET_RANDOM_MEETINGS=10000` plays
ten thousand of them; the suite plays fewer.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random

from guichet.casework.committee import proxies, quorum, votes
from guichet.casework.committee.movements import Movement, presences_at
from guichet.casework.committee.proxies import Presence
from guichet.casework.committee.quorum import CollegeRule, QuorumRule, Recused
from guichet.casework.committee.votes import Chair, CollegeVotes, Majority, Tally, VotesRefused

HOW_MANY = int(os.environ.get("GUICHET_RANDOM_MEETINGS", "1500"))
OPENING = datetime(2026, 3, 17, 13, 30, tzinfo=UTC)
MODES = sorted(proxies.MODES)
COLLEGES = ("État", "Élus")


@dataclass(frozen=True)
class Played:
    """What chance decided."""

    seats: set[int]
    colleges: dict[int, str]
    moves: list[Movement]
    item_at: datetime
    rule: QuorumRule
    per_holder: int
    second: bool
    remote: bool
    vacant: set[int]
    out: set[int]


def play(dice: Random) -> Played:
    seats = set(range(1, dice.randint(2, 46)))
    everybody = range(1, len(seats) + 3)
    moves = []
    for seat in everybody:
        for _ in range(dice.choice([0, 1, 1, 1, 2, 3])):
            at = OPENING + timedelta(minutes=dice.randint(0, 120))
            holder = dice.choice([None, *everybody])
            moves.append(Movement(seat, dice.choice(MODES), at, len(moves), holder))
    dice.shuffle(moves)
    return Played(
        seats=seats,
        colleges={seat: dice.choice(COLLEGES) for seat in seats},
        moves=moves,
        item_at=OPENING + timedelta(minutes=dice.randint(0, 150)),
        rule=_rule(dice, seats),
        per_holder=dice.choice([1, 1, 1, 2, 3]),
        second=dice.random() < 0.2,
        remote=dice.random() < 0.8,
        vacant={seat for seat in seats if dice.random() < 0.1},
        out={seat for seat in seats if dice.random() < 0.1},
    )


def _rule(dice: Random, seats: set[int]) -> QuorumRule:
    return QuorumRule(
        numerator=dice.choice([1, 2]),
        denominator=dice.choice([2, 3]),
        strictly=dice.random() < 0.3,
        number=dice.choice([None, None, None, dice.randint(1, 30)]),
        vacancies_count=dice.random() < 0.7,
        recused=dice.choice(list(Recused)),
        colleges=_shares(dice, 0.3),
        necessary=frozenset({1}) if dice.random() < 0.2 else frozenset(),
    )


def _shares(dice: Random, how_often: float) -> tuple[CollegeRule, ...]:
    """Of no college, of one, of both; the share itself by chance."""
    if dice.random() > how_often:
        return ()
    named = dice.sample(COLLEGES, dice.choice([1, 2]))
    return tuple(
        CollegeRule(one, *dice.choice([(1, 2), (1, 3), (2, 3)]), dice.random() < 0.5)
        for one in named
    )


def is_in_body(game: Played, seat: int) -> bool:
    if seat in game.vacant and not game.rule.vacancies_count:
        return False
    return not (seat in game.out and game.rule.recused is Recused.OUT)


def last_moves(game: Played) -> dict[int, Movement]:
    """Minute after minute, what each seat did last before the item."""
    now: dict[int, Movement] = {}
    for minute in range(151):
        instant = OPENING + timedelta(minutes=minute)
        for move in sorted(game.moves, key=lambda one: one.rank):
            if move.at == instant and instant <= game.item_at:
                now[move.seat] = move
    return now


def has_left(game: Played, seat: int) -> bool:
    return seat in game.out and game.rule.recused is not Recused.PRESENT


def sits(game: Played, move: Movement | None) -> bool:
    return move is not None and move.mode in (["IN_ROOM", "VIDEO"] if game.remote else ["IN_ROOM"])


def who_counts(game: Played) -> list[int]:
    """Walk the room one chair after the other, as an usher would."""
    now = last_moves(game)
    counted, pockets = [], dict.fromkeys(now, 0)
    for seat in sorted(game.seats & set(now)):
        there = sits(game, now[seat]) or carried(game, now, pockets, seat)
        if there and is_in_body(game, seat) and not has_left(game, seat):
            counted.append(seat)
    return counted


def carried(game: Played, now: dict[int, Movement], pockets: dict[int, int], seat: int) -> bool:
    """Somebody else who sits has room left in his pocket for that voice."""
    holder = now[seat].holder
    if now[seat].mode != "REPRESENTED" or holder is None or holder == seat:
        return False
    if holder not in game.seats or not sits(game, now.get(holder)):
        return False
    pockets[holder] += 1
    return pockets[holder] <= game.per_holder and not has_left(game, holder)


def is_enough(game: Played, counted: list[int]) -> bool:
    body = [seat for seat in game.seats if is_in_body(game, seat)]
    if not body:
        return False
    rule = game.rule
    if rule.number is not None:
        enough = len(counted) >= rule.number
    else:
        share = Fraction(len(counted), len(body))
        bar = Fraction(rule.numerator, rule.denominator)
        enough = share > bar if rule.strictly else share >= bar
    for college in rule.colleges:
        members = [seat for seat in body if game.colleges[seat] == college.college]
        there = [seat for seat in counted if game.colleges[seat] == college.college]
        bar = Fraction(college.numerator, college.denominator) * len(members)
        enough = enough and (len(there) > bar if college.strictly else len(there) >= bar)
        # Nobody speaks for a college without a member.
        enough = enough and bool(members)
    for seat in rule.necessary:
        away_by_right = seat in game.out and game.rule.recused is Recused.OUT
        enough = enough and (seat in counted or away_by_right)
    return enough


def outcome_of(
    ballots: dict[int, str], chair: int, base: str, members: int, counted: bool, casting: bool
) -> bool | None:
    """One ballot after the other; None when nobody said what the chair, who decides, thinks."""
    yes = [seat for seat, ballot in ballots.items() if ballot == "FOR"]
    no = [seat for seat, ballot in ballots.items() if ballot == "AGAINST"]
    cast = len(yes) + len(no)
    if base in {"TWO_THIRDS_CAST", "TWO_THIRDS_MEMBERS"}:
        said = cast + list(ballots.values()).count("ABSTAINED") if counted else cast
        whole = said if base == "TWO_THIRDS_CAST" else members
        return cast > 0 and Fraction(len(yes)) >= Fraction(2, 3) * whole
    if base == "MEMBERS":
        return Fraction(len(yes)) > Fraction(members, 2)
    if cast == 0:
        return False
    if len(yes) == len(no):
        if not casting:
            return False
        if ballots.get(chair, "SILENT") == "SILENT":
            return None
        return ballots[chair] == "FOR"
    voices = len(ballots) - list(ballots.values()).count("SILENT") if counted else cast
    whole = len(ballots) if base == "PRESENT" else voices
    return Fraction(len(yes), whole) > Fraction(1, 2)


def agrees(game: Played, rule: CollegeRule, ballots: dict[int, str], counted: bool) -> bool:
    """One member of the college after the other puts his ballot on a pile."""
    piles = {"FOR": 0, "AGAINST": 0, "ABSTAINED": 0, "SILENT": 0}
    for seat, ballot in ballots.items():
        if game.colleges[seat] == rule.college:
            piles[ballot] += 1
    if piles["FOR"] + piles["AGAINST"] == 0:
        return False
    whole = piles["FOR"] + piles["AGAINST"] + (piles["ABSTAINED"] if counted else 0)
    share, bar = Fraction(piles["FOR"], whole), Fraction(rule.numerator, rule.denominator)
    return share > bar if rule.strictly else share >= bar


def count_of(game: Played, roll: tuple[Presence, ...]) -> quorum.Quorum:
    return quorum.count(
        game.seats,
        roll,
        proxies_per_holder=game.per_holder,
        second_convocation=game.second,
        rule=game.rule,
        vacant=game.vacant,
        recused=game.out,
        colleges=game.colleges,
        remote=game.remote,
    )


def test_random_meetings_agree_with_the_oracle() -> None:
    dice = Random(2020_11_17)  # noqa: S311 -- a constant seed, not a secret
    for number in range(HOW_MANY):
        game = play(dice)

        found = count_of(game, presences_at(game.moves, game.item_at))

        there = who_counts(game)
        assert found.counted == len(there), number
        assert found.is_reached is is_enough(game, there), number
        assert found.may_deliberate is (is_enough(game, there) or (game.second and bool(there)))
        _vote(dice, game, there, found.seats)


def _vote(dice: Random, game: Played, there: list[int], members: int) -> None:
    # Somebody may be there and say nothing at all.
    ballots = {seat: dice.choice(["FOR", "AGAINST", "ABSTAINED", "SILENT"]) for seat in there}
    base, counted, casting = dice.choice(list(Majority)), dice.random() < 0.3, dice.random() < 0.8
    chair = dice.choice([1, 2])
    said = list(ballots.values())
    expected = outcome_of(ballots, chair, base.name, members, counted, casting)
    asked = _shares(dice, 0.4)
    try:
        result = votes.decide(
            Tally(said.count("FOR"), said.count("AGAINST"), said.count("ABSTAINED")),
            voters=len(there),
            chair=Chair[ballots[chair]] if ballots.get(chair, "SILENT") != "SILENT" else None,
            abstentions_count=counted,
            majority=base,
            members=members,
            casting_vote=casting,
            colleges=[_of_college(game, one, ballots) for one in asked],
        )
    except VotesRefused as refusal:
        assert expected is None, "only a tie without the voice of the chair is refused"
        assert "vote de la présidence" in str(refusal)
    else:
        together = all(agrees(game, one, ballots, counted) for one in asked)
        assert result.is_carried is (bool(expected) and together)


def _of_college(game: Played, rule: CollegeRule, ballots: dict[int, str]) -> CollegeVotes:
    said = [one for seat, one in ballots.items() if game.colleges[seat] == rule.college]
    tally = Tally(said.count("FOR"), said.count("AGAINST"), said.count("ABSTAINED"))
    return CollegeVotes(rule, tally, len(said))


def test_a_proxy_never_counts_twice() -> None:
    """Property (b): each voice is one seat, whatever was written down about it."""
    dice = Random(133_9)  # noqa: S311 -- a constant seed
    for _ in range(HOW_MANY // 10):
        game = play(dice)
        roll = presences_at(game.moves, game.item_at)
        doubled = (*roll, *roll)

        assert count_of(game, doubled) == count_of(game, roll)
        assert count_of(game, roll).counted <= len(game.seats)


def test_everybody_entitled_is_somewhere() -> None:
    """Property (f): votes cast, abstentions and those who are away make the whole body."""
    dice = Random(133_11)  # noqa: S311 -- a constant seed
    for _ in range(HOW_MANY // 10):
        game = play(dice)
        found = count_of(game, presences_at(game.moves, game.item_at))
        ballots = [dice.choice("+-0") for _ in range(found.counted)]
        tally = Tally(ballots.count("+"), ballots.count("-"), ballots.count("0"))

        away = found.seats - found.counted
        assert tally.cast + tally.abstentions + away == found.seats
