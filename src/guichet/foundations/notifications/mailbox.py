"""Our only words with the mailboxes that the product reads (adapter to IMAP4, RFC 3501).

A mail is marked as read once it is written here, never before and never erased: whatever fails
meanwhile, it is still in its mailbox and is read again.
"""

import imaplib
import logging
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from .incoming import MOST_BYTES

TIMEOUT_SECONDS = 20
MOST_AT_ONCE = 50
logger = logging.getLogger(__name__)


class MailboxDown(Exception):
    """The server does not answer, refuses the account, or has no such folder."""


@dataclass(frozen=True)
class Mailbox:
    """`department` is the code of the desk that reads what a stranger sends there."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    department: str
    is_encrypted: bool = True

    def __str__(self) -> str:
        return f"{self.user} sur {self.host}, dossier {self.folder}"


@dataclass(frozen=True)
class Fetched:
    """`is_whole` is False when only the headers were taken: the mail is too heavy to be kept."""

    number: str
    raw: bytes
    is_whole: bool


class Session:
    """An open folder."""

    def __init__(self, line: imaplib.IMAP4) -> None:
        self.line = line

    def unread(self) -> Iterator[Fetched]:
        """The oldest mails that nobody has read, some at a time."""
        found = _asked(self.line.uid("SEARCH", "UNSEEN"))
        numbers = b" ".join(part for part in found if isinstance(part, bytes)).split()
        for number in numbers[:MOST_AT_ONCE]:
            yield self._fetch(number.decode())

    def mark_read(self, number: str) -> None:
        _asked(self.line.uid("STORE", number, "+FLAGS.SILENT", r"(\Seen)"))

    def _fetch(self, number: str) -> Fetched:
        told = _asked(self.line.uid("FETCH", number, "(RFC822.SIZE)"))
        size = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(_flat(told)))
        is_whole = size is None or int(size[1]) <= MOST_BYTES
        wanted = "(BODY.PEEK[])" if is_whole else "(BODY.PEEK[HEADER])"
        parts = _asked(self.line.uid("FETCH", number, wanted))
        raw = next((part[1] for part in parts if isinstance(part, tuple)), b"")
        return Fetched(number, raw, is_whole)


@contextmanager
def opened(box: Mailbox) -> Iterator[Session]:
    """Sign in and open the folder. Raises MailboxDown, and nothing else, when it cannot."""
    try:
        line = _line(box)
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxDown(f"{box} : {error}") from error
    try:
        line.login(box.user, box.password)
        _asked(line.select(f'"{box.folder}"'))
        yield Session(line)
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxDown(f"{box} : {error}") from error
    finally:
        _leave(line)


def _line(box: Mailbox) -> imaplib.IMAP4:
    if not box.is_encrypted:
        return imaplib.IMAP4(box.host, box.port, timeout=TIMEOUT_SECONDS)
    trusted = ssl.create_default_context()
    return imaplib.IMAP4_SSL(box.host, box.port, ssl_context=trusted, timeout=TIMEOUT_SECONDS)


def _leave(line: imaplib.IMAP4) -> None:
    try:
        line.logout()
    except (OSError, imaplib.IMAP4.error) as error:
        logger.info("mailbox left without a word: %s", error)


def _asked(answer: tuple[str, Sequence[object]]) -> list[object]:
    """The data of an answer, once its verdict is known to be OK."""
    verdict, data = answer
    if verdict != "OK":
        raise imaplib.IMAP4.error(f"{verdict} {data!r}")
    return list(data)


def _flat(data: list[object]) -> Iterator[bytes]:
    for part in data:
        if isinstance(part, bytes):
            yield part
        elif isinstance(part, tuple):
            yield from (piece for piece in part if isinstance(piece, bytes))
