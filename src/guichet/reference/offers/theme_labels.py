"""From the themes of other catalogues to ours. Pure.

The table (data/theme_labels.csv) names the themes and sub-themes of Aides-territoires, those of the
bases that published offers, and the themes of ours that say the same. What it does not know is read
in the text, with the words that were heard.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from guichet.foundations.toolkit.text import search_key, sentence_list
from guichet.reference.policies.suggestion import Lexicon, suggest

# More themes than that say nothing any more: the offer is of every subject.
MOST_THEMES = 4
FROM_TEXT = 2


@dataclass(frozen=True)
class Mapped:
    """Our themes for a line. `labels` are what the file said, with our themes for each (none when
    it is not in the table); `words` are what the text said, when the file said nothing."""

    codes: tuple[str, ...] = ()
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_from_text(self) -> bool:
        return bool(self.codes) and bool(self.words)

    def sentence(self) -> str:
        """How these themes were found."""
        if self.is_from_text:
            return f"thèmes lus dans le texte ({sentence_list(self.words)})"
        if self.codes:
            known = [label for label, codes in self.labels if codes]
            return f"thèmes du fichier ({sentence_list(known)})"
        return "aucun thème reconnu : l’offre sera généraliste"


def map_themes(
    cells: Iterable[str],
    texts: Sequence[str],
    lexicon: Lexicon,
    table: Mapping[str, tuple[str, ...]],
) -> Mapped:
    """The themes of the file first. When none of them is known, the first of the texts that says
    something speaks: the title, then the description, where « service » or « public » say little.
    """
    labels = tuple(
        (label, _look_up(label, table)) for cell in cells for label in _split(cell) if label
    )
    codes = tuple(dict.fromkeys(code for _, found in labels for code in found))[:MOST_THEMES]
    if codes:
        return Mapped(codes, labels)
    for text in texts:
        if heard := suggest(text, lexicon)[:FROM_TEXT]:
            words = tuple(dict.fromkeys(word for one in heard for word in one.words))[:6]
            return Mapped(tuple(one.code for one in heard), labels, words)
    return Mapped(labels=labels)


@cache
def packaged_labels() -> dict[str, tuple[str, ...]]:
    """Search key of a label → our codes."""
    text = (files(__package__) / "data" / "theme_labels.csv").read_text(encoding="utf-8")
    return {
        search_key(row["label"]): tuple(row["themes"].split("|"))
        for row in csv.DictReader(text.splitlines(), delimiter=";")
    }


def _split(cell: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"[|;\n]", cell)]


def _look_up(label: str, table: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The whole label when it is known; else « A > B » by its sub-theme, then by its theme; else
    each part of « A, B » and « A/B », marks that labels of the table may hold themselves."""
    tries: list[list[str]] = [
        [label],
        *([part] for part in reversed(label.split(" > "))),
        re.split(r"[,/]", label),
        [part.split(" > ")[0].strip(' "') for part in label.split(",")],
    ]
    for parts in tries:
        if found := [code for part in parts for code in table.get(search_key(part), ())]:
            return tuple(dict.fromkeys(found))
    return ()
