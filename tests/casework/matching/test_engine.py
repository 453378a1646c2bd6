"""The engine against a slow oracle written another way, and the promises it keeps on any input."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guichet.casework.matching import choices, engine
from guichet.casework.matching.criteria import PHASES, DemandProfile, Holds, OfferProfile, Term
from guichet.casework.matching.engine import LEVELS, VERDICTS, examine, rank
from guichet.casework.matching.ruleset import rules_in_force
from guichet.casework.matching.thresholds import Known, Standing
from guichet.reference.offers.choices import Level, Phase

from .profiles import (
    EPCI,
    FRANCE,
    HOUSING,
    PVD,
    TECHNICAL,
    WATER,
    demand,
    offer,
)

# A loaded machine is slow, not wrong.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

PLACES = ["commune-1", "commune-2", "epci-1", "departement-04", "departement-05", "pays-FR"]
KINDS = ["COMMUNE", "EPCI", "SYNDICATE", "REGION_COUNCIL"]
CODES = ["A", "B", "C"]
TRAITS = ["MOUNTAIN", "RURAL"]
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
HEADS = st.integers(min_value=0, max_value=5_000)


def terms(codes: list[str], **limits: int) -> st.SearchStrategy[tuple[Term, ...]]:
    chosen = st.lists(st.sampled_from(codes), unique=True, **limits)
    return chosen.map(lambda found: tuple(Term(code, f"libellé {code}") for code in found))


DEMANDS = st.builds(
    DemandProfile,
    on=DAYS,
    commune=st.just(Term("commune-1", "Banon")),
    territories=st.sets(st.sampled_from(PLACES)).map(frozenset),
    beneficiary=st.sampled_from([Term(kind, kind.lower()) for kind in KINDS]),
    beneficiary_name=st.just("la commune de Banon"),
    population=st.none() | HEADS,
    programmes=terms(CODES),
    theme=st.sampled_from([Term(code, code) for code in CODES]),
    engineering_types=terms(CODES),
    phase=st.sampled_from([Term(code, code) for code in PHASES]),
    standing=st.builds(
        Standing,
        traits=st.lists(
            st.builds(Known, st.sampled_from(TRAITS), st.booleans(), st.just("liste de 2025")),
            max_size=2,
            unique_by=lambda known: known.code,
        ).map(tuple),
    ),
    rules=st.just(rules_in_force(date(2026, 6, 1))),
)
OFFERS = st.builds(
    OfferProfile,
    id=st.integers(1, 10_000),
    title=st.sampled_from(["Alpha", "Bêta", "Gamma"]),
    provider_id=st.integers(1, 5),
    provider=st.sampled_from(["IT04", "CAUE"]),
    level=st.sampled_from(LEVELS),
    perimeters=terms(PLACES),
    exclusions=terms(PLACES),
    beneficiary_kinds=terms(KINDS),
    population_min=st.none() | HEADS,
    population_max=st.none() | HEADS,
    programmes=terms(CODES),
    themes=terms(CODES),
    engineering_types=terms(CODES),
    phases=terms(list(PHASES)),
    valid_from=st.none() | DAYS,
    valid_to=st.none() | DAYS,
    members_only=st.booleans(),
    is_member=st.sampled_from([None, True, False]),
    required_traits=terms(TRAITS),
    yearly_capacity=st.none() | st.integers(0, 3),
    used_this_year=st.integers(0, 3),
)
CATALOGUES = st.lists(OFFERS, max_size=8, unique_by=lambda found: found.id)


def oracle(asked: DemandProfile, offered: OfferProfile) -> str:
    """The verdict by counting failures, each with whether it can change: shares no code."""
    failures = [*where(asked, offered), *who(asked, offered), *what(asked, offered)]
    if offered.valid_to and offered.valid_to < asked.on:
        failures.append(False)
    elif offered.valid_from and offered.valid_from > asked.on:
        failures.append(True)
    if offered.members_only and offered.is_member is False:
        failures.append(True)
    if offered.yearly_capacity is not None and offered.used_this_year >= offered.yearly_capacity:
        failures.append(True)
    if not failures:
        return "ELIGIBLE"
    return "NEARLY" if failures == [True] else "EXCLUDED"


def where(asked: DemandProfile, offered: OfferProfile) -> Iterator[bool]:
    if offered.perimeters and not codes(offered.perimeters) & asked.territories:
        yield False
    if codes(offered.exclusions) & asked.territories:
        yield False
    denied = {known.code for known in asked.standing.traits if not known.holds}
    if denied & codes(offered.required_traits):
        yield False


def who(asked: DemandProfile, offered: OfferProfile) -> Iterator[bool]:
    kinds = codes(offered.beneficiary_kinds)
    carriers = {"COMMUNE", "EPCI", "SYNDICATE"}
    if kinds and asked.beneficiary.code not in kinds:
        yield asked.beneficiary.code in carriers and bool(kinds & carriers)
    if asked.population is not None:
        low, high = offered.population_min or 0, offered.population_max
        short = max(low - asked.population, 0)
        over = max(asked.population - high, 0) if high is not None else 0
        if short or over:
            yield short * 10 <= low and over * 10 <= (high or 0)
    if offered.programmes and not codes(offered.programmes) & codes(asked.programmes):
        yield True


def what(asked: DemandProfile, offered: OfferProfile) -> Iterator[bool]:
    if offered.themes and asked.theme.code not in codes(offered.themes):
        yield False
    wanted, given = codes(asked.engineering_types), codes(offered.engineering_types)
    if wanted and given and not wanted & given:
        yield True
    steps = [["DESIGN", "DELIVERY", "USE"].index(code) for code in codes(offered.phases)]
    now = ["DESIGN", "DELIVERY", "USE"].index(asked.phase.code)
    if steps and now not in steps:
        yield any(step > now for step in steps)


def codes(found: tuple[Term, ...]) -> set[str]:
    return {term.code for term in found}


def hardened(draw: st.DrawFn, found: OfferProfile) -> OfferProfile:
    """The same offer with one more demand on its beneficiaries."""
    field = draw(
        st.sampled_from(
            [
                "perimeters", "exclusions", "beneficiary_kinds", "population_min", "population_max",
                "programmes", "themes", "engineering_types", "phases", "valid_from", "valid_to",
                "members_only", "required_traits", "yearly_capacity",
            ]
        )
    )  # fmt: skip
    now = getattr(found, field)
    if field == "exclusions":
        more = draw(st.sampled_from(PLACES))
        return replace(found, exclusions=(*now, Term(more, more)))
    if field == "members_only":
        return replace(found, members_only=True)
    if field == "required_traits":
        more = draw(st.sampled_from(TRAITS))
        return replace(found, required_traits=(*now, Term(more, more)))
    if field == "yearly_capacity":
        places = draw(st.integers(0, 3))
        return replace(found, yearly_capacity=places if now is None else min(now, places))
    if field in {"population_min", "valid_from"}:
        bound = draw(HEADS if field == "population_min" else DAYS)
        return replace(found, **{field: bound if now is None else max(now, bound)})
    if field in {"population_max", "valid_to"}:
        bound = draw(HEADS if field == "population_max" else DAYS)
        return replace(found, **{field: bound if now is None else min(now, bound)})
    universe = {"perimeters": PLACES, "beneficiary_kinds": KINDS, "phases": list(PHASES)}
    pool = [term.code for term in now] or universe.get(field, CODES)
    return replace(found, **{field: draw(terms(pool, min_size=1))})


class TestVerdict:
    @steady
    @given(DEMANDS, OFFERS)
    def test_agrees_with_the_slow_oracle(self, asked, offered):
        assert examine(asked, offered).verdict == oracle(asked, offered)

    @steady
    @given(st.data(), DEMANDS, OFFERS)
    def test_a_stricter_offer_never_gains_a_beneficiary(self, data, asked, offered):
        harder = hardened(data.draw, offered)

        before, after = examine(asked, offered).verdict, examine(asked, harder).verdict

        assert VERDICTS.index(after) >= VERDICTS.index(before)

    @steady
    @given(DEMANDS, OFFERS)
    def test_every_verdict_is_told(self, asked, offered):
        match = examine(asked, offered)

        assert all(finding.sentence.endswith(".") for finding in match.findings)
        assert all(finding.basis for finding in match.findings)
        if match.verdict == "NEARLY":
            [failed] = [found for found in match.findings if found.holds == Holds.FAILED]
            assert failed.advice

    @steady
    @given(DEMANDS, OFFERS)
    def test_an_unknown_population_never_excludes(self, asked, offered):
        unknown = replace(asked, population=None)
        unbounded = replace(offered, population_min=None, population_max=None)

        assert examine(unknown, offered).verdict == examine(unknown, unbounded).verdict

    def test_two_failures_that_could_change_exclude(self):
        far = offer(beneficiary_kinds=(EPCI,), programmes=(Term("ACV", "ACV"),))

        assert examine(demand(), far).verdict == "EXCLUDED"


class TestRank:
    @steady
    @given(DEMANDS, CATALOGUES, st.randoms(use_true_random=False))
    def test_the_order_of_the_catalogue_does_not_count(self, asked, catalogue, chance):
        shuffled = list(catalogue)
        chance.shuffle(shuffled)

        assert rank(asked, catalogue) == rank(asked, shuffled)

    @steady
    @given(DEMANDS, CATALOGUES)
    def test_the_same_input_gives_the_same_answer(self, asked, catalogue):
        assert rank(asked, catalogue) == rank(asked, tuple(catalogue))

    @steady
    @given(DEMANDS, CATALOGUES, OFFERS)
    def test_adding_a_local_offer_never_puts_a_national_one_before_it(self, asked, others, near):
        local = replace(near, id=20_000, level="LOCAL")

        ranked = rank(asked, [*others, local])

        place = [match.offer.id for match in ranked].index(20_000)
        verdict = ranked[place].verdict
        before = [match for match in ranked[:place] if match.verdict == verdict]
        assert {match.offer.level for match in before} <= {"LOCAL"}

    @steady
    @given(DEMANDS, CATALOGUES, OFFERS)
    def test_adding_an_offer_does_not_reorder_the_others(self, asked, others, more):
        without = [match.offer for match in rank(asked, others)]
        added = replace(more, id=20_000)

        after = [match.offer for match in rank(asked, [*others, added])]

        assert [found for found in after if found.id != 20_000] == without

    def test_nearest_level_first_then_the_best_aimed_then_the_alphabet(self):
        catalogue = [
            offer(id=1, title="B", level="NATIONAL", themes=(HOUSING,), perimeters=(FRANCE,)),
            offer(id=2, title="Z", engineering_types=(TECHNICAL,), themes=(HOUSING,)),
            offer(id=3, title="C"),
            offer(id=4, title="A"),
            offer(id=5, title="A", level="LOCAL", programmes=(PVD,), themes=(WATER,)),
        ]

        assert [match.offer.id for match in rank(demand(), catalogue)] == [2, 4, 3, 1, 5]


class TestWords:
    """The engine knows no Django: its codes are written twice, and compared here."""

    def test_levels_are_those_of_the_offers(self):
        assert list(LEVELS) == Level.values

    def test_phases_are_those_of_the_offers(self):
        assert list(PHASES) == Phase.values

    def test_verdicts_are_those_that_are_stored(self):
        assert [str(verdict) for verdict in engine.VERDICTS] == choices.Verdict.values

    @pytest.mark.parametrize("criterion", engine.CRITERIA)
    def test_each_criterion_states_its_own_name(self, criterion):
        full = offer(
            level="ANCT", exclusions=(EPCI,), population_max=1, programmes=(PVD,),
            valid_to=date(2030, 1, 1), members_only=True, yearly_capacity=2, own_share=20,
            required_traits=(Term("MOUNTAIN", "En zone de montagne"), Term("ASSISTED", "Aidée")),
        )  # fmt: skip

        assert criterion(demand(), full).criterion == criterion.__name__
