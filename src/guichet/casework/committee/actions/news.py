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
    news = PromiseNews.objects.create(
        promise=promise,
        words=words.strip(),
        next_on=next_on,
        said_at=at,
        said_by_label=str(by) if by else "Guichet",
    )
    record(
        by=by, action="promise.tell_news", target=promise, at=at, next_on=long_date(next_on),
    )  # fmt: skip
    return news


@transaction.atomic
def remind_of_promises(*, at: datetime) -> int:
    """Write to each holder whose news are due, once for each date; gives how many letters left."""
    today = local_day(at)
    sent = 0
    for promise in Promise.objects.real().due().with_news().in_order():
        awaited = promise.awaited_on
        if awaited > today or not promise.made_in.is_over or _was_reminded(promise, awaited):
            continue
        lock_afresh(promise)
        letter = notifications.news_awaited(promise, awaited=awaited)
        tell(promise.made_in, [promise.holder.email], letter, at=at)
        record(by=None, action="promise.remind", target=promise, at=at, awaited=awaited.isoformat())
        sent += 1
    return sent


def _was_reminded(promise: Promise, awaited: date) -> bool:
    told = Event.objects.of_stream(stream_of(promise)).of_actions("promise.remind")
    return told.filter(data__awaited=awaited.isoformat()).exists()
