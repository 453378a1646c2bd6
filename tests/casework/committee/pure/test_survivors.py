"""What mutation testing found that no test saw: defaults, borders and the words of the rules."""

from datetime import UTC, date, datetime, timedelta

import pytest

from guichet.casework.committee import (
    movements,
    outcomes,
    proxies,
    quorum,
    remote,
    second_convocation,
)
from guichet.casework.committee.movements import Movement
from guichet.casework.committee.notice import Duty
from guichet.casework.committee.proxies import Fault, Presence
from guichet.casework.committee.quorum import College, CollegeRule, Quorum, QuorumRule
from guichet.casework.committee.remote import Remote
from guichet.casework.committee.second_convocation import Point
from guichet.casework.committee.votes import CollegeVotes, Tally, decide


class TestNoProxyAtAll:
    def test_another_fault_keeps_its_own_words(self) -> None:
        """Where a text admits none, a proxy to oneself is still told as such."""
        names = {1: "Le maire de Banon", 2: "La préfète"}

        [oneself] = proxies.objections(names, [Presence(1, "REPRESENTED", 1)], per_holder=0)
        [too_many] = proxies.objections(
            names, [Presence(1, "REPRESENTED", 2), Presence(2, "IN_ROOM")], per_holder=0
        )

        assert "ne peut pas se donner pouvoir" in oneself.sentence
        assert "Aucun pouvoir n’est admis" in too_many.sentence


class TestOneCollege:
    @pytest.mark.parametrize(
        ("college", "words"),
        [
            (College("Élus", seats=0, counted=0, needed=0), "n’a aucun siège en vigueur"),
            (College("Élus", seats=1, counted=1, needed=1), "1 sur 1, il en faut 1"),
        ],
    )
    def test_a_college_of_one_seat_is_not_empty(self, college: College, words: str) -> None:
        assert words in college.sentence


class TestTheWordsOfAVoteByCollege:
    @pytest.mark.parametrize(
        ("tally", "words"),
        [
            (Tally(3, 1, 0), "part atteinte (la moitié au moins de ses voix ;"),
            (Tally(1, 3, 0), "part non atteinte (la moitié au moins de ses voix ;"),
            (Tally(0, 0, 2), "part non atteinte (aucune voix exprimée ;"),
        ],
    )
    def test_each_college_says_whether_it_agrees(self, tally: Tally, words: str) -> None:
        elected = CollegeVotes(CollegeRule("Élus"), tally, voters=tally.total)

        found = decide(Tally(9, 3, 2), voters=14, colleges=[elected])

        assert f"abstention{'s' if tally.abstentions > 1 else ''}, {words}" in found.sentence


class TestTheWordsOfTheQuorum:
    @pytest.mark.parametrize(
        ("rule", "words"),
        [
            (QuorumRule(), "la moitié au moins des membres sont présents ou représentés"),
            (QuorumRule(strictly=True), "plus de la moitié des membres"),
            (QuorumRule(2, 3), "les deux tiers au moins des membres"),
            (QuorumRule(3, 4), "les trois quarts au moins des membres"),
            (QuorumRule(2, 5), "2/5 au moins des membres"),
            (QuorumRule(number=9), "9 membres au moins sont présents ou représentés"),
            (
                QuorumRule(colleges=(CollegeRule("Élus"),)),
                "représentés, et la moitié au moins du collège « Élus »",
            ),
        ],
    )
    def test_each_rule_is_told(self, rule: QuorumRule, words: str) -> None:
        assert words in rule.sentence
        assert "sièges vacants" not in rule.sentence

    def test_vacant_seats_are_told_when_they_do_not_count(self) -> None:
        rule = QuorumRule(vacancies_count=False)
        assert rule.sentence.endswith(", sans compter les sièges vacants.")

    def test_a_college_that_lacks_members_is_named_alone(self) -> None:
        rule = QuorumRule(colleges=(CollegeRule("État"), CollegeRule("Élus")))
        colleges = {1: "État", 2: "État", 3: "Élus", 4: "Élus", 5: "Élus"}
        roll = [Presence(seat, "IN_ROOM") for seat in (1, 2, 3)]

        found = quorum.count(range(1, 6), roll, rule=rule, colleges=colleges)

        assert "le collège « Élus » n’a que 1 de ses 3 membres (il en faut 2)" in found.sentence
        assert "« État »" not in found.sentence

    def test_seats_that_must_be_there_are_named(self) -> None:
        rule = QuorumRule(necessary=frozenset({1}))
        roll = [Presence(2, "IN_ROOM"), Presence(3, "IN_ROOM")]

        found = quorum.count(range(1, 5), roll, rule=rule, names={1: "Le préfet"})

        assert "mais « Le préfet » doit siéger" in found.sentence


def test_a_quorum_by_default_is_a_first_convocation_with_nothing_lost() -> None:
    plain = Quorum(seats=4, in_room=1, by_video=0, represented=0)

    assert (plain.uncounted, plain.is_second_convocation) == (0, False)
    assert not plain.may_deliberate
    assert CollegeRule("Élus").strictly is False
    assert "pouvoir" not in plain.sentence


def test_one_proxy_is_the_default_of_the_objections_too() -> None:
    roll = [Presence(1, "IN_ROOM"), Presence(2, "REPRESENTED", 1), Presence(3, "REPRESENTED", 1)]

    [found] = proxies.objections({1: "A", 2: "B", 3: "C"}, roll)

    assert (found.giver, found.fault) == (3, Fault.TOO_MANY)


def test_a_year_with_its_meetings_is_never_late() -> None:
    assert not Duty(date(2026, 12, 30), held=2).is_late
    assert not Duty(date(2026, 12, 30), held=3).is_late


class TestRemote:
    def test_three_people_and_exactly_half_are_enough(self) -> None:
        three = Remote(members=3, took_part=2, identified=2, is_confidential=True)
        half = Remote(members=4, took_part=2, identified=2, is_confidential=True)

        assert remote.objections(three) == remote.objections(half) == ()

    def test_a_secret_vote_whose_secrecy_is_kept(self) -> None:
        secret = Remote(4, 3, 3, is_confidential=True, has_secret_vote=True)
        open_vote = Remote(4, 3, 3, is_confidential=True, secrecy_is_kept=False)

        assert remote.objections(secret) == remote.objections(open_vote) == ()

    def test_each_missing_name_is_counted(self) -> None:
        [told] = remote.objections(Remote(4, 3, 1, is_confidential=True))
        assert told.startswith("2 participants ne sont pas identifiés")
        [odd] = remote.objections(Remote(5, 2, 2, is_confidential=True))
        assert "il en faut 3" in odd
        [even] = remote.objections(Remote(4, 1, 1, is_confidential=True))
        assert "il en faut 2" in even


def test_the_fingerprint_of_an_agenda_never_changes() -> None:
    """It is kept with meetings: another way to write it would undo them."""
    points = [Point("DEMANDS", "Demandes reçues"), Point("FREE", "Maison de santé", "demand:4")]

    assert second_convocation.fingerprint(points).startswith(FINGERPRINT)


FINGERPRINT = "2b516c9a9178c989"


class TestMovementsThatAreTold:
    NAMES = {1: "Le maire de Banon"}

    @pytest.mark.parametrize(
        ("was", "now", "told"),
        [
            ("ABSENT", "EXCUSED", ""),
            ("EXCUSED", "REPRESENTED", ""),
            ("IN_ROOM", "VIDEO", ""),
            ("VIDEO", "IN_ROOM", ""),
            ("ABSENT", "VIDEO", "rejoint la séance à"),
            ("REPRESENTED", "IN_ROOM", "rejoint la séance et reprend son pouvoir à"),
            ("IN_ROOM", "ABSENT", "quitte la séance à"),
            ("VIDEO", "REPRESENTED", "quitte la séance et donne pouvoir à"),
        ],
    )
    def test_only_who_comes_and_who_leaves(self, was: str, now: str, told: str) -> None:
        start = datetime(2026, 3, 17, 13, 30, tzinfo=UTC)
        moves = (Movement(1, was, start, 1), Movement(1, now, start + timedelta(minutes=5), 2))

        found = movements.told(moves, self.NAMES)

        assert [f"Le maire de Banon {told} 14\u00a0h\u00a035."] * bool(told) == list(found)


def test_what_a_count_must_say_for_each_outcome() -> None:
    """An unfavourable opinion and a lost vote are the two that a losing count makes."""
    lost = {outcomes.OPINION_UNFAVOURABLE, outcomes.VOTE_LOST}

    assert {code for code, carried in outcomes.VOTED.items() if not carried} == lost
