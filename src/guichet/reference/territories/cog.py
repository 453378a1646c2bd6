"""The data file of the package: one row per territory of the official geographic code.

Pure: no database. Written once a year by `build_cog_file`, read by `actions.load_cog`.
"""

import csv
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

VINTAGE = 2026
DATA = Path(__file__).parent / "data"
PACKAGED = DATA / f"cog_{VINTAGE}.csv.xz"
POINTS = DATA / f"points_{VINTAGE}.csv.xz"

# What the readable key of a territory starts with: « commune-04070 ».
SLUGS = {
    "COUNTRY": "pays",
    "REGION": "region",
    "DEPARTMENT": "departement",
    "DISTRICT": "arrondissement",
    "EPCI": "epci",
    "COMMUNE": "commune",
    "BOROUGH": "arrondissement-municipal",
    "DELEGATED": "commune-deleguee",
}


class Row(NamedTuple):
    """Codes are text and an empty cell means unknown: a population is never 0 by default."""

    kind: str
    code: str
    name: str
    siren: str = ""
    population: str = ""
    postal_codes: str = ""
    department: str = ""
    region: str = ""
    district: str = ""
    epci: str = ""
    legal_kind: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successor: str = ""
    seat: str = ""
    article: str = ""


def identifier(kind: str, code: str) -> str:
    return f"{SLUGS[kind]}-{code}"


def open_packaged() -> IO[str]:
    return lzma.open(PACKAGED, "rt", encoding="utf-8", newline="")


def points() -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the communes of the second file, by INSEE code.

    Another producer, so another file; a commune that it does not know has no point.
    """
    with lzma.open(POINTS, "rt", encoding="utf-8", newline="") as stream:
        lines = csv.reader(stream)
        next(lines)
        return {code: (float(longitude), float(latitude)) for code, longitude, latitude in lines}


def read(stream: Iterable[str]) -> Iterator[Row]:
    """The rows of the file, refused as a whole when its columns are not those expected."""
    lines = csv.reader(stream)
    header = tuple(next(lines, ()))
    if header != Row._fields:
        raise ValueError(f"unexpected columns: {header}")
    return (Row._make(line) for line in lines)


def write(rows: Iterable[Row], stream: IO[str]) -> int:
    """Write the rows in a stable order, so that two vintages can be compared line by line."""
    order = list(SLUGS)
    ranked = sorted(rows, key=lambda row: (order.index(row.kind), row.code))
    lines = csv.writer(stream, lineterminator="\n")
    lines.writerow(Row._fields)
    lines.writerows(ranked)
    return len(ranked)
