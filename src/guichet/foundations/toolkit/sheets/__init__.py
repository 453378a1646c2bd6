"""Spreadsheets as people really send them, read into plain text cells. Pure: bytes in, rows out.

Three formats (XLSX, ODS, CSV), one answer: tables of numbered lines. What the file declares about
itself is never believed: neither its dimensions, nor its expanded size, nor its encoding.
"""

from . import headings
from .cleaning import clean, one_line
from .headings import Recognised
from .refusal import SheetRefused
from .tables import Line, Table
from .verdicts import Refused, by_kind
from .workbook import read_workbook

__all__ = [
    "Line",
    "Recognised",
    "Refused",
    "SheetRefused",
    "Table",
    "by_kind",
    "clean",
    "headings",
    "one_line",
    "read_workbook",
]
