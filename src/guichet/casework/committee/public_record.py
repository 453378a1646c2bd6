"""A published meeting as plain data: what the page shows, and nothing more.

Every outlet (page, JSON, feed, open file) reads a meeting through this module, so that what is
kept from the public is kept from all of them at once.
"""

from collections.abc import Iterable
from datetime import datetime

from guichet.foundations.toolkit.dates import PARIS

from .drafting import Section, as_json, from_json, heading_of, masks_something, published
from .models import Minutes

LICENCE = "Licence Ouverte 2.0 (Etalab)"
SCHEMA_PATH = "/comites/seance.schema.json"
LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


def sections_of(minutes: Minutes) -> tuple[Section, ...]:
    """The public text, without what is kept back."""
    return published(from_json(minutes.public_sections))


def keeps_something(minutes: Minutes) -> bool:
    """Whether the public reads less than was written, in either text."""
    texts = (minutes.public_sections, minutes.sections)
    return any(masks_something(from_json(text)) for text in texts)


def opening_of(sections: Iterable[Section]) -> str:
    """What a feed, a messaging program or a search engine shows under the link."""
    return next((part.text for part in sections if part.key == "opening"), "")


def document_of(minutes: Minutes, *, base_url: str) -> dict[str, object]:
    """The JSON document of one meeting."""
    meeting = minutes.meeting
    sections = sections_of(minutes)
    address = f"{base_url}{meeting.get_public_url()}"
    editions = _editions(minutes, address)
    approved_in = minutes.adopted_in
    return {
        "$schema": f"{base_url}{SCHEMA_PATH}",
        "id": address,
        "type": "Meeting",
        "licence": LICENCE,
        "name": heading_of(meeting.day, meeting.committee.of_its_meetings),
        "body": meeting.committee.name,
        "department": {
            "code": meeting.committee.department.code,
            "name": meeting.committee.department.name,
        },
        "day": meeting.day.isoformat(),
        "form": meeting.form,
        "chair": meeting.chair_label,
        "co_chair": meeting.co_chair_label,
        "published_at": stamp(meeting.published_at),
        "updated_at": stamp(minutes.updated_at),
        "minutes": editions[-1]["url"] if editions else "",
        "editions": editions,
        "approved_by_committee_on": approved_in.day.isoformat() if approved_in else "",
        "is_partial": keeps_something(minutes),
        "sections": [_section(part) for part in as_json(sections)],
        "decisions": minutes.public_decisions,
    }


def _editions(minutes: Minutes, address: str) -> list[dict[str, object]]:
    """Each file of the minutes with its hash: the first never changes."""
    named = (("proces-verbal.pdf", minutes.document),
             ("proces-verbal-edition-2.pdf", minutes.adopted_document))  # fmt: skip
    return [
        {"number": number, "url": f"{address}{name}", "sha256": document.sha256}
        for number, (name, document) in enumerate(named, start=1)
        if document is not None
    ]


def _section(part: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in part.items() if key not in {"drafted", "restriction"}}


def stamp(instant: datetime | None) -> str:
    """An instant with the offset of Paris: « 2020-11-23T10:00:00+01:00 »."""
    return instant.astimezone(PARIS).isoformat(timespec="seconds") if instant else ""
