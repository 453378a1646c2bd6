"""What people say about a demand and join to it, from both sides, for its whole life."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.documents import actions as documents
from guichet.foundations.documents.choices import DocumentKind
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError

from .. import notifications
from ..choices import MessageAudience
from ..correspondents import (
    Recipients,
    applicant_to_tell,
    is_named,
    officers_to_tell,
    services_of,
    services_to_tell,
    signature,
    speaks_for_the_applicant,
)
from ..models import Attachment, Demand, Message, ReadMark
from .files import remove_file
from .steps import hold, step

_THREADS = {
    MessageAudience.APPLICANT: "dans l’échange avec la collectivité",
    MessageAudience.INTERNAL: "entre services",
}


class MessageRefused(DomainError):
    """There is nothing to send, or it has just been sent."""


class AttachmentRefused(DomainError):
    """Files of a deposited demand stay: they were part of what was asked."""


@transaction.atomic
def write_message(
    demand: Demand,
    *,
    audience: str,
    body: str,
    by: User | None,
    at: datetime,
    mentions: Iterable[User] = (),
    uploads: "Iterable[UploadedFile[bytes]]" = (),
) -> Message:
    """Add a message to one of the two threads, at any stage, and tell the other side by mail.

    Between services, whoever is named (chosen in the list, or « @Name » in the text) is told too.
    A file that is refused refuses the message: its author still has both in front of him.
    """
    hold(demand)
    text = body.strip()
    if not text:
        raise MessageRefused("Écrivez votre message avant de l’envoyer.")
    # The lock on the demand makes the second of two clicks see the first.
    if Message.objects.said_just_before(demand, audience=audience, body=text, by=by, at=at):
        raise MessageRefused("Ce message est déjà envoyé : il est dans l’échange ci-dessous.")
    message = say(demand, audience=audience, body=text, by=by, at=at)
    for upload in uploads:
        document = documents.store(upload, kind=DocumentKind.ATTACHMENT, by=by, at=at)
        Attachment.objects.create(demand=demand, document=document, message=message)
    told = _named(message, mentions, at=at)
    announce(message, by=by, at=at, except_for=told)
    notify(_others(told, by), notifications.mentioned(message), at=at)
    if by is not None:
        _mark(demand, audience=audience, last=message, by=by)
    return message


def announce(
    message: Message, *, by: User | None, at: datetime, except_for: Recipients = ()
) -> None:
    """Record a message that has just been written and send its letters."""
    thread = _THREADS[MessageAudience(message.audience)]
    record(
        by=by, action="message.write", target=message.demand, at=at,
        audience=str(message.audience), thread=thread,
    )  # fmt: skip
    listeners = [p for p in _listeners(message, by=by, at=at) if p not in except_for]
    notify(listeners, notifications.written(message), at=at)


@transaction.atomic
def mark_read(demand: Demand, *, audience: str, up_to: int, by: User) -> None:
    """Remember how far a person has read; never backwards.

    A mark is private and says nothing of the case: no event is written beside it.
    """
    last = demand.messages.filter(audience=audience, pk__lte=up_to).order_by("pk").last()
    if last is not None:
        _mark(demand, audience=audience, last=last, by=by)


def _mark(demand: Demand, *, audience: str, last: Message, by: User) -> None:
    mark, is_new = ReadMark.objects.select_for_update(of=("self",)).get_or_create(
        demand=demand, audience=audience, user=by, defaults={"last_read": last}
    )
    if not is_new and mark.last_read_id < last.pk:
        mark.last_read = last
        mark.save(update_fields=["last_read"])


def _named(message: Message, chosen: Iterable[User], *, at: datetime) -> tuple[User, ...]:
    """The people of the services to whom a message is addressed, once each."""
    if message.audience != MessageAudience.INTERNAL:
        return ()
    readers = services_of(message.demand, on=local_day(at))
    picked = {person.pk for person in chosen}
    told = tuple(
        person for person in readers if person.pk in picked or is_named(person.name, message.body)
    )
    message.mentions.set(told)
    return told


@transaction.atomic
def complete(demand: Demand, *, answer: str, by: User | None, at: datetime) -> None:
    """Send what the desk asked for: the ball goes back to it."""
    hold(demand)
    with step(demand, "complete", by=by, at=at):
        say(demand, audience=MessageAudience.APPLICANT, body=answer, by=by, at=at)
    notify(
        _others(officers_to_tell(demand, on=local_day(at)), by),
        notifications.completed(demand, answer=answer),
        at=at,
    )


@transaction.atomic
def attach(
    demand: Demand, *, upload: "UploadedFile[bytes]", by: User | None, at: datetime
) -> Attachment:
    """Join a file, once. Too big, empty or of a wrong type: documents refuses with its sentence."""
    hold(demand)
    document = documents.store(upload, kind=DocumentKind.ATTACHMENT, by=by, at=at)
    apart = demand.attachments.filter(message=None)
    twin = apart.same_as(document).order_by("pk").first()
    if twin is not None:
        # The second of two clicks, or the same file chosen again after a refused form.
        documents.discard(document, by=by, at=at)
        return twin
    attachment = Attachment.objects.create(demand=demand, document=document)
    record(by=by, action="demand.attach", target=demand, at=at, name=document.name)
    if not demand.is_draft and by is not None and speaks_for_the_applicant(demand, by):
        letter = notifications.attached(demand, name=document.name, by=signature(by))
        notify(officers_to_tell(demand, on=local_day(at)), letter, at=at)
    return attachment


@transaction.atomic
def detach(attachment: Attachment, *, by: User | None, at: datetime) -> None:
    """Take a file back from a draft."""
    demand = attachment.demand
    hold(demand)
    if not demand.is_draft:
        raise AttachmentRefused(
            "La demande est déposée : ses pièces jointes ne peuvent plus être retirées. "
            "Joignez la bonne version et signalez-le dans les échanges."
        )
    record(by=by, action="demand.detach", target=demand, at=at, name=attachment.document.name)
    remove_file(attachment, by=by, at=at)


def say(
    demand: Demand,
    *,
    audience: str,
    body: str,
    by: User | None,
    at: datetime,
    author: str = "",
    mail_id: str = "",
) -> Message:
    """Write in a thread what another deed of the same transaction records and mails.

    `author` names somebody who has no account: the contact of a demand, by mail.
    """
    return Message.objects.create(
        demand=demand,
        audience=audience,
        author=by,
        author_label=(author or signature(by))[:200],
        body=body,
        written_at=at,
        mail_id=mail_id,
    )


def _listeners(message: Message, *, by: User | None, at: datetime) -> Recipients:
    demand, today = message.demand, local_day(at)
    if message.audience == MessageAudience.INTERNAL:
        return _others(services_to_tell(demand, on=today), by)
    if by is not None and speaks_for_the_applicant(demand, by):
        return _others(officers_to_tell(demand, on=today), by)
    if by is None:
        return officers_to_tell(demand, on=today)  # the contact of the demand, by mail
    # The desk also reads what a provider says to the applicant.
    return _others((*applicant_to_tell(demand), *officers_to_tell(demand, on=today)), by)


def _others(people: Recipients, by: User | None) -> Recipients:
    """Nobody is told by mail what he has just written."""
    mine = {str(by.pk), by.email.lower()} if by else set()
    return tuple(
        person
        for person in people
        if (str(person.pk) if isinstance(person, User) else person.lower()) not in mine
    )
