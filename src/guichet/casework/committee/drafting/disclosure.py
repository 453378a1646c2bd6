"""Small numbers: a figure that would point to one authority is not published.

« Arrondissement de Forcalquier : 1 » says whose demand it is, before its authority has told
anybody. In each breakdown by place, theme or provider, the lines of one and two are added up into
« Autres… »; since totals of the whole department are published, that line never holds a single one,
which a subtraction would give, nor less than three. A breakdown of which nothing else is left is
not published. Sources: CRPA, L311-6 and L312-1-2; the threshold of three is the usual one of public
statistics (INSEE).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from .facts import Figure, ItemFacts

THRESHOLD = 3
# How agenda.py begins the lines of each breakdown, and how what is added up is called.
BREAKDOWNS = {
    "Arrondissement ": "Autres arrondissements",
    "Thème": "Autres thèmes",
    "Conduits par ": "Conduits par d’autres structures",
}


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
    for family, places in groups.items():
        counts = [_count(figures[place]) or 0 for place in places]
        added = _added_up(counts)
        if not added:
            continue
        for rank in added:
            del shown[places[rank]]
        left = [rank for rank, count in enumerate(counts) if count and rank not in added]
        if left:
            total = sum(counts[rank] for rank in added)
            shown[places[max(added)]] = Figure(BREAKDOWNS[family], str(total))
        else:
            for rank in range(len(counts)):
                shown.pop(places[rank], None)
    return tuple(shown[place] for place in sorted(shown))


def _added_up(counts: Sequence[int]) -> frozenset[int]:
    """Which lines of one breakdown are told together; none when none is small."""
    added = [place for place, count in enumerate(counts) if 0 < count < THRESHOLD]
    others = [place for place, count in enumerate(counts) if count >= THRESHOLD]
    # The smallest of the others first: the least is lost.
    others.sort(key=lambda place: counts[place], reverse=True)
    while added and others and not _is_safe([counts[place] for place in added]):
        added.append(others.pop())
    return frozenset(added)


def _is_safe(counts: Sequence[int]) -> bool:
    return len(counts) > 1 and sum(counts) >= THRESHOLD


def _family(label: str) -> str:
    return next((start for start in BREAKDOWNS if label.startswith(start)), "")


def _count(figure: Figure) -> int | None:
    digits = "".join(figure.value.split())
    return int(digits) if digits.isdecimal() else None
