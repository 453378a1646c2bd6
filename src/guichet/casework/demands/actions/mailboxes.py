"""The mailboxes that an installation may have: read a few mails at a time, whatever happens."""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings

from guichet.foundations.notifications.mailbox import Mailbox, MailboxDown, Session, opened
from guichet.reference.territories.models import Territory

from .mails import receive_mail

logger = logging.getLogger(__name__)


def read_mailboxes(*, at: datetime) -> int:
    """Take in what nobody has read yet; answers how many mails were. A mailbox that is down keeps
    nobody else waiting, and is asked again the next time."""
    taken = 0
    boxes: list[dict[str, Any]] = settings.MAILBOXES
    for box in (Mailbox(**described) for described in boxes):
        desk = Territory.objects.departments().filter(code=box.department).order_by("pk").first()
        try:
            with opened(box) as session:
                taken += _read(session, desk, at=at)
        except MailboxDown as error:
            logger.warning("mailbox not read: %s", error)
    return taken


def _read(session: Session, desk: Territory | None, *, at: datetime) -> int:
    """One transaction per mail, marked as read once it is committed."""
    taken = 0
    for mail in session.unread():
        receive_mail(mail.raw, at=at, department=desk, is_whole=mail.is_whole)
        session.mark_read(mail.number)
        taken += 1
    return taken
