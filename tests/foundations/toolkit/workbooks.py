"""Spreadsheets made by hand, faults included."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(*rows: Sequence[str], extra: str = "", dimension: str = "A1:D4", after: str = "") -> bytes:
    """Cells are given as XML (« <c t="n"><v>1</v></c> ») or as plain texts."""
    body = "".join(
        f'<row r="{number}">{"".join(_cell(one) for one in row)}</row>'
        for number, row in enumerate(rows, 1)
    )
    sheet = (
        f'<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/>'
        f"<sheetData>{body}{extra}</sheetData>{after}</worksheet>"
    )
    return zipped({
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>'
        '<sheet name="Projets" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": sheet,
    })  # fmt: skip


def _cell(one: str) -> str:
    return one if one.startswith("<c") else f'<c t="inlineStr"><is><t>{escape(one)}</t></is></c>'


def ods(table: str) -> bytes:
    content = (
        '<o:document-content xmlns:o="office" xmlns:t="table" xmlns:x="text"><o:body>'
        f'<o:spreadsheet><t:table t:name="Projets">{table}</t:table></o:spreadsheet></o:body>'
        "</o:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                   "content.xml": content})  # fmt: skip


def zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()
