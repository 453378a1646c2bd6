"""What the worker would do, in the test's own transaction.

A real worker has its own connections, which cannot see a test that never commits. This one takes
the jobs that are due, in their order, runs them by their real names and applies their real retry
strategy. `tests/foundations/notifications/test_worker.py` runs the real one.
"""

from datetime import timedelta

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import JobRetry

ENOUGH = 200


def run_jobs(*, later: timedelta = timedelta(0)) -> int:
    """Run every job that is due `later` than now, those that they defer included; how many ran.

    An exception of a task that its retry strategy does not foresee fails the test.
    """
    ran = 0
    while job := _next(later):
        ran += 1
        assert ran < ENOUGH, "jobs defer jobs without end"
        _run(job)
    return ran


def waiting_jobs() -> list[str]:
    """The names of the jobs that wait, due or not."""
    waiting = ProcrastinateJob.objects.filter(status="todo").order_by("pk")
    return list(waiting.values_list("task_name", flat=True))


def _next(later: timedelta) -> ProcrastinateJob | None:
    due = ProcrastinateJob.objects.raw(
        "SELECT * FROM procrastinate_jobs WHERE status = 'todo'"
        " AND (scheduled_at IS NULL OR scheduled_at <= clock_timestamp() + %s)"
        " ORDER BY priority DESC, id LIMIT 1",
        [later],
    )
    return next(iter(due), None)


def _run(row: ProcrastinateJob) -> None:
    job = row.procrastinate_job
    task = app.tasks[job.task_name]
    _update("status = 'doing', attempts = attempts + 1", row.pk)
    try:
        task(**job.task_kwargs)
    except Exception as error:
        retry = task.get_retry_exception(exception=error, job=job)
        if not isinstance(retry, JobRetry):
            raise
        _update("status = 'todo', scheduled_at = %s", row.pk, retry.retry_decision.retry_at)
    else:
        _update("status = 'succeeded'", row.pk)


def _update(changes: str, pk: int, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE procrastinate_jobs SET {changes} WHERE id = %s",  # noqa: S608 -- ours
            [*values, pk],
        )


def forget_jobs() -> None:
    """Empty the queue after a test that really committed: Django flushes managed tables only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers,"
            " procrastinate_workers CASCADE"
        )
