"""Our only words with the mail server (adapter to SMTP)."""

from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage

from guichet.foundations.toolkit.text import typeset

from .letters import as_text
from .models import Delivery
from .replies import reply_address


class MailRefused(Exception):
    """The letter did not leave. `permanent`: trying again would change nothing."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


def send(delivery: Delivery) -> None:
    """Hand the letter to the mail server. Raises MailRefused, and nothing else, when it is down.

    Without a mail server, the demonstration keeps letters in its outbox and calls them sent;
    a real installation is told that it lacks one.
    """
    if not settings.EMAIL_HOST:
        if settings.DEMONSTRATION:
            return
        raise MailRefused(
            "Aucun serveur de courriel n’est configuré (GUICHET_SMTP_HOST).", permanent=False
        )
    try:
        _letter(delivery).send()
    except (SMTPException, OSError, ValueError) as error:
        reason = f"{type(error).__name__} : {error}"[:500]
        raise MailRefused(reason, permanent=_is_permanent(error)) from error


def _letter(delivery: Delivery) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    answer = reply_address(delivery)
    text = as_text(
        body=typeset(delivery.body),
        link=delivery.link,
        base_url=settings.BASE_URL,
        answered=bool(answer),
    )
    message = EmailMessage(
        subject=typeset(delivery.subject),
        body=text,
        to=[delivery.to_email],
        reply_to=[answer] if answer else None,
        headers={
            # The same at each try: a server that got the letter twice can drop the second.
            "Message-ID": f"<courriel-{delivery.pk}-{delivery.created_at:%Y%m%d%H%M%S}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    if delivery.calendar:
        message.attach("seance.ics", delivery.calendar, "text/calendar")
    return message


def _is_permanent(error: Exception) -> bool:
    """An address that the server refuses for good (RFC 5321, 5yz), or a letter that cannot be
    written as mail. Everything else may be mended by waiting."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, ValueError)
