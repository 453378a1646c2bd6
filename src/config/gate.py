"""Who may use the threads of a web process (ADR 0022). Pure WSGI.

The server has many threads, for streams sleep in them. Ordinary requests use a few at a time, as
many as the pool has connections for: more would only wait for one another.
"""

from collections.abc import Callable, Iterable, Iterator
from threading import BoundedSemaphore
from typing import Any

STREAM = "text/event-stream"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Gate:
    """Lets a few requests through at a time; an answer that turns out to be a stream gives its
    place back when it begins, any other one when it ends."""

    def __init__(self, application: Application, *, places: int) -> None:
        self._application = application
        self._places = BoundedSemaphore(places)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        is_stream = False

        def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            nonlocal is_stream
            is_stream = any(
                name.lower() == "content-type" and value.startswith(STREAM)
                for name, value in headers
            )
            return start_response(status, headers, *rest)

        self._places.acquire()
        try:
            body = self._application(environ, started)
        except BaseException:
            self._places.release()
            raise
        if is_stream:
            self._places.release()
            return body
        return _Held(body, self._places)


class _Held:
    """The body of an answer, with its place until it is closed."""

    def __init__(self, body: Iterable[bytes], places: BoundedSemaphore) -> None:
        self._body = body
        self._places: BoundedSemaphore | None = places

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            places, self._places = self._places, None
            if places is not None:
                places.release()
