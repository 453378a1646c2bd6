"""Our only words with the queue about letters (adapter to procrastinate).

Always on Django's own connection, so that a job exists if and only if the transaction that wrote
the letter did commit. The worker replaces procrastinate's usual connector by one of its own, on
which a job deferred by a task would not be part of the task's transaction.
"""

from collections.abc import Iterable

from django.db import transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from .choices import SEND_DELIVERY_JOB


def enqueue(delivery_ids: Iterable[int]) -> None:
    """One job per letter, in one statement of the caller's transaction."""
    jobs = [_job(pk) for pk in delivery_ids]
    if jobs:
        _manager().batch_defer_jobs(jobs)


def enqueue_again(delivery_id: int) -> bool:
    """False when a job for this letter has meanwhile appeared: that is what was wanted."""
    try:
        with transaction.atomic():
            _manager().defer_job(_job(delivery_id))
    except AlreadyEnqueued:
        return False
    return True


def letters_with_a_job() -> set[int]:
    """The letters that some worker will carry, or is carrying."""
    alive = ProcrastinateJob.objects.filter(
        task_name=SEND_DELIVERY_JOB, status__in=["todo", "doing"]
    ).order_by("pk")
    return {args["delivery_id"] for args in alive.values_list("args", flat=True)}


def _manager() -> JobManager:
    return JobManager(DjangoConnector())


def _job(delivery_id: int) -> Job:
    # The queueing lock: two jobs never wait for the same letter.
    configured = configure_task(
        name=SEND_DELIVERY_JOB,
        job_manager=_manager(),
        queueing_lock=f"delivery-{delivery_id}",
        task_kwargs={"delivery_id": delivery_id},
    )
    return configured.job
