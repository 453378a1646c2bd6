"""The only door to history, and the only door to a status."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import connection, models, transaction
from django.utils import timezone

from guichet.foundations.toolkit.workflow import Workflow

from .chain import fingerprint
from .models import Event
from .rows import lock_afresh

# One writer at a time per chain, and only per chain: no global lock. Two statements in one trip,
# for every deed of the product asks it; the second one sees what the first has waited for.
_LAST_LINK = """
SELECT pg_advisory_xact_lock(hashtextextended(%(stream)s, 0));
SELECT seq, hash FROM audit_event WHERE stream = %(stream)s ORDER BY seq DESC LIMIT 1
"""


class Actor(Protocol):
    """Whoever acts: an account, or nothing at all for the system itself."""

    @property
    def pk(self) -> Any: ...


def stream_of(target: models.Model) -> str:
    """The name of a subject's chain, « demands.demand:42 »."""
    return f"{target._meta.label_lower}:{target.pk}"


# No savepoint of its own, here and in `moving`: a fact that cannot be written undoes the deed
# whole, and two trips fewer per fact are felt in each of them.
@transaction.atomic(savepoint=False)
def record(
    *,
    by: Actor | None,
    action: str,
    target: models.Model,
    at: datetime | None = None,
    because: str = "",
    changes: Mapping[str, object] | None = None,
    **data: object,
) -> Event:
    """Add one fact to the chain of `target`, in the caller's transaction.

    The department and the case are read from the target's `department_code` and `case_key`
    when it has them, so that the timeline and the figures need no join.
    Data must be JSON values; the actor's name is kept as it was at that moment.
    """
    stream = stream_of(target)
    with connection.cursor() as cursor:
        cursor.execute(_LAST_LINK, {"stream": stream})
        cursor.nextset()
        last = cursor.fetchone()
    seq, previous = (last[0] + 1, last[1]) if last else (1, "")
    event = Event(
        stream=stream,
        seq=seq,
        at=at or timezone.now(),
        actor_id=by.pk if by else None,
        actor_label=str(by) if by else "Guichet",
        action=action,
        department=getattr(target, "department_code", ""),
        case=getattr(target, "case_key", ""),
        changes=dict(changes or {}),
        data=data,
        because=because,
        previous_hash=previous,
    )
    event.hash = fingerprint(fact_of(event), previous=previous)
    event.save(force_insert=True)
    return event


@contextmanager
def moving(
    case: Any,
    workflow: Workflow,
    transition: str,
    *,
    by: Actor | None,
    at: datetime | None = None,
    because: str = "",
    held: bool = False,
    **data: object,
) -> Iterator[None]:
    """Every change of status goes through here: lock, ask the workflow, save, record.

    `held` says that the caller has taken the lock already (`lock_afresh`) in this transaction.
    Raises TransitionRefused when somebody else moved the case first.
    """
    with transaction.atomic(savepoint=False):
        if not held:
            lock_afresh(case)
        before = case.status
        case.status = workflow.target(transition, current=before)
        yield
        case.save()
        record(
            by=by,
            action=f"{workflow.name}.{transition}",
            target=case,
            at=at,
            because=because,
            changes={"status": [before, case.status]},
            **data,
        )


def broken_links(stream: str) -> list[int]:
    """The ranks of the events of a chain whose hash no longer matches; empty when it is whole."""
    broken = []
    previous = ""
    for expected, event in enumerate(Event.objects.of_stream(stream), start=1):
        intact = (
            event.seq == expected
            and event.previous_hash == previous
            and event.hash == fingerprint(fact_of(event), previous=previous)
        )
        if not intact:
            broken.append(event.seq)
        previous = event.hash
    return broken


def fact_of(event: Event) -> dict[str, object]:
    """What the hash of an event covers, as plain values."""
    return {
        "stream": event.stream,
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(),
        "actor": [event.actor_id, event.actor_label],
        "action": event.action,
        "department": event.department,
        "case": event.case,
        "changes": event.changes,
        "data": event.data,
        "because": event.because,
    }
