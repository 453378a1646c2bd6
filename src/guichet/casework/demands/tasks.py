"""What the worker does for demands while nobody looks."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions
from .models import SavedView


@app.periodic(cron="12 * * * *")
@app.task(name="guichet.remind_of_deadlines", queueing_lock="remind_of_deadlines")
def remind_of_deadlines(timestamp: int) -> None:
    """Every hour; the action itself keeps to the working hours of each department."""
    actions.remind_all(at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="guichet.read_mailboxes", queueing_lock="read_mailboxes")
def read_mailboxes(timestamp: int) -> None:
    """Every five minutes; nothing to do where no mailbox is set."""
    actions.read_mailboxes(at=timezone.now())


@app.periodic(cron="30 5 * * *")
@app.task(name="guichet.tell_saved_views", queueing_lock="tell_saved_views")
def tell_saved_views(timestamp: int) -> None:
    """Once a day, before people arrive: one letter per view that something has entered."""
    for view in SavedView.objects.with_alert():
        actions.tell_view(view, at=timezone.now())
