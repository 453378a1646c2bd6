from datetime import date

import pytest

from guichet.reference.directory.naming import Named, ancestry, succession

CGET = Named("Commissariat général à l’égalité des territoires", "CGET")
ANCT = Named("Agence nationale de la cohésion des territoires", "ANCT")
EPARECA = Named("Établissement public national d’aménagement", "EPARECA")
NUMERIQUE = Named("Agence du numérique")
NEW_YEAR = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("named", "spoken", "of_spoken"),
    [
        (CGET, "le CGET", "du CGET"),
        (ANCT, "l’ANCT", "de l’ANCT"),
        (NUMERIQUE, "l’Agence du numérique", "de l’Agence du numérique"),
        (Named("Caisse des dépôts et consignations", "CDC"), "la CDC", "de la CDC"),
        (Named("Sous-préfecture de Forcalquier"), "la Sous-préfecture de Forcalquier", None),
        (Named("Atout France"), "Atout France", "d’Atout France"),
        (Named("Syndicat mixte du Verdon"), "le Syndicat mixte du Verdon", None),
    ],
)
def test_the_article_follows_the_first_word_and_the_first_letter(named, spoken, of_spoken):
    assert named.spoken == spoken
    if of_spoken:
        assert named.of_spoken == of_spoken


def test_a_merger_is_told():
    assert succession(CGET, [ANCT], "MERGER", NEW_YEAR) == (
        "Le CGET a été absorbé par l’ANCT le 1er janvier 2020."
    )


def test_the_participle_agrees():
    assert succession(NUMERIQUE, [ANCT], "MERGER", NEW_YEAR) == (
        "L’Agence du numérique a été absorbée par l’ANCT le 1er janvier 2020."
    )


def test_a_renaming_and_a_split_are_told():
    assert succession(ANCT, [CGET], "RENAMING", NEW_YEAR) == (
        "L’ANCT est devenue le CGET le 1er janvier 2020."
    )
    assert succession(CGET, [ANCT, EPARECA], "SPLIT", NEW_YEAR) == (
        "Le CGET a été scindé entre l’ANCT et l’EPARECA le 1er janvier 2020."
    )


def test_the_heir_tells_where_it_comes_from():
    assert ancestry(ANCT, [CGET, EPARECA, NUMERIQUE], "MERGER", NEW_YEAR) == (
        "L’ANCT a pris la suite du CGET, de l’EPARECA et de l’Agence du numérique "
        "le 1er janvier 2020."
    )


@pytest.mark.parametrize(
    ("name", "acronym", "words"),
    [
        (
            "Direction départementale des territoires",
            "",
            "La direction départementale des territoires",
        ),
        ("Commune de Banon", "", "La commune de Banon"),
        ("Syndicat d’énergie", "", "Le syndicat d’énergie"),
        ("Agence de l’eau", "", "L’Agence de l’eau"),
        ("Conseil d’architecture", "CAUE 04", "Le CAUE 04"),
        ("Ingénierie et territoires 04", "", "Ingénierie et territoires 04"),
        ("Atout France", "", "Atout France"),
    ],
)
def test_a_name_opens_a_sentence_with_its_article(name: str, acronym: str, words: str) -> None:
    assert Named(name, acronym).at_head == words
