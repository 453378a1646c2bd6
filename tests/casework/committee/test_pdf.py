"""The PDF of the minutes: archivable (PDF/A-2a), accessible (PDF/UA-1), always the same bytes."""

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from guichet.casework.committee.drafting import (
    Bullets,
    Paragraph,
    Section,
    Table,
    minutes_of,
)
from guichet.casework.committee.pdf import Paper, minutes_pdf
from guichet.foundations.toolkit.text import typeset
from tests.casework.committee.records import RECORD

PAPER = Paper(
    title="Réunion du 17 novembre 2020 : procès-verbal",
    author="Comité local de cohésion territoriale",
    day=date(2020, 11, 23),
    lines=("Mis à jour le 23 novembre 2020",),
    sections=minutes_of(RECORD),
    signature="Procès-verbal approuvé le 20 novembre 2020 par la préfète.",
)


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(io.BytesIO(minutes_pdf(PAPER)))


def words_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def structure(reader: PdfReader) -> list[DictionaryObject]:
    """Every element of the structure tree, in the order of reading."""
    found: list[DictionaryObject] = []
    pending: list[object] = [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while pending:
        node = pending.pop(0)
        if isinstance(node, IndirectObject):
            node = node.get_object()
        if isinstance(node, list):
            pending = [*node, *pending]
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                pending = [node["/K"], *pending]
    return found


class TestMarks:
    def test_is_tagged_in_french_with_its_title(self, reader):
        root = reader.trailer["/Root"]

        assert root["/MarkInfo"]["/Marked"]
        assert str(root["/Lang"]).startswith("fr")
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert reader.metadata is not None
        assert reader.metadata.title == typeset(PAPER.title)
        assert reader.metadata.author == PAPER.author

    def test_says_the_standards_that_it_follows(self, reader):
        xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()

        assert "<pdfaid:part>2</pdfaid:part>" in xmp
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp

    def test_embeds_every_font(self, reader):
        fonts = [
            font.get_object()
            for page in reader.pages
            for font in page["/Resources"]["/Font"].values()
        ]
        assert fonts
        for font in fonts:
            descendant = font["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"])


class TestStructure:
    def test_headings_do_not_skip_a_level(self, reader):
        levels = [int(str(n["/S"])[2:]) for n in structure(reader) if str(n["/S"])[:2] == "/H"]

        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_each_header_cell_says_what_it_heads(self, reader):
        headers = [node for node in structure(reader) if node["/S"] == "/TH"]

        assert len(headers) == sum(len(t.headers) for s in PAPER.sections for t in s.tables)
        for header in headers:
            attributes = header["/A"]
            listed = attributes if isinstance(attributes, list) else [attributes]
            assert any(one.get_object().get("/Scope") == "/Column" for one in listed)

    def test_lists_and_captions_are_tagged(self, reader):
        kinds = {str(node["/S"]) for node in structure(reader)}

        assert {"/L", "/LI", "/Table", "/THead", "/TBody", "/Caption", "/P"} <= kinds


class TestText:
    def test_bears_every_sentence_of_the_minutes(self, reader):
        told = words_of(reader).replace("- ", "").replace(" ", "").replace("‑", "-")

        for section in PAPER.sections:
            for block in section.blocks:
                texts = [block.text] if isinstance(block, Paragraph) else block.items
                for text in texts:
                    bare = "".join(text.split())
                    assert bare in told or bare.replace("-", "") in told.replace("-", "")

    def test_bears_dates_and_signature(self, reader):
        told = words_of(reader)

        assert "Mis à jour le 23 novembre 2020" in told
        assert PAPER.signature in told
        assert f"Page 1 sur {len(reader.pages)}" in told

    def test_what_people_typed_is_never_compiled(self):
        hostile = '#read("/etc/passwd") *gras* $x$ @ici <b> `code` \\ // "'
        paper = replace(
            PAPER,
            title=hostile,
            sections=(
                Section(
                    "a",
                    hostile,
                    (Paragraph(hostile), Bullets((hostile,))),
                    (Table(hostile, (hostile, "b"), ((hostile, "1"),)),),
                ),
            ),
        )

        told = words_of(PdfReader(io.BytesIO(minutes_pdf(paper))))

        assert told.count("#read(") == 7
        assert "root:" not in told

    def test_long_tables_break_across_pages_and_repeat_their_header(self):
        rows = tuple((f"Siège {n}", "En visioconférence", "la directrice") for n in range(90))
        table = Table("Présents", ("Siège", "Présence", "Qualité"), rows)
        paper = replace(PAPER, sections=(Section("a", "Présents", (), (table,)),))

        pages = PdfReader(io.BytesIO(minutes_pdf(paper))).pages

        assert len(pages) > 2
        assert all("Présence" in page.extract_text() for page in pages)


def test_the_same_paper_gives_the_same_bytes():
    assert minutes_pdf(PAPER) == minutes_pdf(PAPER)
