"""One door for the three formats, chosen by the first bytes and not by the name."""

from .archive import EXPANDED_LIMIT, Archive
from .ods import read_ods
from .refusal import SheetRefused
from .tables import MOST_LINES, Table
from .text import read_csv
from .xlsx import read_xlsx

OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_workbook(
    content: bytes, *, name: str, limit: int = EXPANDED_LIMIT, most_lines: int = MOST_LINES
) -> list[Table]:
    """The tables of a file that hold something; SheetRefused when it is not a spreadsheet.

    `most_lines` is for a text file only: a national list may be longer than a desk's own.
    """
    tables = [table for table in _tables(content, name, limit, most_lines) if table.lines]
    if not tables:
        raise SheetRefused(f"« {name} » ne contient aucune ligne.")
    return tables


def _tables(content: bytes, name: str, limit: int, most_lines: int) -> list[Table]:
    if content.startswith(OLD_EXCEL):
        raise SheetRefused(
            f"« {name} » est un ancien classeur Excel (.xls) ou un classeur protégé par un mot de "
            "passe : enregistrez-le en XLSX, sans protection."
        )
    if not content.startswith(b"PK\x03\x04"):
        return read_csv(content, name=name, most_lines=most_lines)
    archive = Archive(content, limit=limit)
    if "xl/workbook.xml" in archive.names:
        return read_xlsx(archive)
    if "content.xml" in archive.names:
        return read_ods(archive)
    raise SheetRefused(f"« {name} » n’est pas un classeur : types lus : XLSX, ODS, CSV.")
