"""The shape of a row of the access table: one page, one answer per person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.people import COLUMNS, People
from tests.world import World


@dataclass(frozen=True)
class Scene:
    """What a row may use to build the object that its page shows."""

    world: World
    people: People
    now: Any


@dataclass(frozen=True)
class Page:
    """`expect` has one status per column: nobody, then the cast in the order of COLUMNS.

    `args` builds what the page shows and gives the arguments of its address; `data` is what is
    posted (nothing by default: a refused form answers 422 or a redirect, never a success).
    """

    name: str
    method: str
    expect: str
    args: Callable[[Scene], Sequence[object]] = lambda scene: []
    data: Callable[[Scene], dict[str, object]] = lambda scene: {}
    query: str = ""
    columns: tuple[str, ...] = field(default=("nobody", *COLUMNS))

    def answers(self) -> list[tuple[str, int]]:
        statuses = [int(status) for status in self.expect.split()]
        assert len(statuses) == len(self.columns), f"{self.name}: one status per column"
        return list(zip(self.columns, statuses, strict=True))
