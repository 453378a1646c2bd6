"""A file of offers becomes drafts: read first, written whole once somebody has seen it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record, stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.documents import actions as documents
from guichet.foundations.documents.choices import DocumentKind
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.sheets import Recognised, clean, read_workbook
from guichet.foundations.toolkit.text import plural
from guichet.reference.directory import actions as directory
from guichet.reference.directory.models import Organisation
from guichet.reference.policies.models import Theme
from guichet.reference.territories.models import Territory

from ..choices import ImportStatus
from ..import_columns import fault, recognise
from ..import_lines import Reading, Taken, key_of, read
from ..models import ImportedOffer, Offer, OfferFile, OfferImport
from ..registers import known_for, prefix_of
from .sheets import kept_of, save_offer


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
    upload: "UploadedFile[bytes]",
    *,
    department: Territory | None,
    origin: str,
    source: str,
    default_provider: str = "",
    makes_providers: bool = False,
    by: User,
    at: datetime,
) -> OfferFile:
    """Keep the file and find its columns; no offer is written."""
    document = documents.store(upload, kind=DocumentKind.ATTACHMENT, by=by, at=at)
    upload.seek(0)
    found = recognise(read_workbook(upload.read(), name=document.name))
    file = OfferFile.objects.create(
        department=department,
        document=document,
        origin=origin,
        source=source,
        default_provider=default_provider,
        makes_providers=makes_providers,
        mapping=found.mapping,
        uploaded_by=by,
        uploaded_at=at,
    )
    record(by=by, action="offer_file.open_file", target=file, at=at, name=document.name)
    return file


@transaction.atomic
def adjust_file(
    file: OfferFile,
    mapping: Mapping[str, int],
    *,
    default_provider: str,
    makes_providers: bool,
    by: User,
    at: datetime,
) -> None:
    """Say again which column says what, and what to do of bodies that are not known."""
    lock_afresh(file)
    _refuse_if_confirmed(file)
    file.mapping = dict(mapping)
    file.default_provider = default_provider
    file.makes_providers = makes_providers
    file.save(update_fields=["mapping", "default_provider", "makes_providers"])
    record(by=by, action="offer_file.adjust_file", target=file, at=at)


def preview(file: OfferFile, *, at: datetime) -> Preview:
    """Read the file again, against the registers of today. Writes nothing."""
    with file.document.file.open("rb") as stream:
        found = recognise(read_workbook(stream.read(), name=file.document.name))
    mapping = {target: int(rank) for target, rank in file.mapping.items()}
    wrong = fault(mapping)
    if wrong:
        return Preview(found, mapping, Reading((), ()), wrong)
    prefix = prefix_of(file)
    keys = [
        key_of({target: clean(line.cell(rank)) for target, rank in mapping.items()}, prefix)
        for line in found.lines
    ]
    known = known_for(file, keys=keys, on=local_day(at))
    return Preview(found, mapping, read(found, mapping, known))


@transaction.atomic
def confirm_file(file: OfferFile, *, by: User, at: datetime) -> Reading:
    """Write every line that was taken, as drafts or as mends, or none at all."""
    lock_afresh(file)
    _refuse_if_confirmed(file)
    seen = preview(file, at=at)
    if seen.fault:
        raise ImportRefused(seen.fault)
    reading = seen.reading
    if not reading.to_write:
        raise ImportRefused("Aucune ligne n’apporte rien de neuf : rien n’a été écrit.")
    done = OfferImport.objects.create(
        file=file,
        confirmed_by=by,
        confirmed_at=at,
        same_lines=len(reading.taken) - reading.to_write,
        refused_lines=len(reading.refused),
    )
    _keep(done, _write(file, reading, by=by, at=at))
    file.status = ImportStatus.CONFIRMED
    file.confirmed_at = at
    file.read_lines = reading.total
    file.created_offers = len(reading.to_create)
    file.updated_offers = len(reading.to_update)
    file.save()
    record(
        by=by, action="offer_file.confirm_file", target=file, at=at, read=reading.total,
        created=file.created_offers, updated=file.updated_offers,
    )  # fmt: skip
    return reading


@dataclass(frozen=True)
class Written:
    """An offer after the import, and the values that it replaced; none when it is new."""

    offer: Offer
    before: dict[str, object] | None


def _write(file: OfferFile, reading: Reading, *, by: User, at: datetime) -> list[Written]:
    themes = {theme.pk: theme for theme in Theme.objects.in_order()}
    keys = {place for one in reading.taken for place in one.places}
    keys |= {guess.place for _, guess, _ in reading.new_providers() if guess.place}
    places = Territory.objects.in_bulk(list(keys))
    made = {
        name: directory.register_organisation(
            kind=guess.kind, name=name, territory=places.get(guess.place),
            department=places.get(guess.place) if guess.level == "DEPARTMENTAL" else None,
            source=file.source, by=by, at=at,
        )
        for name, guess, _ in reading.new_providers()
    }  # fmt: skip
    written: list[Written] = []
    bodies = Organisation.objects.in_bulk([one.body for one in reading.taken if one.body])
    for one in reading.to_create:
        provider = bodies[one.body] if one.body else made[one.provider]
        fields = {
            **_told(file, one, themes),
            "provider": provider,
            "level": one.guess.level,
            "price_kind": one.price,
            "origin": file.origin,
            "origin_key": one.key,
            "perimeters": [places[place] for place in one.places if place in places],
        }
        written.append(Written(save_offer(None, fields, by=by, at=at), None))
    held = Offer.objects.select_for_update(of=("self",)).order_by("pk")
    known = held.in_bulk([one.offer for one in reading.to_update if one.offer])
    for one in reading.to_update:
        if one.offer is not None:
            offer, fields = known[one.offer], _mended(file, one, themes)
            before = kept_of(offer, [*fields, "checked_on"])
            written.append(Written(save_offer(offer, fields, by=by, at=at), before))
    return written


def _keep(done: OfferImport, written: Sequence[Written]) -> None:
    """What it takes to undo: where each offer is in its history, and what was replaced."""
    events = Event.objects.last_of_streams([stream_of(one.offer) for one in written])
    ImportedOffer.objects.bulk_create(
        ImportedOffer(
            made_in=done,
            offer=one.offer,
            title=one.offer.title,
            is_new=one.before is None,
            before=one.before or {},
            rank=events[stream_of(one.offer)].seq,
        )
        for one in written
    )


def _told(file: OfferFile, one: Taken, themes: Mapping[str, Theme]) -> dict[str, object]:
    """What the line says of the offer, whether it is new or known."""
    return {
        "title": one.title,
        "summary": one.summary,
        "themes": [themes[code] for code in one.themes.codes if code in themes],
        "engineering_types": list(one.engineering),
        "phases": list(one.phases),
        "beneficiary_kinds": list(one.beneficiaries),
        "contact": one.contact,
        "link": one.link,
        "valid_to": one.closes_on,
        "source": file.source,
        "origin_digest": one.digest,
    }


def _mended(file: OfferFile, one: Taken, themes: Mapping[str, Theme]) -> dict[str, object]:
    """An update never empties what somebody completed by hand, nor moves the offer to another
    provider, nor changes where it applies; themes heard in a text never replace chosen ones."""
    told = {name: value for name, value in _told(file, one, themes).items() if value}
    if one.themes.is_from_text:
        told.pop("themes", None)
    if one.price != "UNKNOWN":
        told["price_kind"] = one.price
    return told


def _refuse_if_confirmed(file: OfferFile) -> None:
    if file.is_confirmed and file.confirmed_at is not None:
        created = plural(file.created_offers, "offre créée", "offres créées")
        raise ImportRefused(
            f"Ce fichier est déjà importé depuis le {long_date(local_day(file.confirmed_at))} : "
            f"{created}. Rien n’a été importé une seconde fois."
        )
