"""The three writers say the same thing, and never hand over a formula."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.foundations.toolkit.spreadsheets import (
    FORMULA_STARTS,
    Value,
    csv_pieces,
    ods_pieces,
    safe_cell,
    xlsx_pieces,
)

HEADER = ("Numéro", "Titre", "Déposée", "Jours")
A_ROW: list[Value] = ["D-04-26-0001", "=2+2", date(2026, 3, 10), 12]
Sheet = list[list[str]]
parse = ElementTree.fromstring  # only what we have just written


def read_csv(rows: list[list[Value]]) -> Sheet:
    text = b"".join(csv_pieces(HEADER, rows)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def read_xlsx(rows: list[list[Value]]) -> Sheet:
    with _archive(b"".join(xlsx_pieces("Demandes", HEADER, rows))) as archive:
        tree = parse(archive.read("xl/worksheets/sheet1.xml"))
        for name in archive.namelist():
            parse(archive.read(name))
    return [["".join(cell.itertext()) for cell in row] for row in tree[1]]


def read_ods(rows: list[list[Value]]) -> Sheet:
    with _archive(b"".join(ods_pieces("Demandes", HEADER, rows))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        tree = parse(archive.read("content.xml"))
    lines = tree.iter("{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-row")
    return [["\n".join("".join(p.itertext()) for p in cell) for cell in line] for line in lines]


def _archive(content: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    return archive


def test_csv_is_what_a_french_spreadsheet_opens() -> None:
    assert b"".join(csv_pieces(HEADER, [A_ROW])) == (
        "\ufeffNuméro;Titre;Déposée;Jours\r\nD-04-26-0001;'=2+2;10/03/2026;12\r\n".encode()
    )


def test_xlsx_counts_days_as_the_program_does() -> None:
    """46091 is what a spreadsheet program shows for 10 March 2026 formatted as a number."""
    assert read_xlsx([A_ROW])[1] == ["D-04-26-0001", "'=2+2", "46091", "12"]


def test_ods_says_the_day_in_words_too() -> None:
    assert read_ods([A_ROW])[1] == ["D-04-26-0001", "'=2+2", "10/03/2026", "12"]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_formula_is_disarmed(start: str) -> None:
    assert safe_cell(f"{start}cmd") == f"'{start}cmd"
    assert safe_cell(-12) == "-12"


text = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=30
)


@pytest.mark.parametrize("read", [read_csv, read_xlsx, read_ods], ids=lambda f: f.__name__)
@given(st.lists(st.lists(text, min_size=4, max_size=4), max_size=5))
def test_what_was_written_is_read_again(read: Callable[..., Sheet], rows: list[list[str]]) -> None:
    expected = [[safe_cell(cell) for cell in row] for row in rows]

    found = read(rows)

    assert found == [list(HEADER), *expected]
    assert not [c for row in found[1:] for c in row if re.match(r"[=+\-@\t\r]", c)]


@pytest.mark.parametrize("pieces", [xlsx_pieces, ods_pieces])
def test_a_long_file_leaves_in_pieces(pieces: Callable[..., object]) -> None:
    rows = ([f"{n * 7919 % 104729:x}" * 9] * 4 for n in range(20_000))

    found = list(pieces("Demandes", HEADER, rows))  # type: ignore[call-overload]

    assert len(found) > 3
    assert max(map(len, found)) < 200_000


def test_what_xml_cannot_carry_is_left_out() -> None:
    assert read_xlsx([["a\x00b\x1f", "", None, 0]])[1] == ["ab", "", "", "0"]
