"""Where each committee stands in its year: the bridge to notice.py, in a few queries."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from guichet.foundations.toolkit.dates import local_day

from .models import Committee, Meeting
from .notice import Duty
from .regulations import rules_of_each


def of_committees(committees: Sequence[Committee], *, at: datetime) -> list[tuple[Committee, Duty]]:
    today = local_day(at)
    meetings = Meeting.objects.filter(committee__in=committees)
    held = Counter(meetings.held_in(today.year).values_list("committee_id", flat=True))
    planned: dict[int, list[date]] = defaultdict(list)
    for committee, scheduled_at in meetings.to_come(at).values_list("committee_id", "scheduled_at"):
        planned[committee].append(local_day(scheduled_at))
    return [
        (
            committee,
            Duty(
                today,
                held=held[committee.pk],
                owed=rules.meetings_per_year,
                notice_days=rules.notice_days,
                basis=rules.bases["meetings_per_year"],
                next_on=next(iter(planned[committee.pk]), None),
                planned=sum(day.year == today.year for day in planned[committee.pk]),
            ),
        )
        for committee, rules in zip(committees, rules_of_each(committees, on=today), strict=True)
    ]
