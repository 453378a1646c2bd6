"""The closed lists of the package: themes, programmes, default delays, as plain rows. Pure."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from guichet.foundations.toolkit.french import stems


@dataclass(frozen=True)
class ThemeRow:
    code: str
    label: str
    rank: int


@dataclass(frozen=True)
class ProgrammeRow:
    code: str
    name: str
    acronym: str
    starts_on: date | None
    ends_on: date | None
    summary: str
    source: str


@dataclass(frozen=True)
class ServiceLevelRow:
    kind: str
    count: int
    unit: str
    starts_on: date
    basis: str


def read_themes() -> tuple[ThemeRow, ...]:
    """In the order of the file, which is the order of every list on screen."""
    return tuple(
        ThemeRow(row["code"], row["label"], rank)
        for rank, row in enumerate(_rows("themes.csv"), start=1)
    )


@cache
def read_lexicon() -> dict[str, frozenset[str]]:
    """The stems that speak for each theme: the words of the file, and those of its label."""
    words = {row["theme"]: row["words"] for row in _rows("theme_words.csv")}
    return {
        theme.code: frozenset(stems(f"{theme.label} {words.get(theme.code, '')}"))
        for theme in read_themes()
    }


def read_programmes() -> tuple[ProgrammeRow, ...]:
    return tuple(
        ProgrammeRow(
            code=row["code"],
            name=row["name"],
            acronym=row["acronym"],
            starts_on=_day(row["starts_on"]),
            ends_on=_day(row["ends_on"]),
            summary=row["summary"],
            source=row["source"],
        )
        for row in _rows("programmes.csv")
    )


def read_service_levels() -> tuple[ServiceLevelRow, ...]:
    """The delays of the product, for departments that have set none."""
    return tuple(
        ServiceLevelRow(
            kind=row["kind"],
            count=int(row["count"]),
            unit=row["unit"],
            starts_on=date.fromisoformat(row["starts_on"]),
            basis=row["basis"],
        )
        for row in _rows("service_levels.csv")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
