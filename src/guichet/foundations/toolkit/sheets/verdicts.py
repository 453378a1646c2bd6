"""A line that a file cannot give, and why: the same for projects, offers and lists. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Refused:
    """A line that cannot be taken; `kind` groups the same reasons."""

    line: int
    kind: str
    title: str
    sentence: str


def by_kind(refused: Iterable[Refused], labels: Mapping[str, str]) -> list[tuple[str, int]]:
    """How many lines for each reason that was met, in the order of the labels."""
    counts = Counter(one.kind for one in refused)
    return [(labels[kind], counts[kind]) for kind in labels if counts[kind]]
