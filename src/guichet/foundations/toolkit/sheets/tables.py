"""A table of text cells that costs what it holds, not what it declares."""

from dataclasses import dataclass, field

from .refusal import SheetRefused

# A declared sheet has 1,048,576 lines; a list of projects that a desk reads has a few thousand.
MOST_LINES = 60_000
MOST_COLUMNS = 300
# Lines that merged blocks may cover in all: thousands of tall blocks are not a list.
MOST_SPREAD = 1_000_000


@dataclass(frozen=True)
class Line:
    """One line as it stands in the file: its number there, and its cells."""

    number: int
    cells: tuple[str, ...]

    def cell(self, rank: int) -> str:
        return self.cells[rank] if rank < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Merge:
    """A merged block: its first cell speaks for all."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """Cells being read, kept only when they hold something."""

    name: str
    most_lines: int = MOST_LINES
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)

    def put(self, row: int, column: int, text: str) -> None:
        if not text or column >= MOST_COLUMNS:
            return
        if row not in self.rows and len(self.rows) >= self.most_lines:
            raise SheetRefused(
                f"La feuille « {self.name} » a plus de {self.most_lines} lignes remplies : "
                "partagez le fichier, par exemple par année, et importez chaque partie."
            )
        self.rows.setdefault(row, {})[column] = text

    def table(self) -> Table:
        self._spread_merges()
        lines = []
        for number in sorted(self.rows):
            cells = self.rows[number]
            width = max(cells) + 1
            lines.append(Line(number, tuple(cells.get(rank, "") for rank in range(width))))
        return Table(self.name, tuple(lines))

    def _spread_merges(self) -> None:
        """« Banon » merged over three lines is said of the three. Lines that hold nothing else
        stay empty: a block merged down to the end of the sheet adds no line."""
        left = MOST_SPREAD
        for merge in self.merges:
            said = self.rows.get(merge.top, {}).get(merge.left, "")
            left -= merge.bottom - merge.top
            if not said or merge.bottom - merge.top > MOST_LINES or left < 0:
                continue
            for row in range(merge.top + 1, merge.bottom + 1):
                if row in self.rows:
                    self.rows[row].setdefault(merge.left, said)
