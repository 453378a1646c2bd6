"""What is measured, and what it may cost: queries, milliseconds, bytes."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter, process_time

from django.db import connection, reset_queries
from django.http import HttpResponse, StreamingHttpResponse
from django.test.utils import CaptureQueriesContext

Answer = HttpResponse | StreamingHttpResponse
KILOBYTE = 1000


@dataclass(frozen=True)
class Budget:
    """Nothing where the decisions set no limit."""

    queries: int | None = None
    milliseconds: int | None = None
    size: int | None = None


@dataclass(frozen=True)
class Subject:
    """One page. `prepare`, not measured, gives what `ask` needs each time."""

    name: str
    ask: Callable[[object], Answer]
    budget: Budget
    prepare: Callable[[], object] = lambda: None


@dataclass(frozen=True)
class Measure:
    name: str
    queries: int
    median: float
    p95: float
    size: int
    budget: Budget
    # What our own process worked, database apart: it does not depend on who else uses the machine.
    processor: float = 0.0

    @property
    def is_kept(self) -> bool:
        return all(
            limit is None or value <= limit
            for value, limit in (
                (self.queries, self.budget.queries),
                (self.p95, self.budget.milliseconds),
                (self.size, self.budget.size),
            )
        )

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "kept": self.is_kept}


def measure(subject: Subject, *, runs: int) -> Measure:
    """Once to warm it, once to count its queries, then `runs` times with a watch."""
    _size_of(subject, subject.prepare())
    given = subject.prepare()
    # The log of queries has an end, beyond which nothing more would be counted.
    reset_queries()
    with CaptureQueriesContext(connection) as captured:
        size = _size_of(subject, given)
    # Now: the next request empties the log.
    queries = len(captured)
    timed = [_milliseconds(subject) for _ in range(runs)]
    times = sorted(wall for wall, _ in timed)
    return Measure(
        name=subject.name,
        queries=queries,
        median=round(median(times), 1),
        p95=round(percentile(times, 95), 1),
        size=size,
        budget=subject.budget,
        processor=round(median(worked for _, worked in timed), 1),
    )


def percentile(ordered: list[float], rank: int) -> float:
    """The nearest rank: a time that was really observed."""
    return ordered[max(0, -(-len(ordered) * rank // 100) - 1)]


def table(measures: Iterable[Measure]) -> list[str]:
    """Lines of fixed width for a terminal."""
    lines = [
        f"{'page':<28}{'requêtes':>10}{'médiane':>12}{'p95':>12}"
        f"{'processeur':>14}{'octets':>12}  budget"
    ]
    for one in measures:
        kept = "tenu" if one.is_kept else "dépassé"
        lines.append(
            f"{one.name:<28}{one.queries:>10}{one.median:>9.1f} ms{one.p95:>9.1f} ms"
            f"{one.processor:>11.1f} ms{one.size:>12}  {kept}{_limits(one.budget)}"
        )
    return lines


def _limits(budget: Budget) -> str:
    said = [
        f"≤ {limit}{unit}"
        for limit, unit in (
            (budget.queries, " requêtes"),
            (budget.milliseconds, " ms"),
            (budget.size and budget.size // KILOBYTE, " ko"),
        )
        if limit
    ]
    return f" ({', '.join(said)})" if said else ""


def _milliseconds(subject: Subject) -> tuple[float, float]:
    """On the wall, and of our own process."""
    given = subject.prepare()
    start, worked = perf_counter(), process_time()
    _size_of(subject, given)
    return (perf_counter() - start) * 1000, (process_time() - worked) * 1000


def _size_of(subject: Subject, given: object) -> int:
    response = subject.ask(given)
    if isinstance(response, StreamingHttpResponse):
        content = b"".join(response)
    else:
        content = response.content
    if response.status_code >= 400:
        raise RuntimeError(f"{subject.name}: {response.status_code}")
    return len(content)
