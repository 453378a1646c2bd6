"""A draft left for a week is recalled to its author, once."""

from datetime import datetime, timedelta

from django.db import transaction

from guichet.casework.demands.choices import TYPED_BY_DESK, Channel
from guichet.casework.demands.models import Demand
from guichet.foundations.audit.actions import record, stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.notifications.actions import notify

from .. import notifications
from ..models import DraftReminder

ABANDONED_AFTER = timedelta(days=7)
AT_ONCE = 200


def remind_abandoned(*, at: datetime) -> int:
    """Recall each draft that nobody has touched for a week; answers how many letters were
    written. One transaction per draft: the fault of one keeps nobody else waiting."""
    old = Demand.objects.drafts().filter(
        channel__in=[Channel.FORM, *TYPED_BY_DESK],
        version__gt=0,
        created_by__isnull=False,
        created_at__lt=at - ABANDONED_AFTER,
        draft_reminder=None,
    )
    waiting = list(old.select_related("requester", "created_by").order_by("pk")[:AT_ONCE])
    return sum(_remind(demand, at=at) for demand in waiting)


@transaction.atomic
def _remind(demand: Demand, *, at: datetime) -> bool:
    lock_afresh(demand)
    last = Event.objects.of_stream(stream_of(demand)).last()
    touched = last.at if last else demand.created_at
    recalled = DraftReminder.objects.filter(demand=demand).exists()
    if recalled or not demand.is_draft or touched > at - ABANDONED_AFTER:
        return False
    DraftReminder.objects.create(demand=demand, sent_at=at)
    author = [demand.created_by] if demand.created_by else []
    notify(author, notifications.draft_waits(demand), at=at)
    record(by=None, action="draft.remind", target=demand, at=at)
    return True
