"""Which version of a promise serves a case: the department's own, else the product's."""

from collections.abc import Iterable
from datetime import date

from .models import ServiceLevel


def chosen(
    levels: Iterable[ServiceLevel], *, kind: str, department: str, on: date
) -> ServiceLevel | None:
    """The department's own version in force that day, else the product's."""
    serving = [
        level
        for level in levels
        if level.kind == kind
        and level.department_code in {"", department}
        and level.starts_on <= on
        and (level.ends_on is None or on <= level.ends_on)
    ]
    return max(
        serving, key=lambda level: (bool(level.department_code), level.starts_on), default=None
    )
