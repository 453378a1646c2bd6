"""The only door by which the committee writes to people: a rehearsal writes to nobody.

What a rehearsal would have sent is kept beside it, so that it can be read on its page and never
reach the queue (ADR 0024).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from guichet.casework.committee.models import Meeting, RehearsalLetter
from guichet.foundations.accounts.models import User
from guichet.foundations.notifications.actions import Message, notify, notify_each

MARK = "RÉPÉTITION. "


@dataclass(frozen=True)
class Told:
    """What became of one letter: `number` is that of the mail, which a rehearsal has not."""

    is_written: bool
    number: int | None = None


def tell(meeting: Meeting, people: Iterable[User | str], letter: Message, *, at: datetime) -> None:
    """Send a letter about a meeting; a rehearsal keeps it instead."""
    if meeting.is_rehearsal:
        _keep(meeting, [(person, letter) for person in people], at=at)
    else:
        notify(people, letter, at=at)


def tell_each(
    meeting: Meeting, letters: Sequence[tuple[User | str, Message]], *, at: datetime
) -> list[Told]:
    """The same, with a letter of its own for each person; what became of each, in their order."""
    if meeting.is_rehearsal:
        _keep(meeting, letters, at=at)
        return [Told(is_written=True) for _ in letters]
    written = notify_each(letters, at=at)
    return [Told(one is not None, one.pk if one else None) for one in written]


def _keep(meeting: Meeting, letters: Sequence[tuple[User | str, Message]], *, at: datetime) -> None:
    RehearsalLetter.objects.bulk_create(
        RehearsalLetter(
            meeting=meeting,
            to=person if isinstance(person, str) else person.email,
            subject=f"{MARK}{letter.one_line_subject()}"[:250],
            body=letter.body,
            link=letter.public_link or letter.link,
            at=at,
        )
        for person, letter in letters
        if person
    )
