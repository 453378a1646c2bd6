"""The figures of an item as everybody may read them: the rule of `toolkit.small_numbers`.

In each breakdown by place, theme or provider, the lines of one and two are added up into
« Autres… » with another one at least. What the total counts and no line shows (a demand without an
arrondissement) is such a line too: a subtraction would give it. A breakdown of which nothing else
is left is not published.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from guichet.foundations.toolkit.small_numbers import told_together

from .facts import Figure, ItemFacts
from .texts import Table

# How agenda.py begins the lines of each breakdown, and how what is added up is called.
BREAKDOWNS = {
    "Arrondissement ": "Autres arrondissements",
    "Thème": "Autres thèmes",
    "Conduits par ": "Conduits par d’autres structures",
}
# The figure, of the same item, that each breakdown divides.
TOTALS = ("Demandes reçues", "Demandes sans réponse favorable", "Accompagnements en cours")
# How phrases.py heads the table of the figures of an item.
HEADERS = ("Mesure", "Nombre")


def protected(item: ItemFacts) -> ItemFacts:
    """The same item with the figures that everybody may read."""
    return replace(item, figures=protect(item.figures))


def protected_table(table: Table) -> Table:
    """The same table of figures for everybody; any other table is left as it is."""
    if table.headers != HEADERS:
        return table
    figures = protect([Figure(label, value) for label, value in table.rows])
    return replace(table, rows=tuple((figure.label, figure.value) for figure in figures))


def protect(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Each figure as it is published, in the same order; done twice, done once."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, figure in enumerate(figures):
        family = _family(figure.label)
        if family and _count(figure) is not None:
            groups[family].append(place)
    total = next((_count(figure) for figure in figures if figure.label in TOTALS), None)
    shown: dict[int, Figure] = dict(enumerate(figures))
    for family, places in groups.items():
        counts = [_count(figures[place]) or 0 for place in places]
        unseen = max((total or 0) - sum(counts), 0)
        added = told_together([*counts, unseen])
        if not added:
            continue
        seen = [rank for rank in sorted(added) if rank < len(counts)]
        for rank in seen:
            del shown[places[rank]]
        left = [rank for rank, count in enumerate(counts) if count and rank not in added]
        if left:
            together = sum(([*counts, unseen])[rank] for rank in added)
            shown[places[seen[-1]]] = Figure(BREAKDOWNS[family], str(together))
        else:
            for rank in range(len(counts)):
                shown.pop(places[rank], None)
    return tuple(shown[place] for place in sorted(shown))


def _family(label: str) -> str:
    return next((start for start in BREAKDOWNS if label.startswith(start)), "")


def _count(figure: Figure) -> int | None:
    digits = "".join(figure.value.split())
    return int(digits) if digits.isdecimal() else None
