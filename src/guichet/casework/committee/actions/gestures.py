"""A gesture of the secretary's screen happens once, however often its browser sends it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from guichet.casework.committee.models import Gesture, Meeting
from guichet.foundations.audit.rows import lock_afresh


@transaction.atomic
def once(
    meeting: Meeting,
    *,
    key: UUID,
    kind: str,
    made_at: datetime,
    received_at: datetime,
    deed: Callable[[datetime], str],
) -> str:
    """Do it, unless that key was seen: then answer what was answered the first time.

    The key and what the gesture changes are written in one transaction: both stay, or neither. A
    refusal is not kept, so that the same gesture may be tried again. `deed` is given the instant at
    which the gesture counts: when it was made, within the life of the meeting.
    """
    lock_afresh(meeting)
    known = Gesture.objects.filter(key=key).first()
    if known is not None:
        return known.sentence
    at = moment(meeting, made_at, received_at)
    sentence = deed(at)
    Gesture.objects.create(
        key=key, meeting=meeting, kind=kind, made_at=at, received_at=received_at, sentence=sentence
    )
    return sentence


def moment(meeting: Meeting, made_at: datetime, received_at: datetime) -> datetime:
    """A browser's clock may be wrong: never after it was received, never before the opening."""
    earliest = meeting.opened_at or received_at
    return max(min(made_at, received_at), earliest)
