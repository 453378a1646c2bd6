"""The second edition of minutes: once a published meeting approved them, their file says so."""

from datetime import datetime

from django.db import transaction

from guichet.casework.committee.adoption import adopted_at, adoption_of
from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.committee.models import Meeting, Minutes
from guichet.casework.committee.paper import adopted_paper_of, minutes_name
from guichet.casework.committee.pdf import minutes_pdf
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.documents.actions import store_made
from guichet.foundations.documents.choices import DocumentKind
from guichet.foundations.toolkit.dates import local_day, long_date

from .sealing import seal_soon


@transaction.atomic
def issue_editions(published: Meeting, *, by: User | None, at: datetime) -> int:
    """Print again what this meeting approved, and itself when a later one had already done so.

    Returns how many files were made. Nothing is said in public of an approval before the meeting
    that gave it is published; the first edition, its address and its hash never change.
    """
    if published.is_rehearsal:
        return 0
    waiting = Minutes.objects.without_second_edition(published.committee)
    return sum(_issue(minutes, by=by, at=at) for minutes in waiting)


def _issue(minutes: Minutes, *, by: User | None, at: datetime) -> bool:
    meeting = minutes.meeting
    adopting = adopted_at(meeting)
    if adopting is None or adopting.status != MeetingStatus.PUBLISHED:
        return False
    adoption = adoption_of(minutes, adopting, public=True)
    minutes.adopted_document = store_made(
        minutes_pdf(adopted_paper_of(meeting, minutes, on=local_day(at), adoption=adoption)),
        name=minutes_name(meeting, edition=2),
        kind=DocumentKind.MINUTES,
        by=by,
        at=at,
    )
    minutes.adopted_in = adopting
    minutes.save(update_fields=["adopted_document", "adopted_in"])
    record(
        by=by, action="meeting.issue_edition", target=meeting, at=at,
        day=long_date(adopting.day), sha256=minutes.adopted_document.sha256,
    )  # fmt: skip
    seal_soon(meeting, occasion="approbation du procès-verbal")
    return True
