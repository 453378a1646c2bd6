"""What texts already classified teach about a new one. Pure: multinomial naive Bayes on stems.

Counting words explains itself: a label is proposed because of words, and these words are told. A
text is read as its stems and as the pairs of stems that follow each other (« eau potable »).
Floating-point numbers are welcome here: they order suggestions, they count no vote and no money.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log

from guichet.foundations.toolkit.french import stems

# Chosen on the titles of grants of 2018-2019 (`measure_themes --choose`), without the territories
# that judge: a rare word is smoothed by a third of a word, and the most frequent labels weigh
# three quarters of what their number says.
SMOOTHING = 0.3
WEIGHT_OF_FREQUENCY = 0.75
MOST_WORDS = 5


@dataclass(frozen=True)
class Lessons:
    """How often each clue was met in the texts of each label. Nothing else of them is kept."""

    texts: Mapping[str, int]
    clues: Mapping[str, Mapping[str, int]]
    smoothing: float = SMOOTHING
    weight_of_frequency: float = WEIGHT_OF_FREQUENCY

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(clue for counts in self.clues.values() for clue in counts)

    @cached_property
    def totals(self) -> dict[str, int]:
        return {label: sum(counts.values()) for label, counts in self.clues.items()}

    def weight(self, clue: str, label: str) -> float:
        """The logarithm of the share of this clue in the texts of the label."""
        met = self.clues[label].get(clue, 0) + self.smoothing
        return log(met / (self.totals[label] + self.smoothing * len(self.vocabulary)))

    def frequency(self, label: str) -> float:
        share = (self.texts[label] + 1) / (sum(self.texts.values()) + len(self.texts))
        return self.weight_of_frequency * log(share)


@dataclass(frozen=True)
class Guess:
    """A label with the words that speak for it rather than for the others, the strongest first."""

    label: str
    score: float
    words: tuple[str, ...]


def clues_of(text: str) -> dict[str, str]:
    """Each clue of a text, with the words that gave it."""
    said = stems(text)
    found = dict(said)
    for (first, word), (second, next_word) in pairwise(said.items()):
        found[f"{first} {second}"] = f"{word} {next_word}"
    return found


def learn(labelled: Iterable[tuple[str, str]]) -> Lessons:
    """From pairs (text, label), in any order."""
    texts: Counter[str] = Counter()
    clues: dict[str, Counter[str]] = {}
    for text, label in labelled:
        texts[label] += 1
        clues.setdefault(label, Counter()).update(list(clues_of(text)))
    return Lessons(dict(texts), clues)


def classify(text: str, lessons: Lessons) -> tuple[Guess, ...]:
    """Every label, the likeliest first; of equals, the alphabet decides. None without a lesson."""
    said = {clue: word for clue, word in clues_of(text).items() if clue in lessons.vocabulary}
    labels = sorted(lessons.texts)
    weights = {clue: {label: lessons.weight(clue, label) for label in labels} for clue in said}
    guesses = [
        Guess(
            label,
            lessons.frequency(label) + sum(weights[clue][label] for clue in said),
            _speaking(label, said, weights),
        )
        for label in labels
    ]
    return tuple(sorted(guesses, key=lambda guess: -guess.score))


def _speaking(
    label: str, said: Mapping[str, str], weights: Mapping[str, Mapping[str, float]]
) -> tuple[str, ...]:
    """The words that weigh more here than in the mean of all labels."""
    gains = {
        clue: weights[clue][label] - sum(weights[clue].values()) / len(weights[clue])
        for clue in said
    }
    strongest = sorted((clue for clue in said if gains[clue] > 0), key=lambda clue: -gains[clue])
    return tuple(said[clue] for clue in strongest[:MOST_WORDS])
