"""Defects verified in neighbouring products (peers_committee.md, section 4), each one a test here.

Those that need no database: D1, D2, D3, D5, D8, D9, D10, D17, D21, D22, D23, D24, D25, D26, D29.
With a database (tests/casework/committee/test_defects.py): D4, D6, D7, D11, D16, D20, D27, D28.
The clocks (tests/foundations/toolkit/test_clocks.py): D12 and D13 (a pause puts the due day off),
D14 (derived, never accumulated), D15 and D19 (overlapping pauses are their union), D18 (public
holidays are computed).
"""

import ast
from dataclasses import fields
from fractions import Fraction
from pathlib import Path

import pytest

from guichet.casework.committee import proxies, quorum, votes
from guichet.casework.committee.drafting import Presence as Attendee
from guichet.casework.committee.drafting import minutes_of
from guichet.casework.committee.proxies import Fault, Presence
from guichet.casework.committee.quorum import CollegeRule, QuorumRule
from guichet.casework.committee.ruleset import DEFAULT, RuleSet, UnknownRule, override, thaw
from guichet.casework.committee.votes import Majority, Tally
from guichet.foundations.toolkit.workflow import TransitionRefused, Workflow, rows
from tests.casework.committee.records import record_with

COMMITTEE = Path(quorum.__file__).parent
HOUSE = COMMITTEE.parents[1]


def room(number: int) -> list[Presence]:
    return [Presence(seat, "IN_ROOM") for seat in range(1, number + 1)]


def test_d1_a_quorum_is_not_reached_before_anybody_comes() -> None:
    assert not quorum.count(range(1, 42), []).is_reached
    assert votes.decide(Tally(0, 0, 0), voters=21).is_carried is False


def test_d2_shares_are_whole_numbers_for_every_percentage_and_every_body() -> None:
    """55 % of 100 is 55, and not the 56 that a rounded decimal gives."""
    for percent in range(1, 101):
        for body in range(1, 201):
            needed = QuorumRule(percent, 100).needed(body)
            assert needed >= Fraction(percent * body, 100) > needed - 1
    assert QuorumRule(55, 100).needed(100) == 55


def test_d3_nobody_is_counted_twice() -> None:
    """30 convened, 10 there: holding a proxy, or being written down twice, adds no head."""
    twice = [*room(10), *room(10), Presence(11, "REPRESENTED", 1), Presence(11, "REPRESENTED", 1)]

    found = quorum.count(range(1, 31), twice)

    assert (found.counted, found.is_reached) == (11, False)


@pytest.mark.parametrize("number", [0, 1, 2, 40])
def test_d5_the_minutes_name_every_attendee(number: int) -> None:
    """Not the last one alone, however many they are."""
    people = [
        Attendee(f"Siège {n:02}", "Élus", "IN_ROOM", "En salle", f"Personne {n:02}")
        for n in range(number)
    ]

    sections = minutes_of(record_with(presences=tuple(people)))

    told = repr(sections)
    assert [one.attendee for one in people if one.attendee not in told] == []
    assert told.count("Personne ") == number


def test_d8_one_proxy_to_a_holder_and_more_only_by_a_text() -> None:
    roll = [Presence(1, "IN_ROOM"), Presence(2, "REPRESENTED", 1), Presence(3, "REPRESENTED", 1)]

    assert proxies.faults(range(1, 6), roll) == {3: Fault.TOO_MANY}
    changed = override(DEFAULT, {"proxies_per_holder": 2}, basis="arrêté", version="2")
    assert proxies.faults(range(1, 6), roll, per_holder=changed.proxies_per_holder) == {}


@pytest.mark.parametrize("mode", ["ABSENT", "EXCUSED", "REPRESENTED"])
def test_d9_a_proxy_counts_only_while_its_holder_is_there(mode: str) -> None:
    holder = Presence(1, mode, 3 if mode == "REPRESENTED" else None)
    roll = [holder, Presence(2, "REPRESENTED", 1), Presence(3, "IN_ROOM")]

    assert 2 in proxies.faults(range(1, 6), roll)
    assert proxies.faults({1, 2}, [Presence(1, "REPRESENTED", 1)]) == {1: Fault.TO_ONESELF}


# Where a field of the rules is written or shown, which proves nothing: who reads it, acts on it.
NOT_READERS = {"ruleset.py", "regulations.py"}


def _read_attributes() -> set[str]:
    """Every attribute that the code of the committee reads, but where rules are stored or typed."""
    found: set[str] = set()
    for path in COMMITTEE.rglob("*.py"):
        if path.name in NOT_READERS or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                found.add(node.attr)
    return found


def test_d10_every_field_of_the_rules_is_read_by_some_code() -> None:
    named = {one.name for kind in (RuleSet, QuorumRule, CollegeRule) for one in fields(kind)}

    # The version names the set: it is kept and compared, no rule depends on it.
    assert sorted(named - _read_attributes() - {"version"}) == []


def test_d17_what_people_type_is_never_compiled() -> None:
    """The document is set from JSON, and the template evaluates nothing."""
    for path in COMMITTEE.glob("typst/*.typ"):
        assert "eval(" not in path.read_text(), path.name
    assert "latex" not in (HOUSE.parents[1] / "pyproject.toml").read_text().lower()


@pytest.mark.parametrize("half", range(1, 60))
def test_d21_a_tie_is_not_a_majority(half: int) -> None:
    tie = Tally(half, half, 0)
    for majority in Majority:
        found = votes.decide(
            tie, voters=2 * half, members=2 * half, majority=majority, casting_vote=False
        )
        assert not found.is_carried, majority


def test_d22_exactly_two_thirds_is_two_thirds() -> None:
    """The 199 cases from 2 against 1 to 398 against 199, all carried; one voice less, all lost."""
    for n in range(1, 200):
        for carried, tally in ((True, Tally(2 * n, n, 0)), (False, Tally(2 * n - 1, n, 0))):
            found = votes.decide(tally, voters=3 * n, majority=Majority.TWO_THIRDS_CAST)
            assert found.is_carried is carried, n


def test_d23_a_majority_that_the_code_does_not_know_is_an_error() -> None:
    with pytest.raises(UnknownRule, match="ABSOLUTE"):
        override(DEFAULT, {"majority": "ABSOLUTE"}, basis="arrêté", version="2")
    with pytest.raises(UnknownRule):
        thaw({"version": "2", "bases": {}, "majority": "CAST"})
    found = votes.decide(Tally(6, 5, 0), voters=11, members=40, majority=Majority.MEMBERS)
    assert not found.is_carried


def test_d24_one_function_gives_the_light_and_the_result() -> None:
    """Nothing else in the committee calls the count, and the sentence comes with it."""
    callers = {
        path.name
        for path in COMMITTEE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").endswith("quorum")
        and any(alias.name == "count" for alias in node.names)
    }
    assert callers == {"roll_call.py"}


def test_d25_a_chain_is_seen_in_whatever_order_it_was_typed() -> None:
    first = [Presence(1, "REPRESENTED", 2), Presence(2, "REPRESENTED", 3), Presence(3, "IN_ROOM")]

    for roll in (first, first[::-1], [first[1], first[0], first[2]]):
        assert proxies.faults(range(1, 6), roll) == {1: Fault.CHAIN}
        assert quorum.count(range(1, 6), roll).counted == 2
    assert DEFAULT.proxies_per_holder == 1


def test_d26_one_guard_says_yes_or_no_whoever_asks() -> None:
    """The truth table of a workflow: every state, every move, one answer."""
    table = Workflow(
        "case", "A", rows(("go", {"A"}, "B", "Aller"), ("back", {"B"}, "A", "Revenir"))
    )
    allowed = {("go", "A"), ("back", "B")}

    for name in ("go", "back"):
        for state in ("A", "B"):
            offered = name in {move.name for move in table.available(state)}
            assert offered is ((name, state) in allowed)
            if offered:
                table.target(name, current=state)
            else:
                with pytest.raises(TransitionRefused):
                    table.target(name, current=state)


# A number of the law, and the only module that may hold it as a default.
LEGAL_NUMBERS = {"notice_days": 5, "proxies_per_holder": 1, "meetings_per_year": 2}


def test_d29_legal_numbers_live_in_the_rules() -> None:
    """No screen, no action, no template calls the count with a number of its own."""
    guilty = [
        f"{path.name}: {keyword.arg}"
        for path in COMMITTEE.rglob("*.py")
        if path.name not in {"ruleset.py", "quorum.py", "proxies.py", "notice.py"}
        for node in ast.walk(ast.parse(path.read_text()))
        # A day more or less on a calendar is no rule of the law.
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") != "timedelta"
        for keyword in node.keywords
        if keyword.arg in {*LEGAL_NUMBERS, "per_holder", "days", "owed"}
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value in LEGAL_NUMBERS.values()
    ]
    assert guilty == []
    assert {name: getattr(DEFAULT, name) for name in LEGAL_NUMBERS} == LEGAL_NUMBERS
