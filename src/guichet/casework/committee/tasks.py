"""What the worker does for the committee."""

from contextlib import suppress

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions
from .actions.sealing import SEAL_JOB
from .models import Meeting


@app.periodic(cron="15 7 * * 1-5")
@app.task(name="guichet.remind_of_promises", queueing_lock="remind_of_promises")
def remind_of_promises(timestamp: int) -> None:
    """Every working morning: one letter for each promise whose news are due."""
    actions.remind_of_promises(at=timezone.now())


@app.periodic(cron="20 7-16 * * 1-5")
@app.task(name="guichet.remind_the_silent", queueing_lock="remind_the_silent")
def remind_the_silent(timestamp: int) -> None:
    """Every hour of a working day, so that a worker which was down in the morning catches up."""
    actions.send_reminders(at=timezone.now())


@app.task(name="guichet.render_minutes")
def render_minutes(*, meeting_id: int) -> None:
    """Make the file of a published meeting that lost it, or never had it."""
    meeting = Meeting.objects.published().get(pk=meeting_id)
    actions.render_minutes(meeting, by=None, at=timezone.now())


@app.task(name=SEAL_JOB)
def seal_meeting(*, meeting_id: int, occasion: str) -> None:
    """Keep the proof pack of a meeting that was just closed or published."""
    meeting = Meeting.objects.for_detail().get(pk=meeting_id)
    # A job replayed finds its own pack, and nothing new to keep.
    with suppress(actions.SealRefused):
        actions.seal_meeting(meeting, occasion=occasion, by=None, at=timezone.now())
