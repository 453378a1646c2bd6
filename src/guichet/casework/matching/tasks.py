"""What the worker does for referrals while nobody looks."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="27 * * * *")
@app.task(name="guichet.remind_of_answers", queueing_lock="remind_of_answers")
def remind_of_answers(timestamp: int) -> None:
    """Every hour; the action itself keeps to the working hours of each department."""
    actions.remind_all(at=timezone.now())
