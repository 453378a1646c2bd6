"""What the worker does for offers."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="40 8 * * 1-5")
@app.task(name="guichet.remind_providers", queueing_lock="remind_providers")
def remind_providers(timestamp: int) -> None:
    """Each working morning; a sheet is recalled at most once a year."""
    actions.remind_all(at=timezone.now())
