"""Send back to each case what the committee said of it (glossary: extrait de procès-verbal)."""

from datetime import datetime

from django.db import transaction

from guichet.casework.committee.drafting import from_json
from guichet.casework.committee.extracts import pending_extracts
from guichet.casework.committee.models import Extract, Meeting
from guichet.casework.demands.actions import write_message
from guichet.casework.demands.choices import MessageAudience
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import plural

from .minutes import writable


@transaction.atomic
def send_extracts(meeting: Meeting, *, by: User | None, at: datetime) -> int:
    """Write each extract in the conversation of its case, which tells the applicant by mail.

    An extract that already left in the same words is not sent again; one whose words changed is.
    Gives how many left; nothing is written when each case has its own already.
    """
    minutes = writable(meeting)
    pending = pending_extracts(meeting, from_json(minutes.sections)).extracts
    if not pending:
        return 0
    for one in pending:
        Extract.objects.create(
            item=one.item,
            demand=one.demand,
            text=one.text,
            sha256=one.sha256,
            sent_at=at,
            sent_by_label=str(by) if by else "Guichet",
        )
        write_message(one.demand, audience=MessageAudience.APPLICANT, body=one.text, by=by, at=at)
        record(
            by=by, action="meeting.return_extract", target=one.demand, at=at,
            day=long_date(meeting.day), outcome=one.item.get_outcome_display().lower(),
        )  # fmt: skip
    told = plural(len(pending), "extrait de procès-verbal", "extraits de procès-verbal")
    record(by=by, action="meeting.send_extracts", target=meeting, at=at, told=told)
    return len(pending)
