"""Small numbers: a figure that would point to one authority is not published.

« Arrondissement de Forcalquier : 1 » says whose demand it is, before its authority has told
anybody. In each breakdown by place, theme or provider, one and two are not published. Totals of the
whole department are, hence a second cell is kept back when the first could be worked out by
subtraction; a breakdown that cannot be protected so is left out. Sources: CRPA, L311-6 and
L312-1-2; the threshold of three is the usual one of public statistics (INSEE).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from .facts import Figure, ItemFacts

THRESHOLD = 3
HIDDEN = "non publié"
# How agenda.py begins the lines of each breakdown.
BREAKDOWNS = ("Arrondissement ", "Thème", "Conduits par ")


def protected(item: ItemFacts) -> ItemFacts:
    """The same item with the figures that everybody may read."""
    return replace(item, figures=protect(item.figures))


def protect(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Each figure as it is published, in the same order."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, figure in enumerate(figures):
        family = _family(figure.label)
        if family and _count(figure) is not None:
            groups[family].append(place)
    shown: dict[int, Figure] = dict(enumerate(figures))
    for places in groups.values():
        hidden = _hidden([_count(figures[place]) or 0 for place in places])
        for rank, place in enumerate(places):
            if hidden is None:
                del shown[place]
            elif rank in hidden:
                shown[place] = Figure(figures[place].label, HIDDEN)
    return tuple(shown[place] for place in sorted(shown))


def _hidden(counts: Sequence[int]) -> frozenset[int] | None:
    """Which cells of one breakdown are kept back; None when the whole of it has to be."""
    hidden = [place for place, count in enumerate(counts) if 0 < count < THRESHOLD]
    others = [place for place, count in enumerate(counts) if count >= THRESHOLD]
    # The smallest of the others first: the least is lost.
    others.sort(key=lambda place: counts[place], reverse=True)
    while hidden and _is_worked_out([counts[place] for place in hidden]):
        if not others:
            return None
        hidden.append(others.pop())
    return frozenset(hidden)


def _is_worked_out(counts: Sequence[int]) -> bool:
    """One unknown is a subtraction; unknowns whose sum is their number are all one."""
    return len(counts) < 2 or sum(counts) == len(counts)


def small_or_count(count: int) -> int | str:
    """A cell of an open file: empty when it is one or two."""
    return "" if 0 < count < THRESHOLD else count


def _family(label: str) -> str:
    return next((start for start in BREAKDOWNS if label.startswith(start)), "")


def _count(figure: Figure) -> int | None:
    digits = "".join(figure.value.split())
    return int(digits) if digits.isdecimal() else None
