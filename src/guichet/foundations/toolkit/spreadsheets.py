"""Spreadsheets written row by row: CSV, XLSX, ODS. Whatever a person typed stays text.

Our own writers, because each needs one sheet, text, whole numbers and days: some eighty lines
instead of a dependency that holds the whole workbook in memory.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

Value = str | int | date | None
Rows = Iterable[Sequence[Value]]

# A cell that begins with one of these is run as a formula by spreadsheet programs.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# What XML cannot carry, whatever the escaping.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_PIECE = 64 * 1024
# Spreadsheet programs count days from here.
_DAY_ZERO = date(1899, 12, 30)


def safe_cell(value: object) -> str:
    """The text of a cell; a formula is disarmed by an apostrophe, a number is left as it is."""
    text = "" if value is None else str(value)
    if isinstance(value, int | float) or not text.startswith(FORMULA_STARTS):
        return text
    return f"'{text}"


def csv_pieces(header: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """Semicolons and a byte order mark: what a French spreadsheet program opens by itself."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_day(v) if isinstance(v, date) else safe_cell(v) for v in row])
        if buffer.tell() > _PIECE:
            yield _emptied(buffer)
    yield _emptied(buffer)


def xlsx_pieces(title: str, header: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """A workbook of one sheet, its first line in bold and always in sight."""
    files = {
        "[Content_Types].xml": _XLSX_TYPES,
        "_rels/.rels": _XLSX_RELS,
        "xl/workbook.xml": _XLSX_BOOK.format(_attribute(title[:31])),
        "xl/_rels/workbook.xml.rels": _XLSX_BOOK_RELS,
        "xl/styles.xml": _XLSX_STYLES,
    }
    first = "".join(_xlsx_text(label, style=2) for label in header)
    sheet = (f"<row>{''.join(map(_xlsx_cell, row))}</row>" for row in rows)
    body = _Body("xl/worksheets/sheet1.xml", f"{_XLSX_SHEET}<row>{first}</row>", sheet, _XLSX_END)
    return _zipped(files, body)


def ods_pieces(title: str, header: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """The same in the open format, which the administration prefers."""
    # Its type comes first and is not compressed: programs read it without unzipping.
    files = {"mimetype": _ODS_TYPE, "META-INF/manifest.xml": _ODS_MANIFEST}
    start = _ODS_START.format(_attribute(title))
    first = f"<table:table-row>{''.join(map(_ods_text, header))}</table:table-row>"
    lines = (f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    return _zipped(files, _Body("content.xml", start + first, lines, _ODS_END))


WRITERS: dict[str, Callable[[str, Sequence[str], Rows], Iterator[bytes]]] = {
    "csv": lambda title, header, rows: csv_pieces(header, rows),
    "xlsx": xlsx_pieces,
    "ods": ods_pieces,
}
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


class _Body:
    """The one long file of a workbook."""

    def __init__(self, name: str, start: str, lines: Iterable[str], end: str) -> None:
        self.name, self.start, self.lines, self.end = name, start, lines, end


class _Pipe(io.RawIOBase):
    """What the archive writes, until somebody takes it; it can only go forward."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self.held += piece
        return len(piece)

    def taken(self) -> bytes:
        piece = bytes(self.held)
        self.held.clear()
        return piece


def _zipped(files: dict[str, str], body: _Body) -> Iterator[bytes]:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, text in files.items():
            plain = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, text, compress_type=plain)
        with archive.open(body.name, "w", force_zip64=False) as out:
            out.write(body.start.encode())
            for line in body.lines:
                out.write(line.encode())
                if len(pipe.held) > _PIECE:
                    yield pipe.taken()
            out.write(body.end.encode())
    yield pipe.taken()


def _emptied(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def _attribute(text: str) -> str:
    return escape(_UNSPEAKABLE.sub("", text), {'"': "&quot;"})


def _xlsx_cell(value: Value) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, date):
        return f'<c s="1"><v>{(value - _DAY_ZERO).days}</v></c>'
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return _xlsx_text(value)


def _xlsx_text(value: str, *, style: int = 0) -> str:
    text = escape(_UNSPEAKABLE.sub("", safe_cell(value)))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _ods_cell(value: Value) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        return (
            f'<table:table-cell table:style-name="day" {kind}>'
            f"<text:p>{_day(value)}</text:p></table:table-cell>"
        )
    if isinstance(value, int):
        kind = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"
    return _ods_text(value)


def _ods_text(value: str) -> str:
    text = escape(_UNSPEAKABLE.sub("", safe_cell(value)))
    lines = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OOXML = "http://schemas.openxmlformats.org"
_MAIN = f"{_OOXML}/spreadsheetml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XLSX_TYPES = (
    f'{_XML}<Types xmlns="{_OOXML}/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
    "</Types>"
)
_REL = f"{_OOXML}/officeDocument/2006/relationships"
_RELS = f'{_XML}<Relationships xmlns="{_OOXML}/package/2006/relationships">'
_XLSX_RELS = (
    f'{_RELS}<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
_XLSX_BOOK_RELS = (
    f'{_RELS}<Relationship Id="rId1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_REL}/styles" Target="styles.xml"/></Relationships>'
)
_XLSX_BOOK = (
    f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}">'
    '<sheets><sheet name="{}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
# Style 1 is a day, style 2 the bold of the first line.
_XLSX_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
    '<xf/><xf numFmtId="14" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/>'
    "</cellXfs></styleSheet>"
)
_XLSX_SHEET = (
    f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    "</sheetView></sheetViews><sheetData>"
)
_XLSX_END = "</sheetData></worksheet>"

_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_MANIFEST = (
    f'{_XML}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_ODS_START = (
    f'{_XML}<office:document-content xmlns:office="{_OASIS}:office:1.0" '
    f'xmlns:table="{_OASIS}:table:1.0" xmlns:text="{_OASIS}:text:1.0" '
    f'xmlns:style="{_OASIS}:style:1.0" xmlns:number="{_OASIS}:datastyle:1.0" '
    'office:version="1.2"><office:automatic-styles><number:date-style style:name="dmy">'
    '<number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text>'
    '<number:year number:style="long"/></number:date-style>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="dmy"/>'
    "</office:automatic-styles>"
    '<office:body><office:spreadsheet><table:table table:name="{}">'
)
_ODS_END = "</table:table></office:spreadsheet></office:body></office:document-content>"
