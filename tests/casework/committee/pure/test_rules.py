"""The rules as data, and the smaller laws: movements, recusals, renewals, remote, second call."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.committee import recusal, remote, renewal, second_convocation
from guichet.casework.committee.movements import Movement, last_seen, presences_at, told
from guichet.casework.committee.proxies import IN_ROOM, REPRESENTED, VIDEO
from guichet.casework.committee.quorum import CollegeRule, QuorumRule, Recused
from guichet.casework.committee.recusal import Matter, Sitter
from guichet.casework.committee.renewal import Held
from guichet.casework.committee.ruleset import (
    COMMISSION,
    DEFAULT,
    LINES,
    RuleSet,
    UnknownRule,
    freeze,
    override,
    sentences,
    thaw,
)
from guichet.casework.committee.second_convocation import MENTION, Point
from guichet.casework.committee.votes import Majority

ORDER = "arrêté préfectoral n° 2026-12 du 3 mars 2026, article 4"


class TestRuleSet:
    def test_every_line_names_its_article(self):
        assert len(sentences(DEFAULT)) == len(LINES)
        assert sentences(DEFAULT)[0] == (
            "La convocation est reçue au moins 5\u00a0jours avant la séance, sauf urgence "
            "(article R133-8 du CRPA)."
        )
        assert all(DEFAULT.bases[line] for line in LINES)

    def test_zero_is_a_rule_where_a_text_may_admit_nothing_or_owe_nothing(self):
        """No proxy admitted; and no law says how often another commission meets."""
        none = {"proxies_per_holder": 0, "meetings_per_year": 0}

        changed = override(DEFAULT, none, basis=ORDER, version="v2")

        assert (changed.proxies_per_holder, changed.meetings_per_year) == (0, 0)
        assert COMMISSION.meetings_per_year == 0
        assert "Aucun nombre de séances n’est dû dans l’année" in sentences(COMMISSION)[-1]

    def test_an_order_changes_a_line_and_becomes_its_basis(self):
        changed = override(
            DEFAULT, {"proxies_per_holder": 2, "majority": "MEMBERS"}, basis=ORDER, version="v2"
        )

        assert (changed.proxies_per_holder, changed.majority) == (2, Majority.MEMBERS)
        assert changed.bases["majority"] == ORDER
        assert changed.bases["quorum"] == DEFAULT.bases["quorum"]
        assert DEFAULT.proxies_per_holder == 1

    @pytest.mark.parametrize(
        "changes",
        [
            {"quorum_minimo": 9},  # D10: a field that no code reads
            {"majority": "ABSOLUTE"},  # D23: a name that the engine does not know
            {"notice_days": 0},
            {"notice_days": "5"},
            {"notice_days": True},
            {"casting_vote": 1},
            {"quorum": "half"},
        ],
    )
    def test_what_no_code_reads_is_refused(self, changes):
        with pytest.raises(UnknownRule):
            override(DEFAULT, changes, basis=ORDER, version="v2")

    def test_a_change_without_a_text_is_refused(self):
        with pytest.raises(UnknownRule, match="fonde ce changement"):
            override(DEFAULT, {"notice_days": 8}, basis=" ", version="v2")

    @given(
        numerator=st.integers(1, 3),
        strictly=st.booleans(),
        number=st.none() | st.integers(1, 50),
        recused=st.sampled_from(list(Recused)),
        majority=st.sampled_from(list(Majority)),
        necessary=st.frozensets(st.integers(1, 99), max_size=3),
        college=st.booleans(),
    )
    def test_a_meeting_keeps_them_and_gives_them_back(
        self, numerator, strictly, number, recused, majority, necessary, college
    ):
        rules = RuleSet(
            version="x",
            majority=majority,
            quorum=QuorumRule(
                numerator=numerator,
                denominator=3,
                strictly=strictly,
                number=number,
                recused=recused,
                colleges=(CollegeRule("Élus", 1, 2, True),) if college else (),
                necessary=necessary,
            ),
        )
        assert thaw(json.loads(json.dumps(freeze(rules)))) == rules

    def test_rules_of_another_version_are_not_read_by_halves(self):
        data = freeze(DEFAULT)
        del data["remote"]
        with pytest.raises(UnknownRule, match="remote"):
            thaw(data)


OPENING = datetime(2026, 3, 17, 13, 30, tzinfo=UTC)


def after(minutes: int) -> datetime:
    return OPENING + timedelta(minutes=minutes)


class TestMovements:
    MOVES = (
        Movement(1, IN_ROOM, OPENING, 1),
        Movement(2, REPRESENTED, OPENING, 2, holder=1),
        Movement(3, VIDEO, after(20), 3),
        Movement(2, IN_ROOM, after(30), 4),
        Movement(1, "ABSENT", after(40), 5),
    )

    def test_each_item_sees_who_is_there_then(self):
        modes = [{p.seat: p.mode for p in presences_at(self.MOVES, after(m))} for m in (0, 25, 45)]
        assert modes == [
            {1: IN_ROOM, 2: REPRESENTED},
            {1: IN_ROOM, 2: REPRESENTED, 3: VIDEO},
            {1: "ABSENT", 2: IN_ROOM, 3: VIDEO},
        ]

    def test_a_member_who_arrives_takes_back_his_proxy(self):
        [mine] = [p for p in presences_at(self.MOVES, after(30)) if p.seat == 2]
        assert (mine.mode, mine.holder) == (IN_ROOM, None)

    def test_the_minutes_tell_them(self):
        names = {1: "Le préfet", 2: "Le maire de Banon", 3: "Le CAUE"}
        assert told(self.MOVES, names) == (
            "Le maire de Banon rejoint la séance et reprend son pouvoir à 15\u00a0h.",
            "Le préfet quitte la séance à 15\u00a0h\u00a010.",
        )

    def test_whoever_left_was_there_until_then(self):
        assert {seat: one.at for seat, one in last_seen(self.MOVES).items()} == {1: after(40)}
        back = (*self.MOVES, Movement(1, VIDEO, after(50), 6))
        assert last_seen(back) == {}
        never = [Movement(4, "EXCUSED", after(0), 7), Movement(4, "ABSENT", after(5), 8)]
        assert last_seen(never) == {}

    def test_the_same_instant_keeps_the_order_of_typing(self):
        twice = (Movement(1, IN_ROOM, OPENING, 1), Movement(1, VIDEO, OPENING, 2))
        assert presences_at(reversed(twice), OPENING)[0].mode == VIDEO


class TestRecusal:
    SITTERS = (
        Sitter(1, "Le préfet"),
        Sitter(2, "Le maire de Banon", organisation=20, territory="commune-04018"),
        Sitter(3, "IT04", organisation=30),
        Sitter(4, "Le maire d’Annot", organisation=40, territory="commune-04008"),
    )

    def test_suggests_whoever_asks_leads_or_is_elected_there(self):
        matter = Matter(
            requester=20, providers=frozenset({30}), territories=frozenset({"commune-04008"})
        )
        found = recusal.suggest(self.SITTERS, matter)
        assert [one.seat for one in found] == [2, 3, 4]
        assert all("R133-12" in one.sentence for one in found)

    def test_suggests_nobody_when_nothing_is_known(self):
        assert recusal.suggest(self.SITTERS, Matter()) == ()

    def test_somebody_who_left_may_not_vote(self):
        assert recusal.is_void({2}, {1, 2}) and not recusal.is_void({2}, {1})


class TestRenewal:
    def held(self, **changes):
        usual = {
            "seat": 1, "label": "Le maire de Banon", "nature": "ELECTED", "body": 20,
            "starts_on": date(2020, 10, 12), "ends_on": None,
        }  # fmt: skip
        return Held(**{**usual, **changes})

    def test_an_election_ends_the_mandates_of_that_assembly(self):
        [one] = renewal.emptied_by_election([self.held()], body=20, on=date(2026, 3, 22))
        assert one.last_day == date(2026, 3, 21)
        assert "22 mars 2026" in one.sentence and "R133-4" in one.sentence

    @pytest.mark.parametrize(
        "changes",
        [
            {"nature": "EX_OFFICIO"},
            {"nature": "QUALIFIED"},
            {"body": 21},
            {"starts_on": date(2026, 3, 22)},
            {"ends_on": date(2026, 3, 21)},
        ],
    )
    def test_and_no_other(self, changes):
        found = renewal.emptied_by_election([self.held(**changes)], body=20, on=date(2026, 3, 22))
        assert found == ()

    def test_a_mandate_that_ends_that_very_day_ends_with_the_assembly(self):
        last = self.held(ends_on=date(2026, 3, 22))

        assert len(renewal.emptied_by_election([last], body=20, on=date(2026, 3, 22))) == 1

    @pytest.mark.parametrize(
        ("since", "words"),
        [
            (date(2026, 3, 22), "comité de l’Aude est vacant depuis le 22 mars 2026."),
            (None, "comité de l’Aude est vacant."),
        ],
    )
    def test_the_letter_says_which_seat_and_since_when(self, since, words):
        vacancy = renewal.Vacancy(1, "Le maire de Banon", "ELECTED", "Mairie de Banon", since)

        _, body = renewal.asked_for(vacancy, of_body="du comité de l’Aude")

        assert f"Le siège « Le maire de Banon » du {words}" in body

    @pytest.mark.parametrize("nature", ["ELECTED", "EX_OFFICIO", "QUALIFIED"])
    def test_a_seat_is_filled_as_it_was(self, nature):
        gone = renewal.lost_quality(
            self.held(nature=nature), on=date(2026, 5, 4), reason="démission"
        )
        assert "pour la durée restante" in gone.sentence and "démission" in gone.sentence


class TestRemote:
    GOOD = remote.Remote(members=41, took_part=21, identified=21, is_confidential=True)

    def test_nothing_stands_against_a_good_one(self):
        assert remote.objections(self.GOOD) == ()

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"took_part": 20, "identified": 20}, "il en faut 21"),
            ({"members": 2, "took_part": 2, "identified": 2}, "moins de trois"),
            ({"identified": 20}, "1 participant n’est pas identifié"),
            ({"is_confidential": False}, "Des tiers"),
            ({"has_secret_vote": True, "secrecy_is_kept": False}, "secret du vote"),
            ({"is_sanction": True}, "sanction"),
        ],
    )
    def test_each_condition_has_its_sentence(self, changes, words):
        [only] = remote.objections(remote.Remote(**{**vars(self.GOOD), **changes}))
        assert words in only and "2014-1329" in only


class TestSecondConvocation:
    FIRST = (Point("DEMANDS", "Demandes reçues"), Point("FREE", "Maison de santé", "demand:4"))
    LETTER = f"Madame, Monsieur,\n{MENTION} (article R133-10)."

    def check(self, second, letter=LETTER, missed=True):
        return second_convocation.check(self.FIRST, second, letter=letter, missed_quorum=missed)

    def test_the_same_agenda_frees_from_the_quorum(self):
        respelt = (Point("DEMANDS", " demandes  REÇUES"), self.FIRST[1])
        assert self.check(respelt).frees

    @pytest.mark.parametrize(
        ("second", "words"),
        [
            ((*FIRST, Point("FREE", "Un autre sujet")), "ajouté : Un autre sujet"),
            (FIRST[:1], "retiré : Maison de santé"),
            (FIRST[::-1], "l’ordre des points a changé"),
            ((FIRST[0], Point("FREE", "Maison de santé", "demand:5")), "ajouté"),
        ],
    )
    def test_another_agenda_does_not(self, second, words):
        found = self.check(second)
        assert not found.frees and words in found.sentence

    def test_the_letter_must_say_it(self):
        assert not self.check(self.FIRST, letter="Madame, Monsieur,").frees

    def test_a_first_meeting_with_its_quorum_frees_nothing(self):
        assert not self.check(self.FIRST, missed=False).frees
