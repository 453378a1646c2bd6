"""A few departments of the real file, small enough to be loaded by any test."""

import io
from collections import defaultdict
from functools import cache

from django.utils import timezone

from guichet.reference.territories import actions, cog

REFERENCES = {"epci": "EPCI", "district": "DISTRICT", "seat": "COMMUNE"}


def load_department(*codes: str) -> None:
    """The whole of these departments, and of the EPCI that straddle their border."""
    actions.load_cog(subset(*codes), by=None, at=timezone.now())


@cache
def subset(*codes: str) -> tuple[str, ...]:
    """The lines of a smaller file in which every reference still has its row."""
    with cog.open_packaged() as stream:
        rows = list(cog.read(stream))
    known = {(row.kind, row.code): row for row in rows}
    members = defaultdict(list)
    for row in rows:
        members[row.epci].append(row)
    wanted: set[tuple[str, str]] = set()
    waiting = [known["COUNTRY", "FR"]]
    waiting += [row for row in rows if row.department in codes]
    waiting += [other for row in waiting if row.epci for other in members[row.epci]]
    while waiting:
        row = waiting.pop()
        if (row.kind, row.code) in wanted:
            continue
        wanted.add((row.kind, row.code))
        waiting += [known[key] for key in _references(row)]
    return lines(*(row for row in rows if (row.kind, row.code) in wanted))


def _references(row: cog.Row) -> list[tuple[str, str]]:
    found = [(kind, getattr(row, name)) for name, kind in REFERENCES.items() if getattr(row, name)]
    if row.kind not in {"COUNTRY", "REGION"} and row.department:
        found.append(("DEPARTMENT", row.department))
    if row.region:
        found.append(("REGION", row.region))
    if row.successor:
        found.append(("EPCI" if row.kind == "EPCI" else "COMMUNE", row.successor))
    return found


def lines(*rows: cog.Row) -> tuple[str, ...]:
    """A file of chosen or hand-made rows."""
    buffer = io.StringIO()
    cog.write(rows, buffer)
    return tuple(buffer.getvalue().splitlines(keepends=True))
