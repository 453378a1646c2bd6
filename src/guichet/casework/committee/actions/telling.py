"""The only door by which the committee writes to people: a rehearsal writes to nobody."""

from collections.abc import Iterable
from datetime import datetime

from guichet.casework.committee.models import Meeting
from guichet.foundations.accounts.models import User
from guichet.foundations.notifications.actions import Message, notify


def tell(meeting: Meeting, people: Iterable[User | str], letter: Message, *, at: datetime) -> None:
    """Send a letter about a meeting, unless the meeting is a rehearsal."""
    if not meeting.is_rehearsal:
        notify(people, letter, at=at)
