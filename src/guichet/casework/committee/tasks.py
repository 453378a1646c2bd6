"""What the worker does for the committee."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions
from .models import Meeting


@app.task(name="guichet.render_minutes")
def render_minutes(*, meeting_id: int) -> None:
    """Make the file of a published meeting that lost it, or never had it."""
    meeting = Meeting.objects.published().get(pk=meeting_id)
    actions.render_minutes(meeting, by=None, at=timezone.now())
