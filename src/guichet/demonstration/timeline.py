"""Life stories told in the order of their dates, so that each sees only its past.

A story is a generator: it yields the instant at which it wants to go on, and does its deeds in
between. The heap runs the earliest one; nothing later than `until` ever happens.
"""

import heapq
from collections.abc import Iterator
from datetime import datetime

Story = Iterator[datetime]


class Timeline:
    """Interleaves stories by date; equal dates keep the order in which the stories were added."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self._waiting: list[tuple[datetime, int, Story]] = []
        self._added = 0

    def add(self, story: Story) -> None:
        self._added += 1
        self._push(self._added, story)

    def run(self) -> None:
        """Play every story up to `until`; what would come later simply has not happened yet."""
        while self._waiting and self._waiting[0][0] <= self.until:
            _, rank, story = heapq.heappop(self._waiting)
            self._push(rank, story)

    def _push(self, rank: int, story: Story) -> None:
        at = next(story, None)
        if at is not None:
            heapq.heappush(self._waiting, (at, rank, story))
