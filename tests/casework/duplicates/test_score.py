"""The score against a slow, obvious reading of the same rules."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.duplicates.score import Summary, compare
from guichet.foundations.toolkit.french import STOP_WORDS, stem, stems
from guichet.foundations.toolkit.text import search_key

DAY = date(2026, 3, 10)
SCHOOL = Summary(
    commune="commune-04018", epci="epci-1", theme="HABITAT",
    title="Rénover l’ancienne école en logements",
    description="L’école est vide depuis 2019 et le toit fuit.",
    on=DAY, commune_label="Banon", epci_label="CC du Pays", theme_label="Habitat",
)  # fmt: skip

VOCABULARY = [
    "école",
    "écoles",
    "rénovation",
    "rénover",
    "toit",
    "pont",
    "de",
    "la",
    "2019",
    "Œuvre",
]
texts = st.lists(st.sampled_from(VOCABULARY), max_size=8).map(" ".join)
summaries = st.builds(
    Summary,
    commune=st.sampled_from(["", "c1", "c2"]),
    epci=st.sampled_from(["", "e1", "e2"]),
    theme=st.sampled_from(["", "EAU", "VOIRIE"]),
    title=texts,
    description=texts,
    on=st.integers(-800, 800).map(lambda days: DAY + timedelta(days=days)),
    commune_label=st.just("Banon"),
    epci_label=st.just("CC"),
    theme_label=st.just("Eau"),
)


def slow(one: Summary, other: Summary) -> int:
    """Rule by rule, word by word, day by day; nothing shared with the product but the stemmer."""
    points = 0
    if one.commune != "" and one.commune == other.commune:
        points += 25
    elif one.commune != "" and other.commune != "" and one.epci != "" and one.epci == other.epci:
        points += 12
    if one.theme == "" or other.theme == "":
        points += 5
    elif one.theme == other.theme:
        points += 15
    points += slow_words(one.title, other.title, 30)
    points += slow_words(one.description, other.description, 20)
    day, last, lost = min(one.on, other.on), max(one.on, other.on), 0
    passed = 0
    while day < last:
        day += timedelta(days=1)
        passed += 1
    while lost * 365 < passed * 10:
        lost += 1
    return points + max(0, 10 - lost)


def slow_words(one: str, other: str, most: int) -> int:
    mine, theirs = slow_stems(one), slow_stems(other)
    met = 0
    for word in mine:
        for twin in theirs:
            if word == twin:
                met += 2
    total = len(mine) + len(theirs)
    best = 0
    for points in range(most + 1):
        if total and points * total <= most * met:
            best = points
    return best


def slow_stems(text: str) -> list[str]:
    found: list[str] = []
    for word in search_key(text).split(" "):
        if len(word) <= 2 or word.isdigit() or word in STOP_WORDS or stem(word) in found:
            continue
        found.append(stem(word))
    return found


def all_known(one: Summary) -> bool:
    return bool(one.commune and one.theme and stems(one.title) and stems(one.description))


def what_counts(one: Summary) -> tuple[object, ...]:
    return (one.commune, one.theme, set(stems(one.title)), set(stems(one.description)), one.on)


@given(summaries, summaries)
def test_agrees_with_the_slow_reading(one: Summary, other: Summary) -> None:
    assert compare(one, other).score == slow(one, other)


@given(summaries, summaries)
def test_is_the_same_both_ways(one: Summary, other: Summary) -> None:
    assert compare(one, other) == compare(other, one)
    assert 0 <= compare(one, other).score <= 100


@given(summaries, summaries)
def test_a_hundred_means_the_same(one: Summary, other: Summary) -> None:
    same = what_counts(one) == what_counts(other) and all_known(one)
    assert (compare(one, other).score == 100) is same


@given(summaries)
def test_what_is_wholly_known_is_like_itself(one: Summary) -> None:
    assert (compare(one, one).score == 100) is all_known(one)


def test_says_why() -> None:
    later = replace(
        SCHOOL, title="Logements dans les écoles anciennes", on=DAY + timedelta(days=12)
    )

    found = compare(SCHOOL, later)

    assert found.reasons == (
        "Même commune : Banon.",
        "Même thème : Habitat.",
        "Dans les deux intitulés : « ancienne », « école », « logements ».",
        "Dans les deux textes : « école », « fuit », « toit », « vide ».",
        "Déposées à 12\u00a0jours d’intervalle.",
    )
    assert found.is_worth_showing


def test_a_neighbour_is_told_by_its_intercommunality() -> None:
    there = replace(SCHOOL, commune="commune-04999", commune_label="Simiane")

    assert (
        "Communes voisines : Banon et Simiane sont dans la même intercommunalité, CC du Pays."
        in compare(SCHOOL, there).reasons
    )


def test_place_theme_and_day_alone_are_not_worth_showing() -> None:
    bridge = replace(SCHOOL, title="Réparer le pont du Largue", description="Une pile cède.")

    assert not compare(SCHOOL, bridge).is_worth_showing


@pytest.mark.parametrize(
    "family",
    [
        ("rénovation", "rénover", "rénovations"),
        ("école", "écoles"),
        ("logement", "logements"),
        ("eau", "eaux"),
        ("local", "locaux"),
        ("rue", "rues"),
        ("aménagement", "aménager", "aménagements"),
    ],
)
def test_words_of_one_family_share_a_stem(family: tuple[str, ...]) -> None:
    assert len({stem(search_key(word)) for word in family}) == 1


@pytest.mark.parametrize("pair", [("pont", "ponton"), ("eau", "seau"), ("rue", "ruine")])
def test_strangers_do_not(pair: tuple[str, str]) -> None:
    assert stem(pair[0]) != stem(pair[1])


def test_a_french_sentence_is_reduced_to_what_it_is_about() -> None:
    assert stems("La commune souhaite être aidée pour rénover l’école en 2026.") == {
        "aide": "aidée", "renov": "rénover", "ecol": "école",
    }  # fmt: skip
