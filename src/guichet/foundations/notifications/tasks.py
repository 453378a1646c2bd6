"""Background jobs of the letters, and the rescue of any job whose worker died."""

from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status

from guichet.foundations.accounts.choices import SIGN_IN_LINK_JOB

from . import actions
from .choices import SEND_DELIVERY_JOB

FIRST_WAIT_SECONDS = 30
LONGEST_WAIT_SECONDS = 3600


class Patience(BaseRetryStrategy):
    """Half a minute, then twice as long each time, up to an hour; the letter says when to stop.

    Anything but a mail server that refuses is a bug or a database that is down: the job fails,
    and the letter, still unsent, gets a new one within a minute.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if not isinstance(exception, actions.DeliveryFailed):
            return None
        doublings = min(job.attempts, 10)
        seconds = min(FIRST_WAIT_SECONDS * 2**doublings, LONGEST_WAIT_SECONDS)
        return RetryDecision(retry_in={"seconds": seconds})


@app.task(name=SEND_DELIVERY_JOB, retry=Patience())
def send_delivery(*, delivery_id: int) -> None:
    actions.deliver(delivery_id, at=timezone.now())


@app.task(name=SIGN_IN_LINK_JOB, retry=RetryStrategy(max_attempts=5, exponential_wait=2))
def send_sign_in_link(*, request_id: int) -> None:
    actions.send_sign_in_link(request_id, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="guichet.requeue_forgotten_letters", queueing_lock="requeue_forgotten_letters")
def requeue_forgotten_letters(timestamp: int) -> None:
    actions.requeue_forgotten(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="guichet.rescue_stalled_jobs", queueing_lock="rescue_stalled_jobs")
async def rescue_stalled_jobs(timestamp: int) -> None:
    """Put back in the queue what a killed worker was doing (no heartbeat for 30 seconds)."""
    for job in await app.job_manager.get_stalled_jobs():
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            # Its twin waits already (same queueing lock): nothing is lost by closing this one.
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)
