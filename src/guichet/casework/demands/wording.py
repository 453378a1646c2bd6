"""What a person looks for, in terms that PostgreSQL can compare. Pure Python: no database.

« la toiture du groupe scolaire » is two terms: « toiture », and « groupe scolaire », which the
synonym table says to be the same thing as « école ». Synonyms are applied to the question, never
to what is stored, so that a line added to the table works for yesterday's demands too.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from guichet.foundations.toolkit.text import search_key

SYNONYMS = Path(__file__).parent / "data" / "synonyms.csv"
# Beyond, a question is a sentence pasted by mistake: its first words are enough to find it.
MOST_TERMS = 8

# Words that say nothing alone; the dictionary of PostgreSQL ignores them too.
_EMPTY = (
    "a au aux avec ce ces d dans de des du elle en et eux il je l la le les leur lui m ma mes "
    "mon n ne nos notre nous on ou par pas pour qu que qui s sa se ses son sur t ta te tes ton "
    "tu un une vos votre vous c y"
)
EMPTY_WORDS = frozenset(_EMPTY.split())

Phrase = tuple[str, ...]
Table = Mapping[Phrase, frozenset[Phrase]]


@dataclass(frozen=True)
class Term:
    """One thing looked for: the words as they were typed, and other ways to say it."""

    words: Phrase
    others: tuple[Phrase, ...] = ()

    @property
    def query(self) -> str:
        """For `to_tsquery`: « ecole | (groupe & scolaire) ». Only letters and digits enter.

        The words of an expression may be apart: asked side by side (`<->`), PostgreSQL would read
        again the whole text of each candidate, and take thirty times longer.
        """
        return " | ".join(_chain(phrase) for phrase in (self.words, *self.others))


def terms_of(text: str, synonyms: Table) -> tuple[Term, ...]:
    """The terms of a question, the longest expression of the table first, empty words left out.

    A question made only of empty words is looked for as it is, rather than finding everything.
    """
    words = search_key(text).split()
    longest = max((len(phrase) for phrase in synonyms), default=1)
    found: list[Term] = []
    rank = 0
    while rank < len(words) and len(found) < MOST_TERMS:
        phrase = _longest_known(words[rank : rank + longest], synonyms)
        if len(phrase) > 1 or phrase[0] not in EMPTY_WORDS:
            found.append(Term(phrase, tuple(sorted(synonyms.get(_key(phrase), frozenset())))))
        rank += len(phrase)
    if not found and words:
        found = [Term((word,)) for word in words[:MOST_TERMS]]
    return tuple(dict.fromkeys(found))


def read_synonyms(lines: Iterable[str]) -> dict[Phrase, frozenset[Phrase]]:
    """The table of a CSV file: each line is a group of expressions that mean the same thing."""
    table: dict[Phrase, frozenset[Phrase]] = {}
    for cells in csv.reader(lines, delimiter=";"):
        group = {tuple(search_key(cell).split()) for cell in cells} - {()}
        for phrase in group:
            table[_key(phrase)] = table.get(_key(phrase), frozenset()) | (group - {phrase})
    return table


@cache
def packaged_synonyms() -> dict[Phrase, frozenset[Phrase]]:
    with SYNONYMS.open(encoding="utf-8", newline="") as stream:
        return read_synonyms(stream)


def _longest_known(words: list[str], synonyms: Table) -> Phrase:
    for length in range(len(words), 1, -1):
        if _key(words[:length]) in synonyms:
            return tuple(words[:length])
    return (words[0],)


def _key(words: Iterable[str]) -> Phrase:
    """Without the plurals: « groupes scolaires » is « groupe scolaire »."""
    return tuple(word.removesuffix("s") for word in words)


def _chain(phrase: Phrase) -> str:
    joined = " & ".join(phrase)
    return f"({joined})" if len(phrase) > 1 else joined
