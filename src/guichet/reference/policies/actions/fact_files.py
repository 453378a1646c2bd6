"""A published list becomes dated answers: read first, written whole once somebody has seen it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.documents import actions as documents
from guichet.foundations.documents.choices import DocumentKind
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.sheets import Recognised, read_workbook
from guichet.foundations.toolkit.text import plural
from guichet.reference.directory.models import Organisation
from guichet.reference.territories.models import Territory

from ..choices import ImportStatus, ListKind
from ..chronology import Change
from ..fact_cells import How, NotRead, guess, said
from ..fact_columns import fault, recognise
from ..fact_lines import Reading, Source, read
from ..fact_registers import known_for
from ..models import FactFile
from .adhesions import write_adhesions
from .facts import write_facts

# The national list of members has eighty thousand lines.
MOST_LINES = 150_000
MOST_VALUES = 12


class ListRefused(DomainError):
    """The list cannot be imported, today or as it is."""


@dataclass(frozen=True)
class Value:
    """What a cell of the list says, how it is read, on how many lines."""

    text: str
    meaning: str
    lines: int


@dataclass(frozen=True)
class Preview:
    """What a list would write, and what it would not."""

    found: Recognised
    mapping: dict[str, int]
    reading: Reading
    values: tuple[Value, ...] = ()
    fault: str = ""


@transaction.atomic
def open_fact_file(
    upload: "UploadedFile[bytes]",
    *,
    department: Territory,
    kind: str,
    provider: Organisation | None = None,
    source: str,
    source_date: date,
    since: date | None = None,
    by: User,
    at: datetime,
) -> FactFile:
    """Keep the list, find its columns and how they probably answer; nothing else is written."""
    document = documents.store(upload, kind=DocumentKind.ATTACHMENT, by=by, at=at)
    upload.seek(0)
    found = _open(upload.read(), document.name, kind)
    how = _guess(found, kind)
    file = FactFile.objects.create(
        department=department,
        document=document,
        kind=kind,
        provider=provider if kind == ListKind.MEMBERS else None,
        source=source.strip(),
        source_date=source_date,
        since=since or source_date,
        mapping=found.mapping,
        uploaded_by=by,
        uploaded_at=at,
        **_settings(how),
    )
    record(by=by, action="fact_file.open_fact_file", target=file, at=at, name=document.name)
    return file


@transaction.atomic
def adjust_fact_file(
    file: FactFile,
    mapping: Mapping[str, int],
    *,
    how: How,
    is_whole: bool,
    by: User,
    at: datetime,
) -> None:
    """Say again which column says what, and how it says it."""
    lock_afresh(file)
    _refuse_if_confirmed(file)
    file.mapping = dict(mapping)
    file.is_whole = is_whole
    for name, value in _settings(how).items():
        setattr(file, name, value)
    file.save()
    record(by=by, action="fact_file.adjust_fact_file", target=file, at=at)


def preview_fact_file(file: FactFile, *, at: datetime) -> Preview:
    """Read the list again, against the registers of today. Writes nothing."""
    with file.document.file.open("rb") as stream:
        found = _open(stream.read(), file.document.name, file.kind)
    mapping = {target: int(rank) for target, rank in file.mapping.items()}
    source = Source(file.source, file.source_date, file.since)
    return _preview(
        found, mapping, file.how, source, kind=file.kind, department=file.department,
        provider=file.provider, is_whole=file.is_whole, on=local_day(at),
    )  # fmt: skip


@transaction.atomic
def confirm_fact_file(file: FactFile, *, by: User, at: datetime) -> Reading:
    """Write every answer of the list, or none."""
    lock_afresh(file.department)
    lock_afresh(file)
    _refuse_if_confirmed(file)
    reading = _written(preview_fact_file(file, at=at), file.kind)
    file.status = ImportStatus.CONFIRMED
    file.confirmed_at = at
    file.read_lines = reading.lines
    file.added_answers, file.mended_answers = reading.added, reading.mended
    file.save()
    record(
        by=by, action="fact_file.confirm_fact_file", target=file, at=at, read=reading.lines,
        added=reading.added, mended=reading.mended, kind=file.get_kind_display(),
        source=file.source,
    )  # fmt: skip
    return reading


@transaction.atomic
def import_facts(
    content: bytes,
    *,
    name: str,
    kind: str,
    source: Source,
    columns: Mapping[str, str] | None = None,
    how: How | None = None,
    is_whole: bool = False,
    department: Territory | None = None,
    provider: Organisation | None = None,
    by: Actor | None,
    at: datetime,
) -> Reading:
    """The same, from a file that nobody has to look at first: a command, the demonstration.

    `columns` gives headings by name, for those that are not found; without `how` it is guessed.
    Refuses (ListRefused) what cannot be read; a list that brings nothing new writes nothing.
    """
    found = _open(content, name, kind)
    mapping = {**found.mapping, **_ranks(found, columns or {})}
    found = Recognised(found.table, found.heading, mapping)
    seen = _preview(
        found, mapping, how or _guess(found, kind), source, kind=kind, department=department,
        provider=provider, is_whole=is_whole, on=local_day(at),
    )  # fmt: skip
    if seen.fault:
        raise ListRefused(seen.fault)
    if seen.reading.to_write:
        _written(seen, kind)
        first = _target(seen.reading, kind)
        record(
            by=by, action="fact_list.import_facts", target=first, at=at, source=source.name,
            kind=ListKind(kind).label, added=seen.reading.added, mended=seen.reading.mended,
        )  # fmt: skip
    return seen.reading


def _open(content: bytes, name: str, kind: str) -> Recognised:
    return recognise(read_workbook(content, name=name, most_lines=MOST_LINES), kind=kind)


def _preview(
    found: Recognised,
    mapping: dict[str, int],
    how: How,
    source: Source,
    *,
    kind: str,
    department: Territory | None,
    provider: Organisation | None,
    is_whole: bool,
    on: date,
) -> Preview:
    values = _values(found, mapping, how)
    wrong = fault(mapping, how, kind=kind, has_provider=provider is not None)
    if wrong:
        return Preview(found, mapping, Reading(), values, wrong)
    known = known_for(kind, department=department, provider=provider, on=on)
    reading = read(found, mapping, how, known, source, is_whole=is_whole and how.rule != "AMOUNT")
    return Preview(found, mapping, reading, values)


def _written(seen: Preview, kind: str) -> Reading:
    if seen.fault:
        raise ListRefused(seen.fault)
    reading = seen.reading
    if not reading.to_write:
        raise ListRefused("Cette liste n’apporte rien de neuf : rien n’a été écrit.")
    if kind == ListKind.MEMBERS:
        adhesions: dict[tuple[int, int], Change] = {
            (int(one.provider.key), int(one.subject.key)): one.change
            for one in reading.to_write
            if one.provider is not None
        }
        write_adhesions(adhesions)
    else:
        write_facts(kind, {one.subject.key: one.change for one in reading.to_write})
    return reading


def _values(found: Recognised, mapping: Mapping[str, int], how: How) -> tuple[Value, ...]:
    rank = mapping.get("value")
    if rank is None or how.rule in {"LISTED", "AMOUNT"}:
        return ()
    counts = Counter(" ".join(line.cell(rank).split()) for line in found.lines)
    return tuple(
        Value(text, _meaning(text, how), count) for text, count in counts.most_common(MOST_VALUES)
    )


def _meaning(text: str, how: How) -> str:
    try:
        return said(text, how).words
    except NotRead:
        return "refusé"


def _guess(found: Recognised, kind: str) -> How:
    rank = found.mapping.get("value")
    values = {line.cell(rank).strip() for line in found.lines} if rank is not None else set()
    return guess(sorted(values), kind=kind, has_column=rank is not None)


def _settings(how: How) -> dict[str, object]:
    return {
        "rule": how.rule,
        "yes_words": _joined(how.yes),
        "no_words": _joined(how.no),
        "unsure_words": _joined(how.unsure),
        "empty_is_no": how.empty_is_no,
    }


def _joined(words: tuple[str, ...]) -> str:
    """Cut at a whole word: a column of names is not a column of answers."""
    kept = ""
    for word in words:
        longer = f"{kept} ; {word}" if kept else word
        if len(longer) > 500:
            break
        kept = longer
    return kept


def _ranks(found: Recognised, columns: Mapping[str, str]) -> dict[str, int]:
    ranks = {}
    for target, heading in columns.items():
        if heading not in found.headings:
            named = ", ".join(found.headings)
            raise ListRefused(f"Aucune colonne « {heading} ». Colonnes de la liste : {named}.")
        ranks[target] = found.headings.index(heading)
    return ranks


def _target(reading: Reading, kind: str) -> Territory | Organisation:
    """Who the event hangs on: the first of the list that changed, as for any list."""
    first = reading.to_write[0]
    if kind == ListKind.MEMBERS and first.provider is not None:
        return Organisation.objects.get(pk=int(first.provider.key))
    return Territory.objects.get(pk=first.subject.key)


def _refuse_if_confirmed(file: FactFile) -> None:
    if file.is_confirmed and file.confirmed_at is not None:
        told = plural(file.added_answers, "réponse nouvelle", "réponses nouvelles")
        raise ListRefused(
            f"Cette liste est déjà importée depuis le {long_date(local_day(file.confirmed_at))} : "
            f"{told}. Rien n’a été importé une seconde fois."
        )
