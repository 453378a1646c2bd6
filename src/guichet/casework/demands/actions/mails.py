"""Answers that come by mail: filed in the thread of their letter, or kept until somebody does it.

A mail that came is a row, always, but for those that machines send by themselves.
"""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.audit.rows import hold_name, lock_afresh
from guichet.foundations.documents import actions as documents
from guichet.foundations.documents.choices import DocumentKind
from guichet.foundations.notifications import incoming
from guichet.foundations.notifications.incoming import Incoming, MailRefused
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.notifications.replies import letter_answered
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.territories.models import Territory

from .. import permissions
from ..choices import MessageAudience
from ..models import Attachment, Demand, Message, UnfiledMail
from .conversation import announce, say
from .steps import hold

NO_LETTER = "L’adresse à laquelle il a été envoyé ne répond à aucune lettre de Guichet."
TO_THE_DESK = "Il ne répond à aucune lettre : c’est peut-être une nouvelle demande."
NO_CASE = "La lettre à laquelle il répond n’est pas celle d’une demande."
OTHER_SENDER = "Il ne vient pas de l’adresse à laquelle la lettre avait été envoyée."
NO_RIGHT = "Son auteur ne peut plus écrire dans cet échange."
NO_TEXT = "Il ne contient ni texte ni fichier."
TOO_MANY = (
    "Trop de courriels sont arrivés en une heure dans cet échange : personne n’a été prévenu."
)
TOO_HEAVY = (
    "Il pèse plus de 25 Mo : seul son en-tête est gardé ici, le message entier est resté dans la "
    "boîte où il est arrivé. Demandez un envoi plus léger."
)
# A person answers a few times an hour; beyond, a machine does, and each mail would write letters.
WINDOW = timedelta(hours=1)
PER_CASE = 20


class MailSettled(DomainError):
    """Somebody has already taken care of it."""


@transaction.atomic
def receive_mail(
    raw: bytes, *, at: datetime, department: Territory | None = None, is_whole: bool = True
) -> Message | UnfiledMail | None:
    """File an answer as a message of its thread. None: a machine's mail, or one already received.

    The sender must be whom the letter was sent to, and must still have the right to write. What
    answers nothing waits for the desk of `department`, that of the mailbox, if there is one.
    """
    try:
        mail = incoming.read(raw)
    except MailRefused as refusal:
        return _keep(raw, None, refusal.sentence, at=at, department=department)
    # Asked under a lock: two workers may read the same mailbox at once.
    hold_name("mail", mail.mail_id)
    if mail.is_automatic or _is_known(mail.mail_id):
        return None
    if not is_whole:
        return _keep(raw, mail, TOO_HEAVY, at=at, department=department)
    letter = letter_answered(mail.recipients)
    if letter is None:
        reason = TO_THE_DESK if department else NO_LETTER
        return _keep(raw, mail, reason, at=at, department=department)
    demand = _case_of(letter)
    if demand is None:
        return _keep(raw, mail, NO_CASE, at=at, department=department)
    hold(demand)
    wrong = _refusal(mail, letter, demand) or _too_many(demand, at=at)
    if wrong:
        return _keep(raw, mail, wrong, demand=demand, at=at)
    by = letter.to_user
    author = f"{demand.contact_name or mail.sender}, {demand.requester}"
    message = _write(
        demand, mail, audience=letter.thread, by=by, at=at, author="" if by else author
    )
    announce(message, by=by, at=at)
    return message


@transaction.atomic
def file_mail(mail: UnfiledMail, *, demand: Demand, by: User, at: datetime) -> Message:
    """Put a kept mail in the thread of a demand, in its sender's name."""
    hold(demand)
    _hold_waiting(mail)
    read = incoming.read(bytes(mail.raw))
    message = _write(
        demand, read, audience=MessageAudience.APPLICANT, by=by, at=at,
        author=f"{read.sender_name or read.sender} (courriel classé par {by})", is_relayed=True,
    )  # fmt: skip
    announce(message, by=by, at=at)
    mail.demand = demand
    _settle(mail, by=by, at=at)
    record(
        by=by, action="mail.file", target=mail, at=at, sender=mail.sender,
        audience=str(MessageAudience.INTERNAL),
    )  # fmt: skip
    return message


@transaction.atomic
def dismiss_mail(
    mail: UnfiledMail, *, because: str, by: User, at: datetime, with_others: bool = False
) -> int:
    """Nothing to file: the mail leaves the list and stays in the database; `with_others`, so do
    those of the same sender. Answers how many left."""
    _hold_waiting(mail)
    _settle(mail, by=by, at=at)
    others = UnfiledMail.objects.waiting().beside(mail) if with_others else None
    count = 1 + (others.update(settled_by=by, settled_at=at) if others is not None else 0)
    record(
        by=by, action="mail.dismiss", target=mail, at=at, because=because, sender=mail.sender,
        count=count, audience=str(MessageAudience.INTERNAL),
    )  # fmt: skip
    return count


@transaction.atomic
def settle_as_demand(mail: UnfiledMail, *, demand: Demand, by: User, at: datetime) -> None:
    """The mail became that demand: it leaves the list of what waits."""
    _hold_waiting(mail)
    mail.demand = demand
    _settle(mail, by=by, at=at)
    record(
        by=by, action="mail.become_demand", target=mail, at=at, sender=mail.sender,
        audience=str(MessageAudience.INTERNAL),
    )  # fmt: skip


def _refusal(mail: Incoming, letter: Delivery, demand: Demand) -> str:
    if mail.sender != letter.to_email.lower():
        return OTHER_SENDER
    if not mail.text.strip() and not mail.files:
        return NO_TEXT
    if letter.to_user is None:
        is_contact = mail.sender == demand.contact_email.strip().lower()
        allowed = is_contact and letter.thread == MessageAudience.APPLICANT
    else:
        user = letter.to_user
        seen = Demand.objects.visible_to(user).filter(pk=demand.pk).exists()
        writes = permissions.can_write(user, demand, audience=letter.thread)
        allowed = user.is_active and seen and writes
    return "" if allowed else NO_RIGHT


def _write(
    demand: Demand,
    mail: Incoming,
    *,
    audience: str,
    by: User | None,
    at: datetime,
    author: str,
    is_relayed: bool = False,
) -> Message:
    message = say(
        demand, audience=audience, body="", by=None if is_relayed else by, at=at, author=author,
        mail_id=mail.mail_id,
    )  # fmt: skip
    refused = []
    for file in mail.files:
        try:
            upload = SimpleUploadedFile(file.name, file.content, content_type=file.content_type)
            document = documents.store(upload, kind=DocumentKind.ATTACHMENT, by=by, at=at)
        except DomainError as refusal:
            refused.append(f"[Fichier non gardé] {refusal.sentence}")
        else:
            Attachment.objects.create(demand=demand, document=document, message=message)
    message.body = "\n\n".join(part for part in (mail.text.strip(), *refused) if part)
    message.body = message.body or "(Courriel sans texte : voir les fichiers joints.)"
    message.save(update_fields=["body"])
    return message


def _keep(
    raw: bytes,
    mail: Incoming | None,
    reason: str,
    *,
    at: datetime,
    demand: Demand | None = None,
    department: Territory | None = None,
) -> UnfiledMail:
    sender = (mail.sender if mail else "")[:250]
    # A mail that names no case is shown to the desk that knows its author, if there is one.
    near = demand or (Demand.objects.deposited().of_contact(sender) if sender else None)
    kept = UnfiledMail.objects.create(
        department=near.department if near else department,
        demand=demand,
        mail_id=mail.mail_id if mail else "",
        sender=sender,
        subject=mail.subject if mail else "",
        body=mail.whole if mail else "",
        raw=raw,
        reason=reason[:300],
        received_at=at,
    )
    record(
        by=None, action="mail.keep", target=kept, at=at, because=kept.reason, sender=kept.sender,
        audience=str(MessageAudience.INTERNAL),
    )  # fmt: skip
    return kept


def _too_many(demand: Demand, *, at: datetime) -> str:
    lately = demand.messages.filter(written_at__gt=at - WINDOW).exclude(mail_id="")
    return TOO_MANY if lately.count() >= PER_CASE else ""


def _hold_waiting(mail: UnfiledMail) -> None:
    lock_afresh(mail)
    if mail.settled_at is not None:
        raise MailSettled("Ce courriel a déjà été traité : rechargez la page.")


def _settle(mail: UnfiledMail, *, by: User, at: datetime) -> None:
    mail.settled_by, mail.settled_at = by, at
    mail.save(update_fields=["settled_by", "settled_at", "demand"])


def _is_known(mail_id: str) -> bool:
    if not mail_id:
        return False
    filed = Message.objects.filter(mail_id=mail_id).exists()
    return filed or UnfiledMail.objects.filter(mail_id=mail_id).exists()


def _case_of(letter: Delivery) -> Demand | None:
    kind, _, number = letter.about.partition(":")
    if kind != "demand" or not number.isdecimal() or letter.thread not in MessageAudience.values:
        return None
    return Demand.objects.for_letters().filter(pk=int(number)).order_by("pk").first()
