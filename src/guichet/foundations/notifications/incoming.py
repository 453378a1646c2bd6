"""A mail as it came, turned into what a person wrote. Pure Python: bytes in, plain values out.

Whatever mail programs do, nothing raises but MailRefused: an odd header is an empty one, an
unknown charset is read as well as it can be. What is quoted is cut only when something is left.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from html.parser import HTMLParser

from guichet.foundations.toolkit.errors import DomainError

MOST_BYTES = 25 * 1024 * 1024
MOST_PARTS = 100
MOST_FILES = 20


class MailRefused(DomainError):
    """Too big or too twisted to be read; the caller keeps it as it came."""


@dataclass(frozen=True)
class Enclosed:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Incoming:
    """`text` is what was written, without what was quoted; `whole` keeps both."""

    mail_id: str
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    whole: str
    files: tuple[Enclosed, ...]
    is_automatic: bool


def read(raw: bytes) -> Incoming:
    """Raises MailRefused for a mail that is too big or holds too many parts."""
    if len(raw) > MOST_BYTES:
        raise MailRefused("Le courriel est trop lourd pour être lu : demandez un envoi plus léger.")
    try:
        message = BytesParser(policy=policy.default).parsebytes(raw)
        if not isinstance(message, EmailMessage):  # pragma: no cover  # the policy makes no other
            raise MailRefused("Le courriel n’a pas pu être lu.")
        parts = list(_leaves(message))
    except RecursionError as error:
        # The library opens what is nested by calling itself: thousands of levels are a bomb.
        raise MailRefused("Le courriel a trop de parties imbriquées pour être lu.") from error
    whole = _text_of(parts)
    files = tuple(_enclosed(part) for part in parts if _is_file(part))
    if len(files) > MOST_FILES:
        raise MailRefused(f"Le courriel porte plus de {MOST_FILES} fichiers.")
    name, sender = _first_address(message, "From")
    return Incoming(
        mail_id=_header(message, "Message-ID")[:250],
        sender=sender,
        sender_name=name,
        recipients=_recipients(message),
        subject=" ".join(_header(message, "Subject").split())[:250],
        text=cut_quoted(whole),
        whole=whole,
        files=files,
        is_automatic=_is_automatic(message, sender),
    )


# ---- headers


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, "") or "").strip().replace("\x00", "")
    except (ValueError, TypeError, IndexError, AttributeError, LookupError):
        return ""


def _headers(message: EmailMessage, name: str) -> list[str]:
    try:
        return [str(value) for value in message.get_all(name, [])]
    except (ValueError, TypeError, IndexError, AttributeError, LookupError):
        return []


def _first_address(message: EmailMessage, name: str) -> tuple[str, str]:
    found = [pair for pair in getaddresses(_headers(message, name)) if "@" in pair[1]]
    return (found[0][0], found[0][1].lower()) if found else ("", "")


def _recipients(message: EmailMessage) -> tuple[str, ...]:
    written = [
        value
        for name in ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
        for value in _headers(message, name)
    ]
    return tuple(dict.fromkeys(a.lower() for _, a in getaddresses(written) if "@" in a))


def _is_automatic(message: EmailMessage, sender: str) -> bool:
    """Absences, receipts and bounces (RFC 3834): answering them would never end."""
    submitted = _header(message, "Auto-Submitted").lower()
    return (
        (submitted not in {"", "no"})
        or _header(message, "Precedence").lower() in {"bulk", "junk", "list", "auto_reply"}
        or bool(_header(message, "X-Autoreply") or _header(message, "X-Autorespond"))
        or _header(message, "Return-Path") == "<>"
        or message.get_content_type() in {"multipart/report", "message/delivery-status"}
        or sender.partition("@")[0] in {"mailer-daemon", "postmaster"}
    )


# ---- parts


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something, in order. A mail joined to the mail is not opened."""
    waiting, seen = [message], 0
    while waiting:
        part = waiting.pop(0)
        seen += 1
        if seen > MOST_PARTS:
            raise MailRefused(f"Le courriel a plus de {MOST_PARTS} parties.")
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting = [p for p in part.get_payload() if isinstance(p, EmailMessage)] + waiting
        else:
            yield part


def _is_file(part: EmailMessage) -> bool:
    kind = part.get_content_disposition()
    if kind == "attachment":
        return True
    if part.get_content_maintype() == "image" and part.get("Content-ID"):
        return False  # the logo of a signature
    return part.get_content_type() not in {"text/plain", "text/html"} or bool(_name(part))


def _name(part: EmailMessage) -> str:
    try:
        return (part.get_filename() or "").strip()
    except (ValueError, TypeError, IndexError, AttributeError, LookupError):
        return ""


def _enclosed(part: EmailMessage) -> Enclosed:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inner = part.get_payload()
        content = inner[0].as_bytes() if isinstance(inner, list) and inner else b""  # type: ignore[union-attr]
        return Enclosed(_name(part) or "courriel.eml", kind, content)
    return Enclosed(_name(part) or "sans-nom", kind, _bytes_of(part))


def _bytes_of(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text_of(parts: list[EmailMessage]) -> str:
    """The plain text; failing that, what the HTML shows."""
    written = [part for part in parts if not _is_file(part)]
    plain = [_decoded(p) for p in written if p.get_content_type() == "text/plain"]
    if any(text.strip() for text in plain):
        return _tidy("\n".join(plain))
    pages = [_decoded(p) for p in written if p.get_content_type() == "text/html"]
    return _tidy("\n".join(text_of_html(page) for page in pages))


def _decoded(part: EmailMessage) -> str:
    content = _bytes_of(part)
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return content.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


def _tidy(text: str) -> str:
    """No control character, no more than one empty line at a time."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", plain)
    return re.sub(r"\n{3,}", "\n\n", plain).strip("\n ")


class _Reader(HTMLParser):
    """What a page shows, line by line; a quotation gets its « > » back."""

    HIDDEN = frozenset({"script", "style", "head", "title", "template"})
    BREAKS = frozenset({"p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self.hidden = 0
        self.quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.HIDDEN:
            self.hidden += 1
        if tag == "blockquote":
            self.quoted += 1
        if tag == "br" or tag in self.BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        if tag == "blockquote":
            self.quoted = max(0, self.quoted - 1)
        if tag in self.BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        words = re.sub(r"[ \t\r\n\xa0]+", " ", data)
        if not self.lines[-1]:
            words = words.lstrip()
            if words and self.quoted:
                words = "> " * self.quoted + words
        self.lines[-1] += words

    def _break(self) -> None:
        self.lines.append("")


def text_of_html(page: str) -> str:
    """The words of a page, without its scripts, its styles nor its tags."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in reader.lines)).strip()


# ---- quotation

_WROTE = re.compile(r"^(Le|On)\b.*\d.{3,300}\b(a écrit|wrote)\s*:?\s*$", re.I)
_ORIGINAL = re.compile(r"^-{2,}\s*(Message (d.)?origin\w+|Original Message)\s*-*$", re.I)
_FROM = re.compile(r"^\*?(De|From)\s?:", re.I)
_ABOUT = re.compile(r"^\*?(Envoyé|Date|Sent|À|A|To|Objet|Subject|Cc)\s*:", re.I)
_SENT_FROM = re.compile(r"^(Envoyé (de|depuis|à partir) .{0,60}|Obtenez Outlook .{0,60})$", re.I)


def cut_quoted(text: str) -> str:
    """What was written, less the letter answered, the signature, and « Envoyé de mon téléphone ».

    An answer written between or under the quoted lines is kept. Nothing left: the text as it was.
    """
    lines = text.split("\n")
    kept: list[str] = []
    place = 0
    while place < len(lines):
        line = lines[place].strip()
        if line == "--" or _ORIGINAL.match(line) or _opens_headers(lines, place):
            break
        span = _attribution(lines, place)
        if span:
            place += span
            if any(one.lstrip().startswith(">") for one in lines[place:]):
                continue
            break
        if not line.startswith(">") and not _SENT_FROM.match(line):
            kept.append(lines[place].rstrip())
        place += 1
    written = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip().rstrip("_").strip()
    return written or text.strip()


def _attribution(lines: list[str], place: int) -> int:
    """How many lines « Le 3 mars, Anne a écrit : » takes here: mail programs fold it in three.

    « Le voici. » above it also begins by « Le »: the nearest beginning is the right one.
    """
    for span in (1, 2, 3):
        folded = [line.strip() for line in lines[place : place + span]]
        if not all(folded):
            return 0
        nearer = any(_WROTE.match(" ".join(folded[start:])) for start in range(1, span))
        if _WROTE.match(" ".join(folded)) and not nearer:
            return span
    return 0


def _opens_headers(lines: list[str], place: int) -> bool:
    """« De : … Envoyé : … Objet : … », with which Outlook opens what it quotes without a mark."""
    after = [line.strip() for line in lines[place + 1 : place + 6]]
    told = sum(bool(_ABOUT.match(line)) for line in after)
    return bool(_FROM.match(lines[place].strip())) and told >= 2
