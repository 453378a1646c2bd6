"""White zones, on paper first, then against a reader who looks at every offer of every commune."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.reporting.dashboards.coverage import ANY, Ground, State, grouped, zones_of

BANON = Ground("banon", "Banon", frozenset({"banon", "cc", "04", "fr"}), "cc", "CC du Pays")
ORAISON = Ground("oraison", "Oraison", frozenset({"oraison", "04", "fr"}))
LABELS = {"EAU": "Eau", "VOIRIE": "Voirie"}


def state_of(supply, demands, *, excluded=None, theme=ANY):
    [zone] = zones_of([BANON], supply, excluded or {}, demands, theme=theme)
    return zone.state, zone.sentence(LABELS)


@pytest.mark.parametrize(
    ("supply", "demands", "state", "sentence"),
    [
        ({}, {}, State.BARE, "Aucune offre, aucune demande."),
        ({("04", "EAU"): frozenset({1})}, {}, State.DORMANT, "1\u00a0offre, aucune demande."),
        ({("04", "EAU"): frozenset({1})}, {("banon", "EAU"): 2}, State.SERVED,
         "2\u00a0demandes ; 1\u00a0offre ici, au moins une pour chacune."),
        ({("04", "EAU"): frozenset({1})}, {("banon", "VOIRIE"): 2}, State.WHITE,
         "Aucune offre pour : Voirie (2\u00a0demandes)."),
        # A generalist offer takes any theme.
        ({("fr", ANY): frozenset({1})}, {("banon", "VOIRIE"): 1}, State.SERVED,
         "1\u00a0demande ; 1\u00a0offre ici, au moins une pour chacune."),
        # A demand that nobody has qualified is served by whatever is there.
        ({("cc", "EAU"): frozenset({1})}, {("banon", ANY): 1}, State.SERVED,
         "1\u00a0demande ; 1\u00a0offre ici, au moins une pour chacune."),
        ({}, {("banon", ANY): 1}, State.WHITE, "Aucune offre pour : sans thème (1\u00a0demande)."),
    ],
)  # fmt: skip
def test_the_state_of_a_commune_and_why(supply, demands, state, sentence):
    assert state_of(supply, demands) == (state, sentence)


def test_an_exclusion_takes_the_commune_out_of_the_perimeter():
    supply = {("04", "EAU"): frozenset({1})}

    found = state_of(supply, {("banon", "EAU"): 1}, excluded={"cc": frozenset({1})})

    assert found[0] == State.WHITE


def test_a_theme_alone_is_looked_at():
    supply = {("04", "EAU"): frozenset({1})}
    demands = {("banon", "EAU"): 1, ("banon", "VOIRIE"): 1}

    assert state_of(supply, demands, theme="EAU")[0] == State.SERVED
    assert state_of(supply, demands, theme="VOIRIE")[0] == State.WHITE


def test_groups_count_each_state_and_the_worst_comes_first():
    zones = zones_of([ORAISON, BANON], {}, {}, {("banon", "EAU"): 1})

    first, second = grouped(zones)

    assert (first.name, first.counts, first.asked) == ("CC du Pays", [1, 0, 0, 0], 1)
    assert (second.name, second.counts) == ("Hors intercommunalité", [0, 0, 0, 1])


places = st.sampled_from(["banon", "oraison", "cc", "04", "fr"])
themes = st.sampled_from([ANY, "EAU", "VOIRIE"])
offers = st.lists(
    st.tuples(
        st.frozensets(places, min_size=1, max_size=3),
        st.frozensets(places, max_size=1),
        st.frozensets(st.sampled_from(["EAU", "VOIRIE"])),
    ),
    max_size=5,
)
wanted = st.dictionaries(
    st.tuples(st.sampled_from(["banon", "oraison"]), themes), st.integers(1, 3), max_size=4
)


@given(made=offers, demands=wanted)
def test_as_a_slow_reader_would_see_it(made, demands):
    supply: dict[tuple[str, str], frozenset[int]] = {}
    excluded: dict[str, frozenset[int]] = {}
    for number, (inside, outside, named) in enumerate(made):
        for place in inside:
            for theme in named or {ANY}:
                known = supply.get((place, theme), frozenset())
                supply[place, theme] = known | {number}
        for place in outside:
            excluded[place] = excluded.get(place, frozenset()) | {number}

    for zone in zones_of([BANON, ORAISON], supply, excluded, demands):
        ground = zone.ground
        reaching = [
            named
            for inside, outside, named in made
            if inside & ground.within and not outside & ground.within
        ]
        unmet = {
            theme
            for commune, theme in demands
            if commune == ground.key
            if not any(not named or theme == ANY or theme in named for named in reaching)
        }
        assert {theme for theme, _ in zone.unmet} == unmet
        assert zone.asked == sum(n for (key, _), n in demands.items() if key == ground.key)
