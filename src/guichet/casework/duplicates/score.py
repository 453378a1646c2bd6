"""How alike two demands are, and why. Pure Python: summaries in, a number and sentences out.

The number only sorts the list and hides what is far: a person decides. Points are whole and
rounded down, so that 100 means the same on every count.
"""

from dataclasses import dataclass
from datetime import date

from guichet.foundations.toolkit.french import stems
from guichet.foundations.toolkit.text import plural, sentence_list

SAME_PLACE, NEIGHBOUR = 25, 12
SAME_THEME, UNKNOWN_THEME = 15, 5
TITLE, DESCRIPTION = 30, 20
PERIOD, PERIOD_DAYS = 10, 365
# Place, theme and day together make 50: without a word in common nothing is shown.
WORTH_SHOWING = 55
WORDS_SHOWN = 6


@dataclass(frozen=True)
class Summary:
    """What is compared of a demand. Codes are compared, labels only told; empty: unknown."""

    commune: str
    epci: str
    theme: str
    title: str
    description: str
    on: date
    commune_label: str = ""
    epci_label: str = ""
    theme_label: str = ""


@dataclass(frozen=True)
class Likeness:
    """From 0, nothing in common, to 100, the same; each reason is a sentence."""

    score: int
    reasons: tuple[str, ...]

    @property
    def is_worth_showing(self) -> bool:
        return self.score >= WORTH_SHOWING


def compare(one: Summary, other: Summary) -> Likeness:
    """The same answer whichever comes first."""
    told = [
        _place(one, other),
        _theme(one, other),
        _words(one.title, other.title, TITLE, "Dans les deux intitulés"),
        _words(one.description, other.description, DESCRIPTION, "Dans les deux textes"),
        _period(one, other),
    ]
    return Likeness(
        sum(points for points, _ in told), tuple(sentence for _, sentence in told if sentence)
    )


def _place(one: Summary, other: Summary) -> tuple[int, str]:
    if not one.commune or not other.commune:
        return 0, ""
    if one.commune == other.commune:
        return SAME_PLACE, f"Même commune : {min(one.commune_label, other.commune_label)}."
    if one.epci and one.epci == other.epci:
        names = sentence_list(sorted([one.commune_label, other.commune_label]))
        inside = min(one.epci_label, other.epci_label)
        return (
            NEIGHBOUR,
            f"Communes voisines : {names} sont dans la même intercommunalité, {inside}.",
        )
    return 0, ""


def _theme(one: Summary, other: Summary) -> tuple[int, str]:
    if not one.theme or not other.theme:
        return UNKNOWN_THEME, ""
    if one.theme == other.theme:
        return SAME_THEME, f"Même thème : {min(one.theme_label, other.theme_label)}."
    return 0, ""


def _words(one: str, other: str, most: int, where: str) -> tuple[int, str]:
    mine, theirs = stems(one), stems(other)
    shared = sorted(mine.keys() & theirs.keys())
    if not shared:
        return 0, ""
    shown = [min(mine[key], theirs[key]) for key in shared[:WORDS_SHOWN]]
    rest = len(shared) - len(shown)
    more = f" et {plural(rest, 'autre mot', 'autres mots')}" if rest else ""
    listed = ", ".join(f"« {word} »" for word in shown)
    return most * 2 * len(shared) // (len(mine) + len(theirs)), f"{where} : {listed}{more}."


def _period(one: Summary, other: Summary) -> tuple[int, str]:
    days = abs((one.on - other.on).days)
    lost = -(-PERIOD * days // PERIOD_DAYS)
    if lost >= PERIOD:
        return 0, ""
    if not days:
        return PERIOD, "Déposées le même jour."
    return PERIOD - lost, f"Déposées à {plural(days, 'jour')} d’intervalle."
