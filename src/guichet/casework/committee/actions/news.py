"""News of a promise, and the reminder to whoever owes some."""

from datetime import date, datetime

from django.db import transaction

from guichet.casework.committee import notifications
from guichet.casework.committee.models import Promise, PromiseNews
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record, stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import local_day, long_date

from .promises import PromiseRefused
from .telling import tell


@transaction.atomic
def tell_news(
    promise: Promise, *, words: str, next_on: date, by: User | None, at: datetime
) -> PromiseNews:
    """Say what was done of a promise, and when more will be said: the committee reads it."""
    lock_afresh(promise)
    if not promise.is_due:
        raise PromiseRefused("Cet engagement est réglé : il n’attend plus de nouvelles.")
    if not words.strip():
        raise PromiseRefused("Écrivez où en est l’engagement.")
    if next_on <= local_day(at):
        raise PromiseRefused("Choisissez un jour à venir pour les prochaines nouvelles.")
    said = {"promise": promise, "words": words.strip(), "next_on": next_on}
    if PromiseNews.objects.filter(**said).exists():
        raise PromiseRefused("Ces nouvelles sont déjà notées, pour la même date.")
    news = PromiseNews.objects.create(
        **said,
        said_at=at,
        said_by_label=str(by) if by else "Guichet",
    )
    record(
        by=by, action="promise.tell_news", target=promise, at=at, next_on=long_date(next_on),
    )  # fmt: skip
    return news


def remind_of_promises(*, at: datetime) -> int:
    """Write to each holder whose news are due, once for each date; gives how many letters left."""
    owed = Promise.objects.real().due().with_news().in_order()
    return sum(_remind(promise, at=at) for promise in owed if _is_owed(promise, at=at))


@transaction.atomic
def _remind(promise: Promise, *, at: datetime) -> bool:
    """Asked again under the lock: another worker may have just written, the holder too."""
    lock_afresh(promise)
    fresh = Promise.objects.filter(pk=promise.pk).due().with_news().in_order().first()
    if fresh is None or not _is_owed(fresh, at=at):
        return False
    awaited = fresh.awaited_on
    letter = notifications.news_awaited(fresh, awaited=awaited)
    tell(fresh.made_in, [fresh.holder.email], letter, at=at)
    record(by=None, action="promise.remind", target=fresh, at=at, awaited=awaited.isoformat())
    return True


def _is_owed(promise: Promise, *, at: datetime) -> bool:
    awaited = promise.awaited_on
    is_late = awaited <= local_day(at) and promise.made_in.is_over
    return is_late and not _was_reminded(promise, awaited)


def _was_reminded(promise: Promise, awaited: date) -> bool:
    told = Event.objects.of_stream(stream_of(promise)).of_actions("promise.remind")
    return told.filter(data__awaited=awaited.isoformat()).exists()
