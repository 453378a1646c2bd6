"""Excel workbooks, streamed: shared and inline strings, dates by their style, merged cells."""

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from .archive import Archive
from .tables import Grid, Merge, Table

# Numbers of the formats that show a date (ECMA-376, 18.8.30), with those of Asian versions.
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def read_xlsx(archive: Archive) -> list[Table]:
    book = _Book()
    archive.walk("xl/workbook.xml", opened=book.opened, closed=_nothing, said=_nothing)
    archive.walk("xl/_rels/workbook.xml.rels", opened=book.linked, closed=_nothing, said=_nothing)
    strings = _Strings()
    if "xl/sharedStrings.xml" in archive.names:
        archive.walk(
            "xl/sharedStrings.xml", opened=strings.opened, closed=strings.closed, said=strings.said
        )
    styles = _Styles()
    if "xl/styles.xml" in archive.names:
        archive.walk("xl/styles.xml", opened=styles.opened, closed=styles.closed, said=_nothing)
    tables = []
    for name, part in book.parts():
        if part in archive.names:
            sheet = _Sheet(name, strings.texts, styles.dates(), book.epoch)
            archive.walk(part, opened=sheet.opened, closed=sheet.closed, said=sheet.said)
            tables.append(sheet.grid.table())
    return tables


def _nothing(*heard: object) -> None:
    return


class _Book:
    """Which sheets, in which parts; hidden ones hold lists for menus, not projects."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        # Excel counts from 30 December 1899: it believes that 1900 was a leap year.
        self.epoch = datetime(1899, 12, 30)  # noqa: DTZ001 -- days of a calendar, not instants

    def opened(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "workbookPr" and attrs.get("date1904") in {"1", "true"}:
            self.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
        if tag == "sheet" and attrs.get("state", "visible") == "visible":
            self.sheets.append((attrs.get("name", ""), attrs.get("id", "")))

    def linked(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "Relationship":
            self.targets[attrs.get("Id", "")] = attrs.get("Target", "")

    def parts(self) -> list[tuple[str, str]]:
        found = []
        for name, key in self.sheets:
            target = self.targets.get(key, "")
            part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            found.append((name, part))
        return found


class _Strings:
    """The texts that cells point to; the reading aids of Japanese (rPh) are not text."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.open: list[str] = []
        self.aside = False

    def opened(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "si":
            self.open = []
        self.aside = self.aside or tag == "rPh"

    def closed(self, tag: str) -> None:
        if tag == "si":
            self.texts.append("".join(self.open))
        if tag == "rPh":
            self.aside = False

    def said(self, text: str) -> None:
        if not self.aside:
            self.open.append(text)


class _Styles:
    """Which styles of cells show a date: the number alone is the same as any other."""

    def __init__(self) -> None:
        self.custom: dict[str, str] = {}
        self.used: list[str] = []
        self.inside = False

    def opened(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "numFmt":
            self.custom[attrs.get("numFmtId", "")] = attrs.get("formatCode", "")
        if tag == "cellXfs":
            self.inside = True
        if tag == "xf" and self.inside:
            self.used.append(attrs.get("numFmtId", "0"))

    def closed(self, tag: str) -> None:
        if tag == "cellXfs":
            self.inside = False

    def dates(self) -> frozenset[int]:
        return frozenset(rank for rank, key in enumerate(self.used) if self._is_date(key))

    def _is_date(self, key: str) -> bool:
        if key in self.custom:
            bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", self.custom[key]).lower()
            return bool(re.search(r"[dy]", bare)) or "mmm" in bare
        return key.isdecimal() and int(key) in _DATES


class _Sheet:
    def __init__(
        self, name: str, strings: list[str], dates: frozenset[int], epoch: datetime
    ) -> None:
        self.grid = Grid(name)
        self.strings, self.dates, self.epoch = strings, dates, epoch
        self.row, self.column = 0, -1
        self.kind, self.style = "", 0
        self.heard: list[str] = []
        self.listening = False

    def opened(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "row":
            self.row = int(attrs.get("r") or self.row + 1)
            self.column = -1
        elif tag == "c":
            self._open_cell(attrs)
        elif tag in {"v", "t"}:
            self.listening = True
        elif tag == "mergeCell":
            self._merge(attrs.get("ref", ""))

    def closed(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self.listening = False
        elif tag == "c":
            self.grid.put(self.row, self.column, self._text("".join(self.heard)))
            self.heard = []

    def said(self, text: str) -> None:
        if self.listening:
            self.heard.append(text)

    def _open_cell(self, attrs: dict[str, str]) -> None:
        placed = _CELL.fullmatch(attrs.get("r", ""))
        self.column = _rank(placed[1]) if placed else self.column + 1
        self.kind = attrs.get("t", "n")
        self.style = int(attrs.get("s") or 0)
        self.heard = []

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _CELL.fullmatch(first), _CELL.fullmatch(last)
        if start and end:
            block = Merge(int(start[2]), _rank(start[1]), int(end[2]), _rank(end[1]))
            self.grid.merges.append(block)

    def _text(self, raw: str) -> str:
        match self.kind:
            case "s":
                rank = int(raw) if raw.isdecimal() else -1
                return self.strings[rank] if 0 <= rank < len(self.strings) else ""
            case "b":
                return "oui" if raw == "1" else "non"
            case "e":
                return ""
            case "n":
                return self._number(raw)
        return raw

    def _number(self, raw: str) -> str:
        try:
            # 23828.9 is stored as 23828.900000000001: the shortest form is the typed one.
            value = Decimal(repr(float(raw)))
        except (ValueError, InvalidOperation):
            return raw
        if not value.is_finite():
            return ""
        if self.style in self.dates and 0 < value < 2_958_466:
            return (self.epoch + timedelta(days=float(value))).date().isoformat()
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _rank(letters: str) -> int:
    rank = 0
    for letter in letters:
        rank = rank * 26 + ord(letter) - 64
    return rank - 1
