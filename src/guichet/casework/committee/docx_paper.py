"""The only code that speaks to python-docx: sections in, a document that a word processor opens.

What a screen reader needs is in the file: the language, the title, real headings, real lists, and
tables whose header row is marked and repeated on each page. The look comes from the styles, so that
a secretariat changes them once. The same paper gives the same bytes: no clock is read.
"""

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from guichet.foundations.toolkit.text import typeset

from .drafting import Paragraph, Section, Table
from .pdf import Paper

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BLUE = RGBColor(0x00, 0x00, 0x91)
# The zero of ZIP dates: an archive that says nothing of when it was made.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def minutes_docx(paper: Paper) -> bytes:
    """The paper as .docx; what people wrote is set as text, never as a field or a link."""
    word = Document()
    _dress(word)
    _describe(word, paper)
    if paper.mark:
        word.sections[0].header.paragraphs[0].text = typeset(paper.mark)
    word.add_paragraph(typeset(paper.author), style="Subtitle")
    word.add_heading(typeset(paper.title), level=1)
    for line in paper.lines:
        word.add_paragraph(typeset(line))
    for part in paper.sections:
        _add_part(word, part)
    if paper.signature:
        word.add_paragraph(typeset(paper.signature), style="Intense Quote")
    kept = io.BytesIO()
    word.save(kept)
    return _timeless(kept.getvalue())


def _dress(word: Word) -> None:
    """French, and the colours and sizes of the minutes, in the styles themselves."""
    normal = word.styles["Normal"]
    normal.font.name = "Liberation Serif"
    normal.font.size = Pt(11)
    properties = normal.element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR")
    properties.append(language)
    for level, size in ((1, 20), (2, 14), (3, 12)):
        style = word.styles[f"Heading {level}"]
        style.font.name = "Liberation Serif"
        style.font.size = Pt(size)
        style.font.color.rgb = BLUE


def _describe(word: Word, paper: Paper) -> None:
    about = word.core_properties
    about.title = typeset(paper.title)
    about.author = paper.author
    about.language = "fr-FR"
    about.keywords = ", ".join(paper.keywords)
    about.comments = ""
    day = datetime(paper.day.year, paper.day.month, paper.day.day)  # noqa: DTZ001 -- a day
    about.created = about.modified = day
    about.last_modified_by = paper.author


def _add_part(word: Word, part: Section) -> None:
    word.add_heading(typeset(part.title), level=part.level)
    for block in part.blocks:
        if isinstance(block, Paragraph):
            word.add_paragraph(typeset(block.text))
            continue
        for item in block.items:
            word.add_paragraph(typeset(item), style="List Bullet")
    for table in part.tables:
        _add_table(word, table)


def _add_table(word: Word, table: Table) -> None:
    """Its caption above it, its first row marked as a header that each page repeats."""
    word.add_paragraph(typeset(table.caption), style="Caption")
    grid = word.add_table(rows=1, cols=len(table.headers))
    grid.style = "Table Grid"
    _describe_table(grid._tbl, typeset(table.caption))
    for cell, header in zip(grid.rows[0].cells, table.headers, strict=True):
        cell.paragraphs[0].add_run(typeset(header)).bold = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in table.rows:
        cells = grid.add_row().cells
        for cell, value in zip(cells, row, strict=True):
            cell.text = typeset(value)


def _describe_table(element: object, caption: str) -> None:
    """The words that a screen reader says of the table before entering it."""
    properties = element.tblPr  # type: ignore[attr-defined]  # python-docx has no words for this
    said = OxmlElement("w:tblCaption")
    said.set(qn("w:val"), caption)
    properties.append(said)


def _timeless(content: bytes) -> bytes:
    """The same archive with its files in order and without dates."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(
            source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)
        ):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            target.writestr(info, source.read(name))
    return kept.getvalue()
