"""A sheet that nobody has vouched for in a year: its provider is asked, once a year."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction

from guichet.foundations.audit.actions import record, stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day

from .. import notifications
from ..correspondents import people_of
from ..models import Offer, OfferQuerySet

YEAR = timedelta(days=365)
# Any of these within the year: somebody has looked at the sheet, or has been asked to.
_LOOKED_AT = (
    "offer.save_offer", "offer.publish_offer", "offer.check_offer", "offer.confirm_offer",
    "offer.remind",
)  # fmt: skip


def remind_all(*, at: datetime) -> int:
    """One letter per provider, naming its stale sheets; answers how many letters were written."""
    waiting = _waiting(Offer.objects.all(), at=at)
    by_provider = groupby(waiting, key=lambda offer: offer.provider_id)
    return sum(_remind_once(list(offers), at=at) for _, offers in by_provider)


@transaction.atomic
def _remind_once(offers: Sequence[Offer], *, at: datetime) -> bool:
    """Asked again under the lock of the sheets: another worker may have just written."""
    held = Offer.objects.filter(pk__in=[offer.pk for offer in offers])
    list(held.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    waiting = _waiting(held, at=at)
    return bool(waiting) and remind(waiting, at=at)


def _waiting(offers: OfferQuerySet, *, at: datetime) -> list[Offer]:
    stale = list(offers.unchecked_since(local_day(at - YEAR)).for_reminders())
    streams = {stream_of(offer): offer for offer in stale}
    looked_at = set(
        Event.objects.of_actions(*_LOOKED_AT)
        .filter(stream__in=list(streams), at__gt=at - YEAR)
        .order_by("stream")
        .values_list("stream", flat=True)
    )
    return [offer for stream, offer in streams.items() if stream not in looked_at]


@transaction.atomic
def remind(offers: Sequence[Offer], *, at: datetime) -> bool:
    """Ask a provider to read its sheets again; the fact is kept even when nobody can be told, so
    that the desk sees whose silence it is."""
    provider = offers[0].provider
    people = people_of(provider, on=local_day(at))
    notify(people, notifications.read_again(provider, offers), at=at)
    for offer in offers:
        record(by=None, action="offer.remind", target=offer, at=at, told=bool(people))
    return bool(people)
