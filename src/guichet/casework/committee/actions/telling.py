"""The only door by which the committee writes to people: a rehearsal writes to nobody."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from guichet.casework.committee.models import Meeting
from guichet.foundations.accounts.models import User
from guichet.foundations.notifications.actions import Message, notify, notify_each
from guichet.foundations.notifications.models import Delivery


def tell(meeting: Meeting, people: Iterable[User | str], letter: Message, *, at: datetime) -> None:
    """Send a letter about a meeting, unless the meeting is a rehearsal."""
    if not meeting.is_rehearsal:
        notify(people, letter, at=at)


def tell_each(
    meeting: Meeting, letters: Sequence[tuple[User | str, Message]], *, at: datetime
) -> list[Delivery | None]:
    """The same, with a letter of its own for each person; none leaves from a rehearsal."""
    return [None] * len(letters) if meeting.is_rehearsal else notify_each(letters, at=at)
