"""Server push: whoever follows a meeting is told at once that it changed (ADR 0022).

One connection per process listens to PostgreSQL (`moments.announce`) and wakes the streams that
wait. A stream says « it changed », never what: the page then reads its fragment with its own rights
and its own version, so that nothing that is pushed needs protection.

A stream holds a thread of the web server and no connection of the pool. Their number is bounded:
beyond it a page polls, which costs it some seconds and nobody else anything.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db import connection

from .actions.moments import CHANNEL

log = logging.getLogger(__name__)

# Seconds. A comment now and then tells proxies that the stream lives, and us when nobody reads.
HEARTBEAT = 15.0
# How long the listener waits for news before it looks whether anybody still needs it.
PATIENCE = 2.0
# Milliseconds that a browser waits before it connects again.
RETRY = 2000
RETRY_WHEN_FULL = 10_000

CHANGED = b"data: changed\n\n"
ALIVE = b": \n\n"


class Hub:
    """News of meetings for the threads of one process."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._changes: dict[int, int] = {}
        self._lost = 0
        self._watchers = 0
        self._listener: threading.Thread | None = None
        # Streams of an earlier era end.
        self.era = 0

    @contextmanager
    def watching(self) -> Iterator[bool]:
        """Hold a place; false when none is left. The first watcher starts the listener."""
        with self._news:
            has_place = self._watchers < settings.WATCHERS
            if has_place:
                self._watchers += 1
                self._ensure_listener()
        try:
            yield has_place
        finally:
            if has_place:
                with self._news:
                    self._watchers -= 1

    def seen(self, meeting: int) -> int:
        """A number that grows with each change of that meeting, or when news may have been lost."""
        with self._news:
            return self._count(meeting)

    def wait(self, meeting: int, seen: int, *, seconds: float) -> int:
        """Sleep until the number is another one, or for that long; answers the number."""
        with self._news:
            era = self.era
            self._ensure_listener()
            self._news.wait_for(lambda: self.era != era or self._count(meeting) != seen, seconds)
            return self._count(meeting)

    def close(self) -> None:
        """End the listener and every stream: the process stops, or a test does."""
        with self._news:
            self.era += 1
            listener, self._listener = self._listener, None
            self._news.notify_all()
        if listener is not None:
            listener.join(PATIENCE * 3)

    def _count(self, meeting: int) -> int:
        return self._changes.get(meeting, 0) + self._lost

    def _ensure_listener(self) -> None:
        if self._listener is None:
            self._listener = threading.Thread(target=self._listen, name="push", daemon=True)
            self._listener.start()

    def _is_needed(self) -> bool:
        """Asked by the listener, which ends in the same breath when nobody watches any more."""
        with self._news:
            if self._listener is not threading.current_thread():
                return False
            if self._watchers:
                return True
            self._listener = None
            return False

    def _listen(self) -> None:
        while self._is_needed():
            try:
                self._hear()
            except psycopg.Error as broken:
                log.warning("push: the database went away (%s), listening again", broken)
                with self._news:
                    self._news.wait(PATIENCE)

    def _hear(self) -> None:
        parameters = connection.get_connection_params()
        with psycopg.connect(**parameters, autocommit=True) as ear:
            ear.execute(f"LISTEN {CHANNEL}")
            # What was said between two connections was not heard: everybody looks again.
            self._tell(None)
            while self._is_needed():
                for heard in ear.notifies(timeout=PATIENCE, stop_after=1):
                    self._tell(heard.payload)

    def _tell(self, payload: str | None) -> None:
        with self._news:
            if payload is None:
                self._lost += 1
            elif payload.isdigit():
                self._changes[int(payload)] = self._changes.get(int(payload), 0) + 1
            self._news.notify_all()


hub = Hub()


def stream(meeting: int, *, heartbeat: float = HEARTBEAT) -> Iterator[bytes]:
    """Server-sent events of one meeting, until the reader goes or the process stops."""
    # The pool is for those who read and write: a stream gives its connection back.
    connection.close()
    era = hub.era
    with hub.watching() as has_place:
        if not has_place:
            yield f"retry: {RETRY_WHEN_FULL}\n\n".encode()
            return
        seen = hub.seen(meeting)
        yield f"retry: {RETRY}\n\n".encode() + CHANGED
        while hub.era == era:
            news = hub.wait(meeting, seen, seconds=heartbeat)
            yield CHANGED if news != seen else ALIVE
            seen = news
