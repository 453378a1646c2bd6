"""The second of two clicks, for a deed that may well be done again another day."""

from datetime import datetime, timedelta

from django.db import models

from .actions import Actor, stream_of
from .models import Event

# A slow page is clicked again within seconds; whoever comes back after that means it.
WITHIN = timedelta(minutes=5)


def just_done(
    target: models.Model, action: str, *, by: Actor | None, at: datetime, **data: object
) -> bool:
    """Whether the same person has just done the same to `target`. The caller holds the row whose
    lock makes the second one wait; `data` is what tells two deeds apart, as it is recorded."""
    done = Event.objects.of_stream(stream_of(target)).of_actions(action)
    mine = done.filter(actor_id=by.pk if by else None, at__gt=at - WITHIN)
    return any(one.items() >= data.items() for one in mine.values_list("data", flat=True))
