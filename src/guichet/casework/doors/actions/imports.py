"""A list of projects becomes demands: read first, written whole once somebody has seen it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from guichet.casework.demands import actions as demands
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.documents import actions as documents
from guichet.foundations.documents.choices import DocumentKind
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.sheets import Recognised, read_workbook
from guichet.foundations.toolkit.text import plural
from guichet.reference.directory.models import Organisation
from guichet.reference.territories.models import Territory

from ..choices import ImportStatus
from ..columns import fault, recognise
from ..gazetteer import gazetteer
from ..lines import Reading, Taken, read, read_cells
from ..models import ImportedFile, ImportedLine


class ImportRefused(DomainError):
    """The file cannot be imported, today or as it is."""


@dataclass(frozen=True)
class Preview:
    """What a file would write, and what it would not."""

    found: Recognised
    mapping: dict[str, int]
    reading: Reading
    fault: str = ""


@transaction.atomic
def open_file(
    upload: "UploadedFile[bytes]", *, department: Territory, by: User, at: datetime
) -> ImportedFile:
    """Keep the file and find its columns; no demand is written.

    The same file again gives what it opened the first time.
    """
    document = documents.store(upload, kind=DocumentKind.ATTACHMENT, by=by, at=at)
    twins = ImportedFile.objects.same_as(document.sha256, department_id=department.pk)
    twin = twins.order_by("pk").first()
    if twin is not None:
        documents.discard(document, by=by, at=at)
        return twin
    upload.seek(0)
    found = recognise(read_workbook(upload.read(), name=document.name))
    file = ImportedFile.objects.create(
        department=department,
        document=document,
        fingerprint=document.sha256,
        mapping=found.mapping,
        uploaded_by=by,
        uploaded_at=at,
    )
    record(by=by, action="import.open_file", target=file, at=at, name=document.name)
    return file


@transaction.atomic
def map_columns(
    file: ImportedFile, mapping: Mapping[str, int], *, by: User | None, at: datetime
) -> None:
    """Say again which column says what."""
    lock_afresh(file)
    _refuse_if_confirmed(file)
    file.mapping = dict(mapping)
    file.save(update_fields=["mapping"])
    record(by=by, action="import.map_columns", target=file, at=at)


def preview(file: ImportedFile) -> Preview:
    """Read the file again, against the registers of today. Writes nothing."""
    with file.document.file.open("rb") as stream:
        found = recognise(read_workbook(stream.read(), name=file.document.name))
    mapping = {target: int(rank) for target, rank in file.mapping.items()}
    wrong = fault(mapping)
    if wrong:
        return Preview(found, mapping, Reading((), ()), wrong)
    codes = {cells.insee for cells in read_cells(found, mapping) if cells.insee}
    return Preview(found, mapping, read(found, mapping, gazetteer(file.department, codes=codes)))


@transaction.atomic
def confirm(
    file: ImportedFile, *, tells: bool, received_on: date | None = None, by: User, at: datetime
) -> int:
    """Write every line that was taken, or none; answers how many demands were made.

    With `received_on`, the list is of past years: its demands are history, closed already.
    """
    lock_afresh(file)
    _refuse_if_confirmed(file)
    seen = preview(file)
    if seen.fault:
        raise ImportRefused(seen.fault)
    if not seen.reading.taken:
        raise ImportRefused(
            "Aucune ligne ne peut être reprise : corrigez les colonnes ci-dessous, ou le fichier."
        )
    made = demands.take_in(
        file.department, _listed(seen.reading.taken), tells=tells, received_on=received_on,
        by=by, at=at,
    )  # fmt: skip
    ImportedLine.objects.bulk_create(
        (
            ImportedLine(file=file, number=one.line, key=one.key, demand=demand)
            for one, demand in zip(seen.reading.taken, made, strict=True)
        ),
        batch_size=500,
    )
    file.status = ImportStatus.CONFIRMED
    file.confirmed_at = at
    file.tells = tells
    file.read_lines = seen.reading.total
    file.taken_lines = len(made)
    file.save()
    record(
        by=by, action="import.confirm", target=file, at=at,
        taken=len(made), read=seen.reading.total,
        received_on=received_on.isoformat() if received_on else "",
    )  # fmt: skip
    return len(made)


def _listed(taken: tuple[Taken, ...]) -> list[demands.Listed]:
    organisations = Organisation.objects.select_related("department", "territory").in_bulk(
        {one.requester for one in taken}
    )
    communes = Territory.objects.in_bulk({one.commune for one in taken})
    return [
        demands.Listed(
            line=one.line,
            requester=organisations[one.requester],
            commune=communes[one.commune],
            title=one.title,
            description=one.description,
            expected_help=one.expected_help,
            budget=one.budget,
            wanted_by=one.wanted_by,
            contact_name=one.contact_name,
            contact_email=one.contact_email,
            contact_phone=one.contact_phone,
        )
        for one in taken
    ]


def _refuse_if_confirmed(file: ImportedFile) -> None:
    if file.is_confirmed and file.confirmed_at is not None:
        raise ImportRefused(
            f"Ce fichier est déjà importé depuis le {long_date(local_day(file.confirmed_at))} : "
            f"{plural(file.taken_lines, 'demande')}. Rien n’a été importé une seconde fois."
        )
