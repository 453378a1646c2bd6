"""Which line of which sheet holds the headings, and what each column says. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from guichet.foundations.toolkit.text import search_key

from .refusal import SheetRefused
from .tables import Line, Table

# Above the headings stand a title, a date, a logo; never fifty lines.
HEADING_WITHIN = 25

Target = TypeVar("Target", bound=str)


@dataclass(frozen=True)
class Recognised:
    """The table that was looked for, the line of its headings, and what each column says."""

    table: Table
    heading: Line
    mapping: dict[str, int]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for line in self.table.lines if line.number > self.heading.number)

    @property
    def headings(self) -> list[str]:
        return [
            text.strip() or f"colonne {rank}" for rank, text in enumerate(self.heading.cells, 1)
        ]


def recognise(
    tables: Sequence[Table], known: Mapping[Target, tuple[str, ...]], *, examples: str
) -> Recognised:
    """The sheet and the line whose cells look most like headings; the first of equals.

    `known` gives the headings of each thing to know, in the order of preference, as keys of search;
    `examples` ends the sentence of the refusal (SheetRefused) when none is found.
    """
    candidates = [
        Recognised(table, line, columns_of(line.cells, known))
        for table in tables
        for line in table.lines[:HEADING_WITHIN]
    ]
    best = max(candidates, key=lambda one: len(one.mapping), default=None)
    if best is None or not best.mapping:
        raise SheetRefused(
            "Aucun titre de colonne n’a été reconnu. Mettez au-dessus des lignes des titres comme "
            f"{examples}."
        )
    return best


def columns_of(headings: Sequence[str], known: Mapping[Target, tuple[str, ...]]) -> dict[str, int]:
    """The best heading for each thing to know; a column says one thing only."""
    keys = [search_key(heading) for heading in headings]
    mapping: dict[str, int] = {}
    for target, names in known.items():
        ranks = [keys.index(name) for name in names if name in keys]
        free = [rank for rank in ranks if rank not in mapping.values()]
        if free:
            mapping[target] = free[0]
    return mapping
