"""What may be done to a meeting, and when, beside its workflow: the lock and the refusal."""

from django.db import connection

from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.committee.models import AgendaItem, Meeting
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.errors import DomainError

# The channel of PostgreSQL on which live.py listens.
CHANNEL = "guichet_meeting"


class MeetingRefused(DomainError):
    """The meeting cannot be prepared, convened, opened or closed as it was asked."""


def hold(meeting: Meeting, *moments: MeetingStatus) -> None:
    """Lock the meeting for the rest of the transaction; refuse when it has moved on.

    Whoever follows the meeting is told when the transaction commits.
    """
    lock_afresh(meeting)
    if meeting.status not in moments:
        now = meeting.get_status_display()
        raise MeetingRefused(
            f"Ce n’est plus possible : la séance est maintenant « {now} ». "
            "Quelqu’un l’a peut-être changée entre-temps ; rechargez la page."
        )
    announce(meeting)


def announce(meeting: Meeting) -> None:
    """Tell the screens that follow the meeting; PostgreSQL keeps it until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(meeting.pk)])


def hold_item(item: AgendaItem, *moments: MeetingStatus) -> Meeting:
    """Lock the meeting of an item, then read the item again; refuse when either is gone."""
    meeting = Meeting.with_rehearsals.select_related("committee__department").get(
        pk=item.meeting_id
    )
    hold(meeting, *moments)
    try:
        item.refresh_from_db()
    except AgendaItem.DoesNotExist as gone:
        raise MeetingRefused("Ce point n’est plus à l’ordre du jour ; rechargez la page.") from gone
    return meeting
