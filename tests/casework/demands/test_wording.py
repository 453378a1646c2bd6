"""From what a person types to what PostgreSQL compares. No database."""

import csv
import re

from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.demands.wording import (
    EMPTY_WORDS,
    MOST_TERMS,
    SYNONYMS,
    Term,
    packaged_synonyms,
    read_synonyms,
    terms_of,
)
from guichet.foundations.toolkit.text import search_key

TABLE = read_synonyms(["école;groupe scolaire", "eau potable;AEP;captage"])


def test_the_longest_expression_of_the_table_is_one_term() -> None:
    terms = terms_of("le groupe scolaire et l’AEP de Banon", TABLE)

    assert terms == (
        Term(("groupe", "scolaire"), (("ecole",),)),
        Term(("aep",), (("captage",), ("eau", "potable"))),
        Term(("banon",)),
    )
    assert [term.query for term in terms] == [
        "(groupe & scolaire) | ecole",
        "aep | captage | (eau & potable)",
        "banon",
    ]


def test_a_plural_has_the_synonyms_of_its_singular() -> None:
    for singular, plural in (("école", "écoles"), ("groupe scolaire", "groupes scolaires")):
        (one,), (many,) = terms_of(singular, TABLE), terms_of(plural, TABLE)
        assert one.others == many.others != ()


def test_only_empty_words_are_kept_as_they_are() -> None:
    assert terms_of("la le", TABLE) == (Term(("la",)), Term(("le",)))
    assert terms_of("« ! »", TABLE) == ()


@given(st.text(max_size=200))
def test_nothing_typed_becomes_an_operator(text: str) -> None:
    """The raw query language has operators: only our own may be in it."""
    terms = terms_of(text, packaged_synonyms())

    assert len(terms) <= MOST_TERMS
    for term in terms:
        assert re.fullmatch(r"[a-z0-9]+|[a-z0-9]+( (\| |& )\(?[a-z0-9]+\)?)*|\(.*\)", term.query)
        assert re.sub(r"[a-z0-9() &|]", "", term.query) == ""


@given(st.lists(st.sampled_from(["ecole", "groupe", "scolaire", "aep", "eau", "potable", "x1"])))
def test_no_word_is_lost(words: list[str]) -> None:
    """Against the obvious: every word typed is in some term, and no other is."""
    terms = terms_of(" ".join(words[:MOST_TERMS]), TABLE)

    typed = {word for word in words[:MOST_TERMS] if word not in EMPTY_WORDS}
    assert {word for term in terms for word in term.words} == typed


def test_the_packaged_table_is_well_made() -> None:
    """Each line says at least two things, and says each once."""
    with SYNONYMS.open(encoding="utf-8", newline="") as stream:
        for cells in csv.reader(stream, delimiter=";"):
            keys = [search_key(cell) for cell in cells]
            assert len(keys) == len(set(keys)) >= 2, cells
            assert all(keys)
