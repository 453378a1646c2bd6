"""A forwarded mail, opened without trust: parts counted, HTML turned into text. Pure.

Nothing of a mail is executed, followed or shown as it came: its text becomes plain text, its files
go through the same checks as any other, and the mail itself is kept whole.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import MIMEPart
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser

from guichet.foundations.toolkit.errors import DomainError

MOST_PARTS = 60
DEEPEST = 8
LONGEST_TEXT = 5000
NESTED = (
    "Ce courriel contient trop de parties imbriquées : il n’a pas été lu. Transférez le message "
    "lui-même, avec ses seules pièces utiles."
)


class MailRefused(DomainError):
    """The mail cannot become a demand."""


@dataclass(frozen=True)
class Enclosed:
    name: str
    content: bytes


@dataclass(frozen=True)
class Envelope:
    """What a mail says, ready to be looked at."""

    identity: str
    subject: str
    sender_name: str
    sender: str
    sent_at: datetime | None
    text: str
    files: tuple[Enclosed, ...]
    # Addresses written in the text: in a forwarded mail, the town hall's is there.
    addresses: tuple[str, ...]


def open_mail(raw: bytes) -> Envelope:
    """The mail in the file; MailRefused when it is not one, or is made to choke its reader."""
    try:
        message = message_from_bytes(raw, policy=policy.default)
    except RecursionError as error:
        # The library opens what is nested by calling itself: thousands of levels are a bomb.
        raise MailRefused(NESTED) from error
    if not message["from"] and not message["subject"]:
        raise MailRefused(
            "Ce fichier n’est pas un courriel : enregistrez le message au format .eml depuis votre "
            "messagerie, puis recommencez."
        )
    parts = _parts(message)
    text = _text(parts)
    name, sender = _sender(message)
    found = re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text)
    return Envelope(
        identity=str(message["message-id"] or "").strip()[:250] or hashlib.sha256(raw).hexdigest(),
        subject=" ".join(str(message["subject"] or "").split())[:250],
        sender_name=name,
        sender=sender,
        sent_at=_sent_at(message),
        text=text,
        files=tuple(_files(parts)),
        addresses=tuple(dict.fromkeys(one.lower() for one in [sender, *found] if one)),
    )


def plain_subject(subject: str) -> str:
    """« TR : RE: École » is about the school."""
    bare = re.sub(r"^(?:\s*(?:re|tr|fwd?|rép)\s*:)+", "", subject, flags=re.I)
    return " ".join(bare.split())


def html_as_text(html: str) -> str:
    """The words of a page, without what it would run or show."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return _tidy("".join(reader.said))


def _parts(message: MIMEPart) -> list[MIMEPart]:
    """Every leaf, level by level; too deep or too many is a bomb, not a letter."""
    leaves: list[MIMEPart] = []
    waiting = [(message, 0)]
    seen = 0
    while waiting:
        part, depth = waiting.pop(0)
        seen += 1
        if seen > MOST_PARTS or depth > DEEPEST:
            raise MailRefused(NESTED)
        if part.is_multipart():
            waiting += [(inner, depth + 1) for inner in part.iter_parts()]
        else:
            leaves.append(part)
    return leaves


def _text(parts: list[MIMEPart]) -> str:
    shown = [part for part in parts if not part.get_filename()]
    for kind in ("text/plain", "text/html"):
        texts = [_content(part) for part in shown if part.get_content_type() == kind]
        if any(texts):
            said = "\n\n".join(html_as_text(t) if kind == "text/html" else t for t in texts)
            return _tidy(said)
    return ""


def _content(part: MIMEPart) -> str:
    """In the encoding that it says, or in one that never fails."""
    try:
        return str(part.get_content())
    except (LookupError, ValueError, KeyError):
        payload = part.get_payload(decode=True)
        return payload.decode("cp1252", errors="replace") if isinstance(payload, bytes) else ""


def _files(parts: list[MIMEPart]) -> list[Enclosed]:
    found = []
    for part in parts:
        name = part.get_filename()
        payload = part.get_payload(decode=True)
        if name and isinstance(payload, bytes):
            found.append(Enclosed(name, payload))
    return found


def _sender(message: MIMEPart) -> tuple[str, str]:
    pairs = getaddresses([str(message["reply-to"] or ""), str(message["from"] or "")])
    named = [(name, address) for name, address in pairs if "@" in address]
    return (" ".join(named[0][0].split())[:150], named[0][1].lower()[:254]) if named else ("", "")


def _sent_at(message: MIMEPart) -> datetime | None:
    try:
        sent = parsedate_to_datetime(str(message["date"] or ""))
    except (TypeError, ValueError):
        return None
    return sent if sent.tzinfo else None


def _tidy(text: str) -> str:
    """Printable, without runs of blank lines."""
    clean = "".join(c for c in text.replace("\r\n", "\n") if c in "\n\t" or c.isprintable())
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", clean)).strip()


class _Words(HTMLParser):
    HIDDEN = frozenset({"script", "style", "head", "title", "template", "object"})
    BREAKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "table", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in self.HIDDEN
        if tag in self.BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(self.hidden - (tag in self.HIDDEN), 0)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.said.append(re.sub(r"\s+", " ", data))
