"""What an applicant does by the link of its demand, without an account."""

import secrets
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.documents import actions as documents
from guichet.foundations.documents.choices import DocumentKind
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day

from .. import notifications
from ..choices import MessageAudience
from ..correspondents import applicant_of, officers_to_tell
from ..models import Attachment, Demand, Message
from .conversation import MessageRefused
from .steps import hold, step

_THREAD = "dans l’échange avec la collectivité"


@transaction.atomic
def complete_without_account(demand: Demand, *, answer: str, at: datetime) -> None:
    """The answer to what the desk asked: the ball goes back to it."""
    hold(demand)
    with step(demand, "complete", by=applicant_of(demand), at=at):
        _say(demand, answer, at=at)
    letter = notifications.completed(demand, answer=answer)
    notify(officers_to_tell(demand, on=local_day(at)), letter, at=at)


@transaction.atomic
def write_without_account(demand: Demand, *, body: str, at: datetime) -> Message:
    """A message to whoever follows the demand; a second click writes nothing more."""
    hold(demand)
    text = body.strip()
    if not text:
        raise MessageRefused("Écrivez votre message avant de l’envoyer.")
    last = demand.messages.for_applicant().for_thread().last()
    if last is not None and last.author_id is None and last.body == text:
        raise MessageRefused("Ce message est déjà envoyé : il est dans l’échange ci-dessous.")
    message = _say(demand, text, at=at)
    record(
        by=applicant_of(demand), action="message.write", target=demand, at=at,
        audience=str(MessageAudience.APPLICANT), thread=_THREAD,
    )  # fmt: skip
    notify(officers_to_tell(demand, on=local_day(at)), notifications.written(message), at=at)
    return message


@transaction.atomic
def attach_without_account(
    demand: Demand, *, upload: "UploadedFile[bytes]", at: datetime
) -> Attachment:
    """Join a file, once; documents refuses with its sentence what is too big or not a document."""
    hold(demand)
    document = documents.store(upload, kind=DocumentKind.ATTACHMENT, by=None, at=at)
    twin = demand.attachments.same_as(document).order_by("pk").first()
    if twin is not None:
        documents.discard(document, by=None, at=at)
        return twin
    attachment = Attachment.objects.create(demand=demand, document=document)
    who = applicant_of(demand)
    record(by=who, action="demand.attach", target=demand, at=at, name=document.name)
    letter = notifications.attached(demand, name=document.name, by=str(who))
    notify(officers_to_tell(demand, on=local_day(at)), letter, at=at)
    return attachment


@transaction.atomic
def renew_link(demand: Demand, *, by: User | None, at: datetime) -> None:
    """Void every link sent and send a new one to the contact of the demand."""
    hold(demand)
    demand.follow_key = secrets.token_urlsafe(9)
    demand.save(update_fields=["follow_key"])
    record(by=by, action="demand.renew_link", target=demand, at=at)
    send_link(demand, at=at)


@transaction.atomic
def send_link(demand: Demand, *, at: datetime) -> None:
    """The link again, to the only address that may have it: the contact of the demand."""
    contact = demand.contact_email.strip()
    notify([contact] if contact else [], notifications.link_again(demand), at=at)


def _say(demand: Demand, body: str, *, at: datetime) -> Message:
    return Message.objects.create(
        demand=demand,
        audience=MessageAudience.APPLICANT,
        author=None,
        author_label=str(applicant_of(demand))[:200],
        body=body,
        written_at=at,
    )
