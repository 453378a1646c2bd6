"""How case numbers are made and read: D-04-26-0001 is department, year, rank."""

import re

_SHAPE = re.compile(r"^([A-Z])-(\d{2,3}|2[AB])-(\d{2})-(\d{4,})$")


def make_reference(letter: str, *, department: str, year: int, rank: int) -> str:
    """The public number of a case; the rank restarts each year in each department."""
    return f"{letter}-{department}-{year % 100:02d}-{rank:04d}"


def read_reference(text: str) -> str | None:
    """The canonical number in what somebody typed (spaces, lower case), or None."""
    candidate = re.sub(r"\s+", "", text).upper()
    return candidate if _SHAPE.match(candidate) else None
