"""CSV: encoding and separator are found, never asked."""

import csv
import io

from .refusal import SheetRefused
from .tables import MOST_LINES, Grid, Table

SEPARATORS = (";", ",", "\t", "|")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SAMPLE_LINES = 30


def read_csv(content: bytes, *, name: str, most_lines: int = MOST_LINES) -> list[Table]:
    text = decoded(content)
    separator = separator_of(text)
    grid = Grid(name, most_lines)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    start = 1
    try:
        for cells in reader:
            for rank, cell in enumerate(cells):
                grid.put(start, rank, cell)
            start = reader.line_num + 1
    except csv.Error as error:
        raise SheetRefused(
            f"Le fichier CSV ne se lit plus à partir de la ligne {start} : un guillemet n’y est "
            "sans doute pas refermé. Corrigez-la, ou enregistrez le classeur en XLSX ou ODS."
        ) from error
    return [grid.table()]


def decoded(content: bytes) -> str:
    """By its mark; else UTF-8 if it holds, UTF-16 if every other byte is nil, else Windows-1252."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\0" not in text:
        return text
    sample = content[:4096]
    if sample.count(0) > len(sample) // 4:
        little = sample[1::2].count(0) > sample[::2].count(0)
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    return content.decode("cp1252", errors="replace").replace("\0", "")


def separator_of(text: str) -> str:
    """The one that cuts the first lines into the same number of cells, the most often."""
    sample = "".join(text.splitlines(keepends=True)[:SAMPLE_LINES])
    return max(SEPARATORS, key=lambda one: _agreement(sample, one))


def _agreement(sample: str, separator: str) -> tuple[int, int]:
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator) if row]
    except csv.Error:
        return (0, 0)
    if not widths or widths[0] < 2:
        return (0, 0)
    return (sum(1 for width in widths if width == widths[0]), widths[0])
