"""What the worker does for demands while nobody looks."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="12 * * * *")
@app.task(name="guichet.remind_of_deadlines", queueing_lock="remind_of_deadlines")
def remind_of_deadlines(timestamp: int) -> None:
    """Every hour; the action itself keeps to the working hours of each department."""
    actions.remind_all(at=timezone.now())
