"""The public page: the same meeting for somebody who was not there.

Nobody's name is on it: members appear by their number, promises by their organisation.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import NBSP, plural

from . import phrases
from .disclosure import protected
from .facts import (
    PRESENT,
    REPRESENTED,
    ItemFacts,
    MeetingRecord,
    OrientationFacts,
    Presence,
)
from .texts import Bullets, Paragraph, Section, Table, paragraphs, section

FIGURES = ("DEMANDS", "FOLLOW_UP")
PROJECTS = ("PROJECTS", "PROJECT")

Belongs = Callable[[MeetingRecord, ItemFacts], bool]


def public_page_of(record: MeetingRecord) -> tuple[Section, ...]:
    """The draft of the public page; the same record always gives the same text."""
    record = record.for_the_public()
    return phrases.only_written(
        [
            section("opening", "La séance", Paragraph(phrases.lead_sentence(record.meeting))),
            phrases.agency_section(record),
            phrases.committee_section(record),
            _orientations(record),
            *_figures(record),
            *_group(record, "projects", "Programmes et projets présentés", _is_project),
            *_group(record, "others", "Autres points", _is_other),
            phrases.promises_section(record.promises, title="Engagements pris"),
            _attendance(record),
            phrases.closing_section(record.meeting),
            phrases.texts_section(record.meeting),
        ]
    )


def heading_of(day: date, of_body: str = "du comité local de cohésion territoriale") -> str:
    """The title of the page, of the minutes and of what links to them."""
    return f"Réunion {of_body} du {long_date(day)}"


def _orientations(record: MeetingRecord) -> Section:
    adopted = [
        item.orientation
        for item in record.items
        if item.orientation and item.outcome == "ORIENTATION_ADOPTED"
    ]
    intro = (
        f"Le comité a adopté {plural(len(adopted), 'orientation')} pour le département, dans le "
        "cadre des orientations nationales validées par le conseil d’administration de l’ANCT."
    )
    table = Table(
        "Orientations du département et orientations nationales dont elles découlent",
        ("Orientation du département", "Ce qu’elle veut dire", "Orientation nationale d’origine"),
        tuple((f"{one.number}. {one.title}", one.body or "–", _parent(one)) for one in adopted),
    )
    return section(
        "orientations",
        "Orientations stratégiques adoptées",
        Paragraph(intro) if adopted else None,
        tables=[table],
    )


def _parent(orientation: OrientationFacts) -> str:
    if orientation.parent_number is None:
        return "–"
    return f"{orientation.parent_number}. {orientation.parent_title}"


def _figures(record: MeetingRecord) -> Iterator[Section]:
    """Demands and follow-up (CGCT L1232-2): each with its text, then its figures."""
    counted = [item for item in record.items if item.kind in FIGURES and not item.case]
    cases = tuple(i.case.label for i in record.items if i.kind in FIGURES and i.case)
    if not counted and not cases:
        return
    listed = (Paragraph(f"Demandes présentées{NBSP}:"), Bullets(cases)) if cases else ()
    yield section("figures", "Demandes d’accompagnement et suites données", *listed)
    for item in counted:
        # To be informed is the rule here: only another outcome is worth a sentence.
        said = "" if item.outcome == "INFORMED" else phrases.outcome_sentence(item)
        yield section(
            f"figures-{item.rank}",
            item.title,
            *paragraphs(item.brief),
            Paragraph(said),
            *paragraphs(item.note),
            tables=[phrases.figures_table(protected(item))],
            level=3,
        )


def _is_project(record: MeetingRecord, item: ItemFacts) -> bool:
    if item.kind in PROJECTS:
        return True
    return item.kind in ("FREE", "NATIONAL_NEWS") and bool(record.programmes_of(item))


def _is_other(record: MeetingRecord, item: ItemFacts) -> bool:
    adopted = item.orientation is not None and item.outcome == "ORIENTATION_ADOPTED"
    return not (_is_project(record, item) or adopted or item.kind in FIGURES)


def _group(record: MeetingRecord, key: str, title: str, belongs: Belongs) -> Iterator[Section]:
    """A heading and, under it, one part per item; nothing at all when there is none."""
    items = [item for item in record.items if belongs(record, item)]
    if not items:
        return
    yield section(key, title)
    for item in items:
        yield section(
            f"{key}-{item.rank}",
            item.title,
            *phrases.presented(record, item),
            Paragraph(phrases.outcome_sentence(item)),
            *paragraphs(item.note),
            tables=[phrases.figures_table(protected(item))],
            level=3,
        )


def _attendance(record: MeetingRecord) -> Section:
    """How many of each family; the quality of each person is in the minutes."""
    rows = []
    for family in dict.fromkeys(one.family for one in record.presences):
        seats = [one for one in record.presences if one.family == family]
        present, represented = _count(seats, PRESENT), _count(seats, {REPRESENTED})
        rows.append((family, str(len(seats)), str(present), str(represented)))
    table = Table(
        "Participation par famille de membres",
        ("Famille", "Sièges", "Présents", "Représentés"),
        tuple(rows),
    )
    return section(
        "attendance", "Participation", Paragraph(record.meeting.quorum_sentence), tables=[table]
    )


def _count(seats: Iterable[Presence], modes: Iterable[str]) -> int:
    wanted = frozenset(modes)
    return sum(seat.mode in wanted for seat in seats)
