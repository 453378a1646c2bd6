"""What the worker does for the doors."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="23 3 * * *")
@app.task(name="guichet.forget_public_entries", queueing_lock="forget_public_entries")
def forget_public_entries(timestamp: int) -> None:
    actions.forget_entries(at=timezone.now())
    actions.forget_drafts(at=timezone.now())


@app.periodic(cron="10 8 * * 1-5")
@app.task(name="guichet.remind_abandoned_drafts", queueing_lock="remind_abandoned_drafts")
def remind_abandoned_drafts(timestamp: int) -> None:
    actions.remind_abandoned(at=timezone.now())
    actions.recall_drafts(at=timezone.now())
