"""The minutes with 0, 1, 2 and 60 people: the text that they must bear, as PDF and as DOCX.

The expected texts are in golden/. A test that fails leaves the text that it made in its temporary
folder and says where: read the difference, then copy the file.
"""

import io
import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from guichet.casework.committee import actions
from guichet.casework.committee.choices import AttendanceMode, ItemKind, MeetingStatus
from guichet.casework.committee.docx_paper import minutes_docx
from guichet.casework.committee.drafting import Presence, blocking, check_mentions, minutes_of
from guichet.casework.committee.models import AgendaItem
from guichet.casework.committee.paper import paper_of
from guichet.casework.committee.pdf import Paper, minutes_pdf
from tests.casework.committee.factories import DAY, add_seats, make_meeting
from tests.casework.committee.records import record_with

GOLDEN = Path(__file__).parent / "golden"
COUNTS = (0, 1, 2, 60)
# Long titles, accents, Corsican and overseas names: functions and places, never people.
SEATS = (
    ("La présidente du conseil exécutif de Corse / A presidente di u cunsigliu esecutivu", "État"),
    ("Le maire de L’Haÿ-les-Roses, président de l’association des maires et présidents "
     "d’intercommunalité, chargé de l’ingénierie et de la cohésion des territoires", "Élus"),
    ("Le maire de Saint-Louis-de-Marie-Galante (Guadeloupe)", "Élus"),
    ("Le maire de Ua Pou, îles Marquises / Te fenua ʻenata", "Élus"),
    ("Le maire de Sant’Andréa-di-Cotone / Sant’Andria di u Cutone", "Élus"),
    ("Le président de la communauté de communes « Ouest Guyanais » – Mana, Awala-Yalimapo", "Élus"),
    ("Le directeur du CAUE de Mamoudzou (Mayotte) / Momoju", "Ingénierie"),
    ("La directrice de l’agence technique de Œting-lès-Bœufs & Cie", "Ingénierie"),
)  # fmt: skip


def paper_with(count: int) -> Paper:
    presences = tuple(
        Presence(
            f"{SEATS[n % len(SEATS)][0]} ({n + 1})", SEATS[n % len(SEATS)][1],
            "IN_ROOM" if n % 3 else "VIDEO", "En salle" if n % 3 else "En visioconférence",
            f"la fonction n° {n + 1}",
        )
        for n in range(count)
    )  # fmt: skip
    return Paper(
        title="Réunion du comité local de cohésion territoriale : procès-verbal",
        author="Comité local de cohésion territoriale",
        day=date(2020, 11, 23),
        lines=("Mis à jour le 23 novembre 2020",),
        sections=minutes_of(record_with(presences=presences)),
        signature="Procès-verbal approuvé le 20 novembre 2020.",
    )


def words_in_order(content: bytes) -> str:
    """The DOCX as text: one line per paragraph, one per row."""
    word = Document(io.BytesIO(content))
    lines = []
    for block in word.iter_inner_content():
        if isinstance(block, WordParagraph):
            style = block.style.name if block.style else ""
            lines.append(f"[{style}] {block.text}")
        elif isinstance(block, WordTable):
            lines += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("count", COUNTS)
class TestGolden:
    def test_the_text_is_the_one_that_was_read(self, count, tmp_path):
        name = f"minutes-{count:02}.txt"
        text = words_in_order(minutes_docx(paper_with(count)))
        (tmp_path / name).write_text(text, encoding="utf-8")

        assert text == (GOLDEN / name).read_text(encoding="utf-8"), tmp_path / name

    def test_every_seat_is_cited_once(self, count):
        """D5: a loop that keeps only the last one."""
        text = words_in_order(minutes_docx(paper_with(count)))

        for n in range(count):
            assert len(re.findall(rf"a fonction n°\s{n + 1}(?!\d)", text)) == 1

    def test_the_file_bears_the_same_words(self, count):
        paper = paper_with(count)
        pages = PdfReader(io.BytesIO(minutes_pdf(paper))).pages
        told = _bare("".join(page.extract_text() for page in pages))

        for section in paper.sections:
            assert _bare(section.title) in told
            for table in section.tables:
                for row in table.rows:
                    assert all(_bare(cell) in told for cell in row)

    def test_both_files_are_the_same_twice(self, count):
        paper = paper_with(count)

        assert minutes_docx(paper) == minutes_docx(paper)
        assert minutes_pdf(paper) == minutes_pdf(paper)


class TestWord:
    """What a screen reader and a secretariat need of a DOCX."""

    @pytest.fixture
    def content(self) -> bytes:
        return minutes_docx(paper_with(2))

    def test_says_its_title_and_its_language(self, content):
        word = Document(io.BytesIO(content))

        assert word.core_properties.title.startswith("Réunion du comité")
        assert word.core_properties.language == "fr-FR"
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert 'w:val="fr-FR"' in archive.read("word/styles.xml").decode()

    def test_headings_do_not_skip_a_level(self, content):
        word = Document(io.BytesIO(content))
        names = [p.style.name for p in word.paragraphs if p.style]
        levels = [int(name[-1]) for name in names if name.startswith("Heading")]

        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_each_table_marks_its_header_row_and_says_its_caption(self, content):
        tables = Document(io.BytesIO(content)).tables

        assert tables
        for table in tables:
            xml = table._tbl.xml
            assert xml.count("<w:tblHeader") == 1
            assert "<w:tblCaption" in xml

    def test_a_rehearsal_is_marked_on_each_page(self):
        paper = replace(paper_with(1), mark="Répétition : séance fictive.")

        header = Document(io.BytesIO(minutes_docx(paper))).sections[0].header

        assert "Répétition" in header.paragraphs[0].text

    def test_what_people_typed_stays_text(self):
        hostile = "=cmd|' /C calc'!A0 <w:p/> & {HYPERLINK} ]]>"
        paper = replace(paper_with(0), title=hostile)

        assert "=cmd|' /C calc'!A0 <w:p/>" in words_in_order(minutes_docx(paper))


@cache
def sixty() -> PdfReader:
    return PdfReader(io.BytesIO(minutes_pdf(paper_with(60))))


class TestStructureOfThePdf:
    """Tags, title, language and table headers, with sixty people on several pages."""

    def test_title_language_and_tags(self):
        reader = sixty()
        root = reader.trailer["/Root"]

        assert root["/MarkInfo"]["/Marked"]
        assert str(root["/Lang"]) == "fr-FR"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert reader.metadata is not None
        assert "procès-verbal" in str(reader.metadata.title)

    def test_every_row_is_in_the_tree_with_its_headers(self):
        kinds = [str(node["/S"]) for node in _structure(sixty())]
        tables = [t for s in paper_with(60).sections for t in s.tables]

        assert kinds.count("/Table") == len(tables)
        assert kinds.count("/TR") >= 60 + len(tables)
        assert kinds.count("/TH") == sum(len(table.headers) for table in tables)


@pytest.mark.parametrize(("count", "complete"), [(0, False), (1, True), (2, True), (60, True)])
def test_minutes_without_anybody_are_refused_with_a_sentence(count, complete):
    record = record_with(
        presences=tuple(
            Presence(f"Siège {n}", "Élus", "IN_ROOM", "En salle", "le maire") for n in range(count)
        )
    )

    missing = blocking(check_mentions(record))

    assert (missing == ()) is complete
    if not complete:
        assert missing[0].sentence == (
            "Aucun membre n’est noté présent : le procès-verbal doit dire qui l’était."
        )


def test_forty_items_are_drafted_and_printed_in_less_than_five_seconds(world, people):
    """From the closing to the draft that the secretary reads, PDF included."""
    meeting = make_meeting(world, people)
    for rank in range(10, 47):
        AgendaItem.objects.create(
            meeting=meeting, rank=rank, kind=ItemKind.FREE, title=f"Point n° {rank}",
            brief="Un exposé de quelques lignes.\n\n" * 4, figures=[["Demandes", rank]] * 5,
        )  # fmt: skip
    seats = add_seats(world, 38)
    _play(meeting, people, [world.chair_seat, world.mayor_seat, world.it04_seat, *seats])
    assert AgendaItem.objects.of_meeting(meeting).count() >= 40

    started = time.perf_counter()
    minutes = actions.draft_minutes(meeting, by=people.farid, at=DAY.replace(hour=18))
    content = minutes_pdf(paper_of(meeting, minutes, on=DAY.date()))
    took = time.perf_counter() - started

    assert minutes.version == 1
    assert content.startswith(b"%PDF")
    assert took < 5, f"{took:.2f} s"


def _play(meeting, people, seats) -> None:
    actions.convene(meeting, by=people.farid, at=DAY.replace(day=10))
    actions.open_meeting(meeting, by=people.farid, at=DAY)
    calls = [actions.Call(seat, AttendanceMode.IN_ROOM, attendee_label="x") for seat in seats]
    actions.record_roll_call(meeting, calls, by=people.farid, at=DAY)
    AgendaItem.objects.of_meeting(meeting).update(outcome="TAKES_NOTE")
    actions.close_meeting(meeting, by=people.farid, at=DAY.replace(hour=17))
    assert meeting.status == MeetingStatus.HELD


def _structure(reader: PdfReader) -> Iterator[DictionaryObject]:
    pending: list[object] = [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while pending:
        node = pending.pop(0)
        if isinstance(node, IndirectObject):
            node = node.get_object()
        if isinstance(node, list):
            pending = [*node, *pending]
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                yield node
            if "/K" in node:
                pending = [node["/K"], *pending]


def _bare(text: str) -> str:
    """Without spaces nor hyphens, which lines of a page add or move."""
    return re.sub(r"[\s\u00ad\u2010\u2011-]", "", text)
