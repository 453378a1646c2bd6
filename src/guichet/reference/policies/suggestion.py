"""Which themes a text speaks of, and the words that say so. Pure: text in, suggestions out.

A suggestion never chooses: it saves reading a list of sixteen entries. The lists of words are data
(data/theme_words.csv), to which the labels of the taxonomy are added; a department that has
qualified demands adds the lesson of its own titles.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from guichet.foundations.toolkit.french import stems

from .learning import Lessons, classify

MOST_SUGGESTED = 3
# A word of the lists weighs as much as if this many titles had said it.
WEIGHT_OF_LIST = 5

# Theme code → the stems that speak for it, in the order of the taxonomy.
Lexicon = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Suggestion:
    code: str
    words: tuple[str, ...]


def suggest(text: str, lexicon: Lexicon, history: Lessons | None = None) -> tuple[Suggestion, ...]:
    """At most three themes. Without a history, the one with the most words first; of equals, the
    taxonomy's order. With one, the likeliest first, among those that a word speaks for."""
    if history is None or not history.texts:
        return _by_lists(text, lexicon)
    learned = classify(text, with_lists(history, lexicon))
    return tuple(
        Suggestion(guess.label, guess.words)
        for guess in learned
        if guess.words and guess.label in lexicon
    )[:MOST_SUGGESTED]


def with_lists(history: Lessons, lexicon: Lexicon) -> Lessons:
    """The lessons of the department, on top of that which the lists of words are."""
    codes = dict.fromkeys([*lexicon, *history.texts])
    clues = {
        code: Counter(history.clues.get(code, {}))
        + Counter(dict.fromkeys(lexicon.get(code, ()), WEIGHT_OF_LIST))
        for code in codes
    }
    return Lessons({code: history.texts.get(code, 0) for code in codes}, clues)


def _by_lists(text: str, lexicon: Lexicon) -> tuple[Suggestion, ...]:
    said = stems(text)
    found = [
        Suggestion(code, tuple(word for key, word in said.items() if key in speaking))
        for code, speaking in lexicon.items()
    ]
    spoken = [suggestion for suggestion in found if suggestion.words]
    spoken.sort(key=lambda suggestion: -len(suggestion.words))
    return tuple(spoken[:MOST_SUGGESTED])
