"""Letters: written in the transaction of the fact they tell, carried by the queue.

A letter is a row before it is a mail, and its row is its record: no event is written beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from guichet.foundations.accounts.actions import issue_link
from guichet.foundations.accounts.models import User

from . import mail, notifications, queue
from .choices import ABOUT_SIGN_IN, DeliveryStatus
from .letters import Message
from .models import Delivery

__all__ = [
    "Message",
    "deliver",
    "in_the_past",
    "notify",
    "notify_each",
    "requeue_forgotten",
    "send_sign_in_link",
]

GIVE_UP_AFTER = timedelta(days=7)
# A letter younger than this has its job in the transaction that wrote it.
FORGOTTEN_AFTER = timedelta(minutes=1)
REQUEUED_AT_ONCE = 500
_past: ContextVar[bool] = ContextVar("past", default=False)


class DeliveryFailed(Exception):
    """The letter is kept and marked; the queue must try again later."""


@transaction.atomic(savepoint=False)
def notify(people: Iterable[User | str], message: Message, *, at: datetime) -> None:
    """Write one letter per address and queue it, both or neither.

    Whoever is named twice gets one letter; a closed account gets none.
    """
    _write([_letter(*who, message, at=at) for who in _addresses(people).values()])


@transaction.atomic(savepoint=False)
def notify_each(
    letters: Sequence[tuple[User | str, Message]], *, at: datetime
) -> list[Delivery | None]:
    """A letter of its own to each person, in as many statements for one as for a hundred.

    Answers them in the order given, None for a closed account.
    """
    found: list[Delivery | None] = []
    for person, message in letters:
        who = next(iter(_addresses([person]).values()), None)
        found.append(_letter(*who, message, at=at) if who else None)
    _write([letter for letter in found if letter is not None])
    return found


def _letter(email: str, user: User | None, message: Message, *, at: datetime) -> Delivery:
    return Delivery(
        to_email=email,
        to_user=user,
        subject=message.one_line_subject(),
        body=message.body_for(has_account=user is not None),
        link=message.link if user else message.public_link or message.link,
        about=message.about,
        thread=message.thread,
        calendar=message.calendar,
        created_at=at,
        status=DeliveryStatus.SENT if _past.get() else DeliveryStatus.WAITING,
        sent_at=at if _past.get() else None,
    )


def _write(letters: Sequence[Delivery]) -> None:
    written = Delivery.objects.bulk_create(letters)
    if not _past.get():
        queue.enqueue(letter.pk for letter in written)


@contextmanager
def in_the_past() -> Iterator[None]:
    """Letters written inside belong to an invented past: kept as sent, none of them leaves."""
    token = _past.set(True)
    try:
        yield
    finally:
        _past.reset(token)


def _addresses(people: Iterable[User | str]) -> dict[str, tuple[str, User | None]]:
    found: dict[str, tuple[str, User | None]] = {}
    for person in people:
        if isinstance(person, User):
            if person.is_active:
                found[person.email.lower()] = (person.email, person)
        elif person.strip():
            found.setdefault(person.strip().lower(), (person.strip(), None))
    return found


def deliver(delivery_id: int, *, at: datetime) -> None:
    """Carry one letter to the mail server. Safe to run twice, or by two workers at once.

    What went wrong is committed before DeliveryFailed is raised, so that it is never lost.
    """
    reason = _try_to_send(delivery_id, at=at)
    if reason:
        raise DeliveryFailed(reason)


@transaction.atomic
def _try_to_send(delivery_id: int, *, at: datetime) -> str:
    locked = Delivery.objects.unsent().select_for_update(of=("self",))
    letter = locked.filter(pk=delivery_id).order_by("pk").first()
    if letter is None:
        return ""
    letter.attempts += 1
    try:
        mail.send(letter)
    except mail.MailRefused as refusal:
        hopeless = refusal.permanent or at - letter.created_at > GIVE_UP_AFTER
        letter.status = DeliveryStatus.ABANDONED if hopeless else DeliveryStatus.FAILED
        letter.last_error = str(refusal)
        letter.save(update_fields=["attempts", "status", "last_error"])
        return "" if hopeless else letter.last_error
    letter.status = DeliveryStatus.SENT
    letter.sent_at = at
    letter.last_error = ""
    _forget_the_secret(letter)
    letter.save(update_fields=["attempts", "status", "sent_at", "last_error", "body", "link"])
    return ""


def _forget_the_secret(letter: Delivery) -> None:
    """A sign-in link that really left is no longer readable in the database."""
    if letter.about == ABOUT_SIGN_IN and settings.EMAIL_HOST:
        letter.link = ""
        letter.body = (
            "Le texte de ce message contenait un lien de connexion : il n’est pas conservé."
        )


@transaction.atomic
def requeue_forgotten(*, at: datetime) -> int:
    """Give a job to each unsent letter that has none: whatever happened to it, it will leave."""
    unsent = Delivery.objects.unsent().written_before(at - FORGOTTEN_AFTER).order_by("pk")
    with_a_job = queue.letters_with_a_job()
    forgotten = [pk for pk in unsent.values_list("pk", flat=True) if pk not in with_a_job]
    return sum(queue.enqueue_again(pk) for pk in forgotten[:REQUEUED_AT_ONCE])


@transaction.atomic
def send_sign_in_link(request_id: int, *, at: datetime) -> None:
    """Serve a request for a link, once: a letter to the account's address, or silence."""
    link = issue_link(request_id, at=at)
    if link is not None:
        notify([link.user], notifications.sign_in_link(link), at=at)
