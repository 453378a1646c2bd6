"""The pack of a meeting as one reader may have it: its document, its pieces, and both in a ZIP.

One archive rather than one PDF: pages that come from elsewhere have no tags, or others, so that a
merged file would lose what lets a screen reader read it (PDF/UA). Every piece that cannot be in the
archive is named in its table of contents, with the reason.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string

from guichet.foundations.documents.choices import ScanResult
from guichet.foundations.documents.models import Document
from guichet.foundations.toolkit.dates import PARIS, local_day

from . import archive, convocation
from .editions import Content, without_restricted
from .models import AgendaItem, Edition, Meeting, Piece
from .numbering import file_name, numbers_of, weight
from .pdf import minutes_pdf

CONTENTS, PAPER = "sommaire.html", "dossier-de-seance.pdf"
_LOST = "absente : le fichier n’est plus dans l’espace de stockage, prévenez le secrétariat"
_INFECTED = "écartée : un virus y a été détecté"
_UNSCANNED = "analyse antivirus en attente : ouvrez-la avec prudence, ou revenez plus tard"
# Where no scanner is plugged in, there is nothing to wait for.
_NEVER_SCANNED = "non analysée par un antivirus"

PathOf = Callable[[int], str]


@dataclass(frozen=True)
class Joined:
    """One piece: what it is called, where it is read, and what keeps it away."""

    key: int
    number: str
    title: str
    point: str
    file_name: str
    weight: str
    document: Document
    # Why it is not there; empty when it is.
    missing: str = ""
    caution: str = ""

    @property
    def told(self) -> str:
        return self.missing or self.caution


@dataclass(frozen=True)
class Dossier:
    meeting: Meeting
    content: Content
    number: int
    made_at: datetime
    pieces: tuple[Joined, ...]

    @property
    def made_on(self) -> date:
        return local_day(self.made_at)

    @property
    def name(self) -> str:
        """Of both files, without what follows the dot."""
        return convocation.pack_name(self.meeting)


def dossier_of(meeting: Meeting, *, with_restricted: bool, at: datetime) -> Dossier:
    """As it was sent last, with what was joined since; before the convocation, as it would leave.

    `with_restricted` is for those who sit and for the desk: the points reserved to the members, and
    their pieces, are told to nobody else.
    """
    edition = Edition.objects.of_meeting(meeting).last()
    content = edition.content if edition else convocation.content_of(meeting)
    pieces = pieces_of(meeting, content, with_restricted=with_restricted)
    return Dossier(
        meeting=meeting,
        content=content if with_restricted else without_restricted(content, _reserved(meeting)),
        number=edition.number if edition else 1,
        made_at=edition.made_at if edition else at,
        pieces=pieces,
    )


def _reserved(meeting: Meeting) -> frozenset[str]:
    """The numbers of the demands that the meeting keeps for its members."""
    items = AgendaItem.objects.of_meeting(meeting).filter(is_restricted=True)
    about = items.annotate(about=Coalesce("demand__reference", "support__demand__reference"))
    return frozenset(about.exclude(about=None).values_list("about", flat=True))


def pieces_of(
    meeting: Meeting, content: Content | None, *, with_restricted: bool, item: int | None = None
) -> tuple[Joined, ...]:
    """By number: those of the meeting, or of one item alone. Two queries."""
    items = list(AgendaItem.objects.of_meeting(meeting).in_order())
    ranks = {one.pk: rank for rank, one in enumerate(items, start=1)}
    hidden = {one.pk for one in items if one.is_restricted and not with_restricted}
    pieces = list(Piece.objects.of_meeting(meeting))
    frozen = {
        one["key"]: one["number"] for one in (content or {}).get("pieces", ()) if "key" in one
    }
    numbers = numbers_of([(one.pk, ranks.get(one.item_id or 0, 0)) for one in pieces], frozen)
    shown = [
        one for one in pieces if one.item_id not in hidden and (item is None or one.item_id == item)
    ]
    return tuple(sorted((_joined(one, numbers[one.pk]) for one in shown), key=lambda j: j.number))


def pieces_now(meeting: Meeting, *, with_restricted: bool) -> tuple[Joined, ...]:
    """Under the numbers of the last sending."""
    edition = Edition.objects.of_meeting(meeting).last()
    return pieces_of(meeting, edition.content if edition else None, with_restricted=with_restricted)


def paper_of(dossier: Dossier, path_of: PathOf) -> bytes:
    """The accessible PDF; each piece it names is opened by `path_of`."""
    paper = convocation.paper_of(
        dossier.content, number=dossier.number, made_on=dossier.made_on,
        mark=dossier.meeting.page_banner, path_of=path_of,
    )  # fmt: skip
    return minutes_pdf(paper)


def archive_of(dossier: Dossier, path_of: PathOf, *, at: datetime) -> Iterator[bytes]:
    """Table of contents, document and pieces; the pieces are read when their turn comes.

    The document is set beforehand: a trouble must be a page that says so, not half an archive.
    """
    told = {"dossier": dossier, "meeting": dossier.meeting, "paper": PAPER, "at": at}
    contents = render_to_string("committee/pack_contents.html", told).encode()
    paper = paper_of(dossier, path_of)
    made = [
        archive.Entry(CONTENTS, len(contents), [contents]),
        archive.Entry(PAPER, len(paper), [paper]),
    ]
    joined = [
        archive.Entry(one.file_name, one.document.size, _chunks(one.document))
        for one in dossier.pieces
        if not one.missing
    ]
    return archive.stream([*made, *joined], at=dossier.made_at.astimezone(PARIS))


def _chunks(document: Document) -> Iterator[bytes]:
    with document.file.open("rb") as content:
        yield from content.chunks()


def _joined(piece: Piece, number: str) -> Joined:
    document = piece.document
    missing = caution = ""
    if document.scan == ScanResult.INFECTED:
        missing = _INFECTED
    elif not document.file.storage.exists(document.file.name or ""):
        missing = _LOST
    elif document.scan == ScanResult.PENDING:
        caution = _UNSCANNED if settings.CLAMD_ADDRESS else _NEVER_SCANNED
    return Joined(
        key=piece.pk,
        number=number,
        title=piece.title,
        point=piece.item.title if piece.item else "",
        file_name=file_name(number, piece.title, document.extension),
        weight=f"{document.extension.upper()}, {weight(document.size)}",
        document=document,
        missing=missing,
        caution=caution,
    )
