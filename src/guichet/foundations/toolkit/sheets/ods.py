"""OpenDocument spreadsheets, streamed: repeated cells and lines, values behind what is shown."""

from .archive import Archive
from .tables import MOST_COLUMNS, MOST_LINES, Grid, Merge, Table

_NUMBERS = {"float", "currency", "percentage"}


def read_ods(archive: Archive) -> list[Table]:
    reader = _Reader()
    archive.walk("content.xml", opened=reader.opened, closed=reader.closed, said=reader.said)
    return [grid.table() for grid in reader.grids]


class _Reader:
    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self.line: dict[int, str] = {}
        self.row, self.repeat_row = 1, 1
        self.column, self.repeat = 0, 1
        self.attrs: dict[str, str] = {}
        self.paragraphs: list[list[str]] = []
        self.in_text = 0
        self.aside = 0

    def opened(self, tag: str, attrs: dict[str, str]) -> None:
        match tag:
            case "table":
                self.grids.append(Grid(attrs.get("name", "")))
                self.row = 1
            case "table-row":
                self.line, self.column = {}, 0
                self.repeat_row = _count(attrs, "number-rows-repeated")
            case "table-cell" | "covered-table-cell":
                self.attrs, self.paragraphs = attrs, []
                self.repeat = _count(attrs, "number-columns-repeated")
            case "annotation":
                self.aside += 1
            case _:
                self._open_text(tag, attrs)

    def closed(self, tag: str) -> None:
        match tag:
            case "p" | "h":
                self.in_text -= 1
            case "annotation":
                self.aside -= 1
            case "table-cell" | "covered-table-cell":
                self._close_cell()
            case "table-row":
                self._close_row()

    def said(self, text: str) -> None:
        if self.in_text and not self.aside and self.paragraphs:
            self.paragraphs[-1].append(text)

    def _open_text(self, tag: str, attrs: dict[str, str]) -> None:
        if tag in {"p", "h"}:
            self.in_text += 1
            if not self.aside:
                self.paragraphs.append([])
        elif tag == "s":
            self.said(" " * min(_count(attrs, "c"), 100))
        elif tag == "tab":
            self.said(" ")
        elif tag == "line-break":
            self.said("\n")

    def _close_cell(self) -> None:
        text = self._value()
        rows, columns = (
            _count(self.attrs, "number-rows-spanned"),
            _count(self.attrs, "number-columns-spanned"),
        )
        if text and rows * columns > 1:
            block = Merge(self.row, self.column, self.row + rows - 1, self.column + columns - 1)
            self.grids[-1].merges.append(block)
        if text:
            for rank in range(self.column, min(self.column + self.repeat, MOST_COLUMNS)):
                self.line[rank] = text
        self.column += self.repeat

    def _value(self) -> str:
        kind = self.attrs.get("value-type", "")
        if kind in _NUMBERS:
            return self.attrs.get("value", "")
        if kind == "date":
            return self.attrs.get("date-value", "")[:10]
        return "\n".join("".join(said) for said in self.paragraphs)

    def _close_row(self) -> None:
        if self.line:
            # One more than is allowed, so that the grid itself refuses.
            for number in range(self.row, self.row + min(self.repeat_row, MOST_LINES + 1)):
                for rank, text in self.line.items():
                    self.grids[-1].put(number, rank, text)
        self.row += self.repeat_row


def _count(attrs: dict[str, str], name: str) -> int:
    written = attrs.get(name, "1")
    return max(int(written), 1) if written.isdecimal() else 1
