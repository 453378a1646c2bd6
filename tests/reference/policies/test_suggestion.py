"""Themes suggested from a text, against a slow reading of the same words."""

from hypothesis import given
from hypothesis import strategies as st

from guichet.foundations.toolkit.french import stems
from guichet.reference.policies.suggestion import suggest
from guichet.reference.policies.taxonomy import read_lexicon, read_themes

WORDS = ["école", "logements", "toiture", "pont", "vélos", "eaux", "friche", "xyz", "de", "médecin"]


def test_the_words_that_speak_are_told() -> None:
    found = suggest("Rénover l’ancienne école en logements : la toiture fuit.", read_lexicon())

    told = {one.code: one.words for one in found}
    assert told["EDUCATION"] == ("école",)
    assert told["HABITAT"] == ("logements",)
    assert told["ENERGIE"] == ("toiture",)


def test_of_equals_the_order_of_the_taxonomy() -> None:
    codes = [theme.code for theme in read_themes()]

    found = [one.code for one in suggest("école logements toiture", read_lexicon())]

    assert found == sorted(found, key=codes.index)


def test_more_words_come_first() -> None:
    found = suggest("Un vélo et une navette vers la gare, près de l’école", read_lexicon())

    assert found[0].code == "MOBILITES"
    assert found[0].words == ("vélo", "navette", "gare")


def test_a_text_that_says_nothing_suggests_nothing() -> None:
    assert suggest("", read_lexicon()) == ()
    assert suggest("Nous souhaitons de l’aide pour un projet.", read_lexicon()) == ()


def test_every_theme_can_be_suggested_by_its_own_label() -> None:
    for theme in read_themes():
        assert theme.code in {one.code for one in suggest(theme.label, read_lexicon())}


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_agrees_with_the_slow_reading(text: str) -> None:
    lexicon = read_lexicon()
    expected = []
    for code, speaking in lexicon.items():
        said = 0
        for key in stems(text):
            if key in speaking:
                said += 1
        if said:
            expected.append((said, code))
    best = []
    while expected and len(best) < 3:
        most = max(said for said, _ in expected)
        chosen = next(row for row in expected if row[0] == most)
        expected.remove(chosen)
        best.append(chosen[1])

    assert [one.code for one in suggest(text, lexicon)] == best
