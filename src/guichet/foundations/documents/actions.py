"""Files come in whole and checked, or not at all.

A row whose file is missing would be a loss, so the file is written first, inside the transaction
that writes the row. If that transaction is undone, the file that nobody points to is swept away
an hour later (sweep_orphans): a rollback, or a kill -9, leaves nothing behind either.
"""

import hashlib
import logging
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.errors import DomainError

from . import scan
from .choices import ScanResult
from .formats import (
    IN_WORDS,
    Format,
    clean_name,
    format_of,
    holds_macros,
    holds_what_it_says,
    made_format_of,
)
from .models import Document

ORPHAN_AFTER = timedelta(hours=1)
FOLDER = "documents"
logger = logging.getLogger(__name__)


class FileRefused(DomainError):
    """The file cannot be kept. The sentence names it, says why and what to do."""


@transaction.atomic
def store(upload: "UploadedFile[bytes]", *, kind: str, by: User | None, at: datetime) -> Document:
    """Keep a file that somebody handed over, once its size, type and content are checked."""
    name = clean_name(upload.name or "")
    try:
        known = _check(upload, name)
        verdict = _scanned(upload, name)
    except FileRefused as refusal:
        # Nothing of it is written in the database: the log alone remembers that it came.
        who = f"account {by.pk}" if by else "no account"
        why = refusal.sentence.replace(name, "…")
        logger.warning("file refused (%s, %s, %s bytes): %s", kind, who, upload.size, why)
        raise
    return _keep(upload, name=name, known=known, kind=kind, verdict=verdict, by=by, at=at)


@transaction.atomic
def store_made(content: bytes, *, name: str, kind: str, by: User | None, at: datetime) -> Document:
    """Keep a file that Guichet itself made (minutes, packs): there is nothing to scan."""
    known = made_format_of(name)
    if known is None:
        raise ValueError(f"unknown format: {name}")
    made = ContentFile(content)
    return _keep(made, name=name, known=known, kind=kind, verdict=ScanResult.CLEAN, by=by, at=at)


def _scanned(upload: "UploadedFile[bytes]", name: str) -> ScanResult:
    verdict = scan.examine(upload)
    if verdict == ScanResult.INFECTED:
        raise FileRefused(
            f"« {name} » contient un virus : il n’a pas été gardé. Analysez votre poste avec "
            "votre antivirus avant de joindre un autre fichier."
        )
    return verdict


def _check(upload: "UploadedFile[bytes]", name: str) -> Format:
    size = upload.size or 0
    if size == 0:
        raise FileRefused(
            f"« {name} » est vide (0 octet). Ouvrez-le pour vérifier, puis joignez-le de nouveau."
        )
    if size > settings.MAX_UPLOAD_BYTES:
        raise FileRefused(
            f"« {name} » pèse {megabytes(size)} : la limite est de "
            f"{megabytes(settings.MAX_UPLOAD_BYTES)}. Réduisez-le ou partagez-le en plusieurs "
            "fichiers."
        )
    known = format_of(name)
    if known is None:
        raise FileRefused(f"« {name} » n’est pas d’un type accepté. Types acceptés : {IN_WORDS}.")
    if not holds_what_it_says(known, upload):
        raise FileRefused(
            f"Le contenu de « {name} » n’est pas celui d’un fichier {known.extension.upper()}, "
            "ou il est abîmé. Ouvrez-le, enregistrez-le de nouveau, puis joignez-le. "
            f"Types acceptés : {IN_WORDS}."
        )
    if holds_macros(known, upload):
        raise FileRefused(
            f"« {name} » contient des macros, c’est-à-dire un programme. Enregistrez-le sans "
            "macros, ou en PDF, puis joignez-le."
        )
    return known


def megabytes(size: int) -> str:
    """« 20 Mo », « 20,1 Mo »: rounded up, so that what is over the limit looks over it."""
    tenths = -(-size * 10 // (1024 * 1024))
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}\u00a0Mo" if rest else f"{whole}\u00a0Mo"


def _keep(
    content: "File[bytes]",
    *,
    name: str,
    known: Format,
    kind: str,
    verdict: ScanResult,
    by: User | None,
    at: datetime,
) -> Document:
    document = Document(
        id=uuid.uuid4(),
        kind=kind,
        name=name,
        content_type=known.content_type,
        size=content.size,
        sha256=_fingerprint(content),
        scan=verdict,
        uploaded_by=by,
        uploaded_at=at,
    )
    document.file.save(f"document.{known.extension}", content, save=False)
    document.save(force_insert=True)
    record(by=by, action="document.store", target=document, at=at, name=name)
    return document


def _fingerprint(content: "File[bytes]") -> str:
    content.seek(0)
    digest = hashlib.file_digest(content, "sha256")
    content.seek(0)
    return digest.hexdigest()


@transaction.atomic
def scan_again(document: Document, *, at: datetime) -> None:
    """Ask the scanner about a file that came while it was down."""
    lock_afresh(document)
    if document.scan != ScanResult.PENDING:
        return
    with document.file.open("rb") as content:
        document.scan = scan.examine(content)
    if document.scan == ScanResult.PENDING:
        return
    document.save(update_fields=["scan"])
    record(
        by=None, action="document.scan", target=document, at=at, name=document.name,
        result=document.scan,
    )  # fmt: skip


@transaction.atomic
def discard(document: Document, *, by: User | None, at: datetime) -> None:
    """Erase a document that its owner app no longer points to.

    The row goes now; the bytes go with the next sweep, once this transaction is certain.
    """
    record(by=by, action="document.discard", target=document, at=at, name=document.name)
    document.delete()


def sweep_orphans(*, at: datetime) -> int:
    """Remove the files that no row points to: what an undone transaction left behind."""
    old = [
        path for path in _stored() if at - default_storage.get_modified_time(path) > ORPHAN_AFTER
    ]
    kept = set(Document.objects.stored_at(old).values_list("file", flat=True))
    orphans = [path for path in old if path not in kept]
    for path in orphans:
        default_storage.delete(path)
    return len(orphans)


def _stored() -> Iterator[str]:
    if not default_storage.exists(FOLDER):
        return
    folders, _ = default_storage.listdir(FOLDER)
    for folder in folders:
        _, names = default_storage.listdir(f"{FOLDER}/{folder}")
        yield from (f"{FOLDER}/{folder}/{name}" for name in names)
