"""Thresholds against the table of expected results, written from the texts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.matching import ruleset
from guichet.casework.matching.ruleset import Rules, Version, rules_in_force
from guichet.casework.matching.thresholds import (
    Known,
    Share,
    Standing,
    anct_free,
    assistance,
    programme_open,
)

from .test_engine import steady

TODAY = date(2026, 3, 10)
MEAN = Version("assist_mean_potential", 700, date(2026, 1, 1), None, "DGCL, fiche 2026")
RULES = rules_in_force(TODAY, [MEAN])
YES, NO, CHECK = True, False, None


class TestAnctFree:
    # Board of the ANCT, 10 March 2021: communes under 3,500, intercommunalities under 15,000.
    @pytest.mark.parametrize(
        ("kind", "people", "expected"),
        [
            ("COMMUNE", 0, YES),
            ("COMMUNE", 3_499, YES),
            ("COMMUNE", 3_500, NO),
            ("COMMUNE", 3_501, NO),
            ("EPCI", 3_500, YES),
            ("EPCI", 14_999, YES),
            ("EPCI", 15_000, NO),
            ("COMMUNE", None, CHECK),
            ("EPCI", None, CHECK),
            ("SYNDICATE", 200, CHECK),
            ("DEPARTMENT_COUNCIL", 160_000, CHECK),
        ],
    )
    def test_table(self, kind, people, expected):
        answer = anct_free(kind, people, "la collectivité", RULES)

        assert answer is not None
        assert answer.holds is expected
        assert "10 mars 2021" in answer.basis

    def test_nothing_is_said_before_the_decision(self):
        assert anct_free("COMMUNE", 100, "Banon", rules_in_force(date(2021, 3, 9))) is None


class TestProgrammes:
    @pytest.mark.parametrize(
        ("programme", "people", "expected"),
        [
            ("VA", 3_499, YES),
            ("VA", 3_500, NO),
            ("PVD", 19_999, YES),
            ("PVD", 20_000, NO),
            ("VA", None, CHECK),
            ("ACV", 100, CHECK),
        ],
    )
    def test_table(self, programme, people, expected):
        assert programme_open(programme, "Banon", people, RULES).holds is expected


class TestAssistanceOfACommune:
    # R3232-1, 1°: rural in the sense of D3334-8-1, and potential at most 1.3 times the mean (910).
    @pytest.mark.parametrize(
        ("people", "rural", "potential", "expected"),
        [
            (1_999, None, 700, YES),
            (1_999, None, 910, YES),
            (1_999, None, 911, NO),
            (1_999, None, None, CHECK),
            (2_000, None, 700, YES),
            (2_001, None, 700, CHECK),
            (2_001, True, 700, YES),
            (2_001, False, 700, NO),
            (5_000, True, 910, YES),
            (5_000, True, None, CHECK),
            (5_001, None, 100, NO),
            (5_001, True, 100, NO),
            (5_001, None, None, NO),
            (None, None, 700, CHECK),
            (None, None, 911, NO),
            (None, None, None, CHECK),
        ],
    )
    def test_table(self, people, rural, potential, expected):
        traits = () if rural is None else (Known("RURAL_BY_LAW", rural, "arrêté du préfet"),)
        standing = Standing(traits=traits, potential=potential)

        answer = assistance("COMMUNE", "Banon", people, standing, on=TODAY, rules=RULES)

        assert answer.holds is expected
        assert "R3232-1" in answer.basis
        assert expected is not CHECK or "à vérifier" in answer.sentence

    # D3334-8-1, I, 2°: overseas every commune is rural but those of annex VIII, whatever its size.
    @pytest.mark.parametrize(
        ("people", "rural", "expected"),
        [(900, None, CHECK), (900, False, NO), (12_000, True, YES), (None, True, YES)],
    )
    def test_overseas_only_the_list_says_who_is_rural(self, people, rural, expected):
        traits = () if rural is None else (Known("RURAL_BY_LAW", rural, "arrêté du préfet"),)
        standing = Standing(traits=traits, potential=700, is_overseas=True)

        answer = assistance("COMMUNE", "Mana", people, standing, on=TODAY, rules=RULES)

        assert answer.holds is expected

    def test_without_the_mean_of_the_year_wealth_is_to_check(self):
        answer = assistance(
            "COMMUNE", "Banon", 900, Standing(potential=500), on=TODAY, rules=rules_in_force(TODAY)
        )

        assert answer.holds is CHECK
        assert "cette moyenne n’est pas connue : à vérifier" in answer.sentence


class TestAssistanceOfAnIntercommunality:
    # Under 40,000 with more than half of its people in such communes; or half in the mountain.
    @pytest.mark.parametrize(
        ("people", "covered", "mountain", "expected"),
        [
            (39_999, Share(51, 0, 100), Share(0, 0, 10), YES),
            (39_999, Share(50, 0, 100), Share(0, 0, 10), NO),
            (39_999, Share(50, 1, 100), Share(0, 0, 10), CHECK),
            (40_000, Share(99, 0, 100), Share(4, 0, 10), NO),
            (40_000, Share(99, 0, 100), Share(5, 0, 10), YES),
            (80_000, None, Share(5, 0, 10), YES),
            (80_000, None, Share(4, 1, 10), CHECK),
            (39_999, None, Share(0, 0, 10), CHECK),
            (None, Share(90, 0, 100), Share(0, 0, 10), CHECK),
            (None, None, None, CHECK),
        ],
    )
    def test_table(self, people, covered, mountain, expected):
        standing = Standing(covered=covered, mountain=mountain)

        answer = assistance("EPCI", "l’EPCI", people, standing, on=TODAY, rules=RULES)

        assert answer.holds is expected


class TestTheYearOfGrace:
    @pytest.mark.parametrize(
        ("ended", "expected"),
        [
            (date(2026, 3, 9), YES),
            (date(2025, 12, 31), YES),
            (date(2025, 1, 1), YES),
            (date(2024, 12, 31), NO),
            (None, YES),
        ],
    )
    def test_the_right_is_kept_during_the_year_that_follows_the_one_of_its_loss(
        self, ended, expected
    ):
        standing = Standing(
            assisted=(Known("ASSISTED", True, "liste du département", ended),), potential=5_000
        )

        answer = assistance("COMMUNE", "Banon", 900, standing, on=TODAY, rules=RULES)

        assert answer.holds is expected

    def test_the_day_is_told(self):
        standing = Standing(
            assisted=(Known("ASSISTED", True, "liste", date(2025, 12, 31)),), potential=5_000
        )

        answer = assistance("COMMUNE", "la commune de Banon", 900, standing, on=TODAY, rules=RULES)

        assert answer.sentence == (
            "Le droit à l’assistance technique a pris fin le 31 décembre 2025 pour la commune de "
            "Banon, mais il est maintenu jusqu’au 31 décembre 2026."
        )


class TestShares:
    @steady
    @given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 100))
    def test_what_is_not_known_never_decides(self, inside, unknown, outside, percent):
        share = Share(inside, unknown, inside + unknown + outside)
        worst = Share(inside, 0, share.total).is_more_than(percent)
        best = Share(inside + unknown, 0, share.total).is_more_than(percent)

        assert share.is_more_than(percent) is (worst if worst == best else None)


class TestRuleset:
    def test_every_line_shipped_is_known_within_its_bounds_and_has_a_basis(self):
        for version in ruleset.shipped():
            line = ruleset.BY_CODE[version.line]
            assert line.lowest <= version.value <= line.highest
            assert version.basis

    def test_the_decision_of_a_department_outranks_the_default_from_its_day(self):
        own = Version("weight_theme", 5, date(2026, 3, 1), date(2026, 3, 31), "Comité", "04")

        assert rules_in_force(date(2026, 2, 28), [own]).value("weight_theme") == 1
        assert rules_in_force(date(2026, 3, 1), [own]).value("weight_theme") == 5
        assert rules_in_force(date(2026, 4, 1), [own]).value("weight_theme") == 1

    def test_a_later_text_replaces_the_earlier_one(self):
        new = Version("anct_free_commune", 5_000, date(2027, 1, 1), None, "Décision de 2027")

        assert rules_in_force(date(2026, 12, 31), [new]).value("anct_free_commune") == 3_500
        assert rules_in_force(date(2027, 1, 1), [new]).value("anct_free_commune") == 5_000

    @pytest.mark.parametrize(
        ("line", "value", "words"),
        [
            ("anct_free_commune", 9_000, "un département ne peut pas le changer"),
            ("weight_theme", 10, "de 0 à 9"),
            ("inventée", 1, "n’existe pas"),
        ],
    )
    def test_what_cannot_be_set_is_refused_in_a_sentence(self, line, value, words):
        with pytest.raises(ruleset.RuleRefused, match=words):
            ruleset.refuse_unknown(line, value, by_department=True)

    def test_an_empty_set_knows_nothing(self):
        assert Rules().value("weight_theme") is None
        assert Rules().is_on("members_is_condition")
