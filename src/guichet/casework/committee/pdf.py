"""The only code that speaks to typst: sections in, an accessible and durable PDF out.

PDF/A-2a (it can be archived) and PDF/UA-1 (a screen reader can read it) in one file; typst refuses
a document that would not conform. What people wrote travels as JSON and is set as plain text: it is
never compiled. Embedded fonts only and a date that is given: the same paper gives the same bytes.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import typst

from guichet.foundations.toolkit.text import typeset

from .drafting import Section, as_json

TEMPLATES = Path(__file__).parent / "typst"


@dataclass(frozen=True)
class Link:
    """A file that goes with the document: its number, its title, which opens it, and its weight."""

    number: str
    title: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Paper:
    """A document to set: its title, the lines under it, its parts and its last line."""

    title: str
    author: str
    day: date
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    signature: str = ""
    # Said at the top of every page: a rehearsal must never be taken for a meeting.
    mark: str = ""
    keywords: tuple[str, ...] = ()
    links_title: str = ""
    links_words: str = ""
    links: tuple[Link, ...] = ()


def minutes_pdf(paper: Paper) -> bytes:
    """The file that is published. About 0.3 s for a meeting of thirty seats."""
    content = typst.compile(
        str(TEMPLATES / "minutes.typ"),
        root=str(TEMPLATES),
        font_paths=typst.Fonts(include_system_fonts=False),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": json.dumps(_printed(_as_data(paper)), ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=_midnight(paper.day),
    )
    if not isinstance(content, bytes):
        raise TypeError("typst gave no single file")
    return content


def _as_data(paper: Paper) -> dict[str, object]:
    return {
        "title": paper.title,
        "author": paper.author,
        "date": [paper.day.year, paper.day.month, paper.day.day],
        "lines": list(paper.lines),
        "signature": paper.signature,
        "mark": paper.mark,
        "keywords": list(paper.keywords),
        "sections": _parts(paper.sections),
        "links_title": paper.links_title,
        "links_words": paper.links_words,
        "links": [asdict(link) for link in paper.links],
    }


def _printed(value: object) -> object:
    """The same values, each sentence with the spaces of French typography."""
    if isinstance(value, str):
        return typeset(value)
    if isinstance(value, dict):
        return {key: _printed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_printed(one) for one in value]
    return value


def _parts(sections: Iterable[Section]) -> list[dict[str, object]]:
    return [{**part, "drafted": ""} for part in as_json(sections)]


def _midnight(day: date) -> int:
    """A clock of its own would make two prints of the same minutes differ."""
    return (day - date(1970, 1, 1)).days * 86_400
