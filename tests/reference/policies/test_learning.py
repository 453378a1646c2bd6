"""Labels learned from titles, against a slow reading of the same law of Bayes."""

import csv
import gzip
from math import isclose, log
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet.reference.policies.learning import (
    SMOOTHING,
    WEIGHT_OF_FREQUENCY,
    Lessons,
    classify,
    clues_of,
    learn,
)
from guichet.reference.policies.measurement import is_judge, measure, score, trials
from guichet.reference.policies.suggestion import suggest
from guichet.reference.policies.taxonomy import read_lexicon

TITLES = [
    ("Réfection de la toiture de l’école", "EDUCATION"),
    ("École : nouvelle cantine", "EDUCATION"),
    ("Réseau d’eau potable du hameau", "EAU"),
    ("Captage d’eau potable", "EAU"),
    ("Pont sur la rivière", "VOIRIE"),
]
LABELLED = (
    Path(__file__).resolve().parents[4] / "shared/data/labellises/themes_dotations_2018_2019.csv.gz"
)


def test_a_text_is_read_as_its_stems_and_the_pairs_that_follow() -> None:
    assert clues_of("L’eau potable du hameau") == {
        "eau": "eau", "potabl": "potable", "hameau": "hameau",
        "eau potabl": "eau potable", "potabl hameau": "potable hameau",
    }  # fmt: skip


def test_the_words_that_decided_are_told() -> None:
    best = classify("Travaux d’eau potable à l’école", learn(TITLES))[0]

    assert best.label == "EAU"
    assert set(best.words) == {"eau", "potable", "eau potable"}


def test_nothing_is_learned_from_nothing() -> None:
    assert classify("école", learn([])) == ()


words = st.sampled_from(["école", "toiture", "eau", "pont", "rivière", "potable"])
texts = st.lists(words, min_size=1, max_size=4).map(" ".join)
labelled = st.lists(st.tuples(texts, st.sampled_from(["A", "B", "C"])), min_size=1, max_size=8)


@settings(deadline=None)
@given(taught=labelled, text=texts)
def test_agrees_with_the_slow_reading(taught: list[tuple[str, str]], text: str) -> None:
    labels = sorted({label for _, label in taught})
    vocabulary = {clue for said, _ in taught for clue in clues_of(said)}
    expected = {}
    for label in labels:
        own = [said for said, name in taught if name == label]
        every = [clue for said in own for clue in clues_of(said)]
        total = WEIGHT_OF_FREQUENCY * log((len(own) + 1) / (len(taught) + len(labels)))
        for clue in clues_of(text):
            if clue in vocabulary:
                share = every.count(clue) + SMOOTHING
                total += log(share / (len(every) + SMOOTHING * len(vocabulary)))
        expected[label] = total

    found = classify(text, learn(taught))

    assert {guess.label for guess in found} == set(labels)
    assert all(isclose(guess.score, expected[guess.label]) for guess in found)
    assert [guess.score for guess in found] == sorted(expected.values(), reverse=True) or all(
        isclose(a.score, b, abs_tol=1e-9)
        for a, b in zip(found, sorted(expected.values(), reverse=True), strict=True)
    )


# The first example pays for what the others find warm.
@settings(deadline=None)
@given(taught=labelled, text=texts, seed=st.randoms())
def test_the_order_of_the_lessons_changes_nothing(taught, text, seed) -> None:
    shuffled = list(taught)
    seed.shuffle(shuffled)

    first, second = classify(text, learn(taught)), classify(text, learn(shuffled))

    assert [guess.label for guess in first] == [guess.label for guess in second]


class TestSuggestWithAHistory:
    def test_without_a_lesson_the_lists_speak_alone(self) -> None:
        empty = Lessons({}, {})

        for text in ("toiture de l’école", "", "un pont"):
            assert suggest(text, read_lexicon(), empty) == suggest(text, read_lexicon())

    def test_the_department_teaches_its_own_words(self) -> None:
        history = learn([("Réfection du boulodrome", "TOURISME")] * 3)

        [first, *_] = suggest("Le boulodrome", read_lexicon(), history)

        assert (first.code, first.words) == ("TOURISME", ("boulodrome",))
        assert suggest("Le boulodrome", read_lexicon()) == ()

    def test_the_lists_still_speak_of_what_was_never_met(self) -> None:
        history = learn([("Réfection du boulodrome", "TOURISME")] * 3)

        codes = [one.code for one in suggest("Une crèche", read_lexicon(), history)]

        assert codes[0] == "EDUCATION"

    def test_a_text_that_says_nothing_suggests_nothing(self) -> None:
        history = learn(TITLES)

        assert suggest("Nous souhaitons de l’aide", read_lexicon(), history) == ()


class TestMeasure:
    def test_the_right_label_among_the_first_three_is_right(self) -> None:
        answers = [("A", ["A", "B"]), ("B", ["A", "B"]), ("C", ["A", "B"])]

        first, three = (score("x", answers, ["A", "B", "C"], depth) for depth in (1, 3))

        assert first.accuracy == pytest.approx(1 / 3)
        # A: one right, taken twice by mistake; B and C: never found.
        assert first.macro_f1 == pytest.approx((2 / (2 + 2)) / 3)
        assert three.accuracy == pytest.approx(2 / 3)
        assert three.macro_f1 == pytest.approx((2 / 3 + 1 + 0) / 3)

    def test_a_territory_teaches_or_judges_never_both(self) -> None:
        rows = [(f"texte {n}", "A", f"{n % 40:05}") for n in range(400)]

        found = measure(rows)

        judges = {territory for _, _, territory in rows if is_judge(territory)}
        assert found.judged == sum(1 for row in rows if row[2] in judges)
        assert found.taught + found.judged == 400

    def test_the_settings_are_chosen_without_a_look_at_those_who_judge(self) -> None:
        said = ["école neuve", "eau potable", "pont du bourg"]
        rows = [(said[n % 3], "ABC"[n % 3], f"{n % 40:05}") for n in range(120)]
        others = [(text, "C" if is_judge(place) else label, place) for text, label, place in rows]

        found = trials(rows)

        assert found == trials(others)
        assert found[0].accuracy == 1
        assert {(one.smoothing, one.weight_of_frequency) for one in found} >= {
            (SMOOTHING, WEIGHT_OF_FREQUENCY)
        }

    def test_the_command_says_which_column_is_missing(self, tmp_path) -> None:
        path = tmp_path / "x.csv"
        path.write_text("a,b\n1,2\n")

        with pytest.raises(CommandError, match="code_territoire, texte, theme"):
            call_command("measure_themes", file=str(path))

    @pytest.mark.shared
    def test_on_the_titles_of_the_grants_of_2018_and_2019(self) -> None:
        with gzip.open(LABELLED, "rt", encoding="utf-8") as stream:
            rows = [(r["texte"], r["theme"], r["code_territoire"]) for r in csv.DictReader(stream)]

        found = measure(rows)

        figures = {(one.method, one.depth): one for one in found.figures}
        assert (found.taught + found.judged, found.labels) == (31_126, 7)
        assert figures["classe majoritaire", 1].accuracy < 0.53
        assert figures["mots appris", 1].accuracy > 0.68
        assert figures["mots appris", 1].macro_f1 > 0.52
        assert figures["mots appris", 3].accuracy > 0.91
        assert figures["mots appris", 3].macro_f1 > 0.85
