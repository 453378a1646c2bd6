"""The gate of the web process: ordinary requests a few at a time, streams beside it."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from config.gate import Gate


class Body(list[bytes]):
    closed = False

    def close(self) -> None:
        self.closed = True


def answering(kind: str, body: Iterable[bytes]) -> Gate:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", kind)])
        return body

    return Gate(application, places=1)


def ask(gate: Gate) -> Any:
    return gate({}, lambda *told: None)


def free(gate: Gate) -> bool:
    taken = gate._places.acquire(blocking=False)
    if taken:
        gate._places.release()
    return taken


def test_an_ordinary_answer_holds_its_place_until_it_is_closed() -> None:
    body = Body([b"page"])
    gate = answering("text/html; charset=utf-8", body)

    answer = ask(gate)

    assert not free(gate)
    assert list(answer) == [b"page"]
    answer.close()
    answer.close()
    assert body.closed and free(gate)


def test_a_stream_gives_its_place_back_when_it_begins() -> None:
    gate = answering("text/event-stream", iter([b"data: 1\n\n"]))

    assert list(ask(gate)) == [b"data: 1\n\n"]
    assert free(gate)


def test_a_failure_gives_its_place_back() -> None:
    def broken(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise RuntimeError("broken")

    gate = Gate(broken, places=1)

    with pytest.raises(RuntimeError):
        ask(gate)
    assert free(gate)
