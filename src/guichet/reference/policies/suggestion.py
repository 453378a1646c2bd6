"""Which themes a text speaks of, and the words that say so. Pure: text in, suggestions out.

A suggestion never chooses: it saves reading a list of sixteen entries. The lists of words are data
(data/theme_words.csv), to which the labels of the taxonomy are added.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from guichet.foundations.toolkit.french import stems

MOST_SUGGESTED = 3

# Theme code → the stems that speak for it, in the order of the taxonomy.
Lexicon = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Suggestion:
    code: str
    words: tuple[str, ...]


def suggest(text: str, lexicon: Lexicon) -> tuple[Suggestion, ...]:
    """At most three themes, the one with the most words first; of equals, the taxonomy's order."""
    said = stems(text)
    found = [
        Suggestion(code, tuple(word for key, word in said.items() if key in speaking))
        for code, speaking in lexicon.items()
    ]
    spoken = [suggestion for suggestion in found if suggestion.words]
    spoken.sort(key=lambda suggestion: -len(suggestion.words))
    return tuple(spoken[:MOST_SUGGESTED])
