"""Each criterion, branch by branch, with the sentence that a mayor reads."""

from datetime import date

import pytest

from guichet.casework.matching import criteria
from guichet.casework.matching.criteria import Holds, Remedy, Term
from guichet.casework.matching.ruleset import rules_in_force

from .profiles import (
    ACV,
    BASSES_ALPES,
    COMMUNE,
    DESIGN,
    EPCI,
    FINANCIAL,
    HOUSING,
    PVD,
    STRATEGIC,
    TECHNICAL,
    USE,
    WATER,
    demand,
    offer,
)


class TestPerimeter:
    def test_holds_for_a_commune_of_the_department(self):
        found = criteria.perimeter(demand(), offer())

        assert found.holds == Holds.HELD
        assert found.sentence == (
            "Banon est dans le périmètre de l’offre (Alpes-de-Haute-Provence)."
        )

    def test_a_commune_that_the_offer_names_is_not_said_to_be_in_itself(self):
        found = criteria.perimeter(demand(), offer(perimeters=(demand().commune,)))

        assert found.sentence == "L’offre nomme Banon dans son périmètre."

    def test_fails_elsewhere_and_nothing_can_be_done(self):
        found = criteria.perimeter(
            demand(), offer(perimeters=(Term("departement-05", "Hautes-Alpes"),))
        )

        assert (found.holds, found.remedy) == (Holds.FAILED, Remedy.NONE)
        assert found.sentence == (
            "L’offre intervient dans d’autres territoires (Hautes-Alpes) ; Banon n’en fait pas "
            "partie."
        )

    def test_names_three_places_of_a_park_and_counts_the_others(self):
        park = tuple(Term(f"commune-{rank}", f"Village {rank}") for rank in range(1, 8))

        found = criteria.perimeter(demand(), offer(perimeters=park))

        assert "Village 1, Village 2, Village 3 et 4 autres territoires" in found.sentence

    def test_an_offer_that_says_nowhere_is_to_check(self):
        found = criteria.perimeter(demand(), offer(perimeters=()))

        assert found.holds == Holds.UNKNOWN
        assert "à vérifier" in found.sentence


class TestExclusion:
    def test_says_nothing_without_exclusions(self):
        assert criteria.exclusion(demand(), offer()) is None

    def test_fails_inside_and_holds_outside(self):
        inside = criteria.exclusion(demand(), offer(exclusions=(BASSES_ALPES,)))
        outside = criteria.exclusion(demand(), offer(exclusions=(Term("departement-05", "HA"),)))

        assert inside is not None and inside.holds == Holds.FAILED
        assert inside.sentence == (
            "L’offre n’intervient pas dans un territoire où se trouve Banon "
            "(Alpes-de-Haute-Provence)."
        )
        assert outside is not None and outside.holds == Holds.HELD


class TestBeneficiary:
    def test_no_kind_named_means_all(self):
        assert criteria.beneficiary(demand(), offer()).holds == Holds.HELD

    def test_a_commune_learns_that_its_intercommunality_may_carry_the_project(self):
        found = criteria.beneficiary(demand(), offer(beneficiary_kinds=(EPCI,)))

        assert (found.holds, found.remedy) == (Holds.FAILED, Remedy.AUTHORITY)
        assert "réservée à d’autres bénéficiaires (intercommunalité)" in found.sentence
        assert found.advice == (
            "La collectivité peut y remédier si l’intercommunalité porte le projet."
        )

    def test_says_who_asks_and_lists_who_could_carry_it_without_a_second_or(self):
        kinds = (EPCI, Term("SYNDICATE", "Syndicat ou PETR"))

        found = criteria.beneficiary(demand(), offer(beneficiary_kinds=kinds))

        assert found.sentence == (
            "L’offre est réservée à d’autres bénéficiaires (intercommunalité, syndicat ou PETR) ; "
            "le demandeur est la commune de Banon."
        )
        assert found.advice == (
            "La collectivité peut y remédier si l’intercommunalité, un syndicat ou un PETR porte "
            "le projet."
        )

    def test_nobody_can_carry_it_in_place_of_the_commune(self):
        found = criteria.beneficiary(
            demand(), offer(beneficiary_kinds=(Term("REGION_COUNCIL", "Conseil régional"),))
        )

        assert (found.holds, found.remedy, found.advice) == (Holds.FAILED, Remedy.NONE, "")

    def test_holds_when_the_kind_is_named(self):
        found = criteria.beneficiary(demand(), offer(beneficiary_kinds=(COMMUNE, EPCI)))

        assert found.holds == Holds.HELD
        assert found.sentence == "L’offre s’adresse à ce type de collectivité (commune)."


class TestPopulation:
    def test_says_nothing_without_bounds(self):
        assert criteria.population(demand(), offer()) is None

    def test_unknown_population_is_to_check_and_never_a_silent_no(self):
        found = criteria.population(demand(population=None), offer(population_max=3_500))

        assert found is not None and found.holds == Holds.UNKNOWN
        assert (
            "la population de la commune de Banon n’est pas connue : à vérifier" in found.sentence
        )

    @pytest.mark.parametrize(
        ("people", "holds", "remedy"),
        [
            (999, "FAILED", "TIME"),
            (900, "FAILED", "TIME"),
            (899, "FAILED", ""),
            (1_000, "HELD", ""),
            (3_500, "HELD", ""),
            (3_501, "FAILED", "TIME"),
            (3_850, "FAILED", "TIME"),
            (3_851, "FAILED", ""),
        ],
    )
    def test_bounds_are_included_and_a_tenth_is_near(self, people, holds, remedy):
        found = criteria.population(
            demand(population=people), offer(population_min=1_000, population_max=3_500)
        )

        assert found is not None
        assert (found.holds, found.remedy) == (holds, remedy)

    def test_gives_both_numbers(self):
        found = criteria.population(demand(population=12_000), offer(population_max=3_500))

        assert found is not None
        assert found.sentence == (
            "L’offre vise les collectivités d’au plus 3\u202f500\u00a0habitants ; la commune de "
            "Banon a 12\u202f000\u00a0habitants."
        )


class TestProgramme:
    def test_holds_for_a_beneficiary(self):
        found = criteria.programme(demand(), offer(programmes=(PVD, ACV)))

        assert found is not None
        assert (found.holds, found.is_specific) == (Holds.HELD, True)
        assert "Petites villes de demain" in found.sentence

    def test_fails_otherwise_and_says_whom_to_ask(self):
        found = criteria.programme(demand(programmes=()), offer(programmes=(PVD,)))

        assert found is not None
        assert (found.holds, found.remedy) == (Holds.FAILED, Remedy.AUTHORITY)
        assert "guichet" in found.advice


class TestThemeTypeAndPhase:
    def test_a_generalist_offer_takes_any_theme_without_aiming_at_it(self):
        found = criteria.theme(demand(), offer())

        assert (found.holds, found.is_specific) == (Holds.HELD, False)

    def test_another_theme_closes_the_door(self):
        found = criteria.theme(demand(), offer(themes=(WATER,)))

        assert (found.holds, found.remedy) == (Holds.FAILED, Remedy.NONE)
        assert "Eau et assainissement" in found.sentence and HOUSING.label in found.sentence

    def test_the_themes_of_an_offer_are_all_its_own(self):
        road = Term("VOIRIE", "Voirie")

        found = criteria.theme(demand(), offer(themes=(WATER, road)))

        assert found.sentence.startswith(
            "L’offre porte sur «\u00a0Eau et assainissement\u00a0» et "
        )

    def test_partial_cover_says_what_is_missing(self):
        asked = demand(engineering_types=(TECHNICAL, FINANCIAL))

        found = criteria.engineering(asked, offer(engineering_types=(TECHNICAL,)))

        assert found.sentence == (
            "L’offre apporte l’ingénierie technique attendue, mais pas l’ingénierie financière."
        )

    def test_types_are_listed_as_they_are_said(self):
        legal = Term("LEGAL", "Juridique et administrative")

        two = criteria.engineering(
            demand(engineering_types=(legal,)), offer(engineering_types=(STRATEGIC, TECHNICAL))
        )
        held = criteria.engineering(
            demand(engineering_types=(TECHNICAL, legal)),
            offer(engineering_types=(TECHNICAL, legal)),
        )

        assert two.sentence == (
            "L’offre apporte une ingénierie stratégique et technique ; la demande attend une "
            "ingénierie juridique et administrative."
        )
        # « et » is inside a label already: commas only.
        assert held.sentence == (
            "L’offre apporte l’ingénierie attendue : technique, juridique et administrative."
        )

    def test_another_engineering_can_be_made_precise(self):
        found = criteria.engineering(demand(), offer(engineering_types=(STRATEGIC,)))

        assert (found.holds, found.remedy) == (Holds.FAILED, Remedy.AUTHORITY)
        assert (
            "ingénierie stratégique ; la demande attend une ingénierie technique" in found.sentence
        )

    def test_unknown_engineering_is_to_check(self):
        found = criteria.engineering(
            demand(engineering_types=()), offer(engineering_types=(STRATEGIC,))
        )

        assert found.holds == Holds.UNKNOWN

    def test_a_phase_to_come_can_be_waited_for_and_a_phase_gone_cannot(self):
        to_come = criteria.phase(demand(), offer(phases=(DESIGN, USE)))
        gone = criteria.phase(demand(), offer(phases=(DESIGN,)))

        assert (to_come.holds, to_come.remedy) == (Holds.FAILED, Remedy.AUTHORITY)
        assert (gone.holds, gone.remedy) == (Holds.FAILED, Remedy.NONE)


class TestValidity:
    @pytest.mark.parametrize(
        ("opens", "closes", "holds", "remedy"),
        [
            (date(2026, 3, 10), date(2026, 3, 10), "HELD", ""),
            (date(2026, 3, 11), None, "FAILED", "TIME"),
            (None, date(2026, 3, 9), "FAILED", ""),
        ],
    )
    def test_both_days_are_included(self, opens, closes, holds, remedy):
        found = criteria.validity(demand(), offer(valid_from=opens, valid_to=closes))

        assert found is not None
        assert (found.holds, found.remedy) == (holds, remedy)

    @pytest.mark.parametrize(
        ("opens", "closes", "sentence"),
        [
            (None, date(2026, 12, 31), "L’offre est ouverte jusqu’au 31 décembre 2026."),
            (date(2026, 1, 1), None, "L’offre est ouverte depuis le 1er janvier 2026."),
            (date(2026, 1, 1), date(2026, 12, 31),
             "L’offre est ouverte du 1er janvier 2026 au 31 décembre 2026."),
        ],
    )  # fmt: skip
    def test_says_since_when_and_until_when(self, opens, closes, sentence):
        found = criteria.validity(demand(), offer(valid_from=opens, valid_to=closes))

        assert found is not None and found.sentence == sentence


class TestCapacity:
    def test_says_that_the_places_are_taken_as_far_as_the_desk_knows(self):
        found = criteria.capacity(demand(), offer(yearly_capacity=1, used_this_year=1))

        assert found is not None and found.remedy == Remedy.TIME
        assert found.sentence == (
            "L’offre prend 1\u00a0dossier par an : d’après ce que sait le guichet, il ne reste "
            "plus de place en 2026."
        )


class TestAnctPrice:
    @pytest.mark.parametrize(
        ("kind", "people", "words"),
        [
            (COMMUNE, 3_499, "Gratuit"),
            (COMMUNE, 3_500, "Coût partagé"),
            (EPCI, 14_999, "Gratuit"),
            (EPCI, 15_000, "Coût partagé"),
            (COMMUNE, None, "à vérifier"),
            (Term("SYNDICATE", "Syndicat"), 10_000, "à voir avec elle"),
        ],
    )
    def test_tells_the_price_without_excluding(self, kind, people, words):
        found = criteria.anct_price(
            demand(beneficiary=kind, population=people), offer(level="ANCT")
        )

        assert found is not None
        assert found.holds == Holds.INFORMS
        assert words in found.sentence
        assert found.basis == "Conseil d’administration de l’ANCT, 10 mars 2021"

    def test_says_nothing_before_the_board_decided(self):
        early = demand(rules=rules_in_force(date(2021, 3, 9)))

        assert criteria.anct_price(early, offer(level="ANCT")) is None

    def test_says_nothing_of_the_other_levels(self):
        assert criteria.anct_price(demand(), offer(level="NATIONAL")) is None
