import io

import pytest

from guichet.foundations.documents.formats import (
    EXTENSIONS,
    clean_name,
    format_of,
    holds_macros,
    holds_what_it_says,
)
from tests.foundations.documents.files import (
    ACCEPTED,
    EXE,
    JPG,
    PDF,
    archive,
    office,
    open_document,
)


def says_true(extension: str, content: bytes) -> bool:
    known = format_of(f"x.{extension}")
    assert known is not None
    return holds_what_it_says(known, io.BytesIO(content))


def test_every_accepted_type_is_tried_here() -> None:
    assert set(ACCEPTED) == set(EXTENSIONS)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_recognises_a_real_file(extension: str) -> None:
    assert says_true(extension, ACCEPTED[extension])


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_sees_through_a_program_under_another_name(extension: str) -> None:
    assert not says_true(extension, EXE)


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", JPG),
        ("odt", open_document("spreadsheet")),
        ("docx", office("xl")),
        ("xlsx", archive(**{"xl/a": b""})),
        ("docx", ACCEPTED["docx"][:-30]),
        ("odt", archive(mimetype=b"x" * 500)),
        ("odt", archive(other=b"x")),
        ("txt", PDF + b"\x00"),
    ],
)
def test_sees_what_does_not_match_or_is_damaged(extension: str, content: bytes) -> None:
    assert not says_true(extension, content)


@pytest.mark.parametrize("name", ["x", "x.exe", "x.pdf.exe", "x.docm", "x.svg", "x.html", ".pdf"])
def test_knows_no_other_type(name: str) -> None:
    assert format_of(name) is None


@pytest.mark.parametrize(
    ("extension", "content", "has_macros"),
    [
        ("docx", office("word", **{"word/vbaProject.bin": b"x"}), True),
        ("odt", open_document("text", **{"Basic/Standard/Module1.xml": b"x"}), True),
        ("docx", office("word"), False),
        ("pdf", PDF, False),
    ],
)
def test_finds_macros(extension: str, content: bytes, has_macros: bool) -> None:
    known = format_of(f"x.{extension}")

    assert known is not None
    assert holds_macros(known, io.BytesIO(content)) is has_macros


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Plan de situation.pdf", "Plan de situation.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Bureau\\devis.pdf", "devis.pdf"),
        ("plan\r\nX-Evil: 1.pdf", "planX-Evil- 1.pdf"),
        ("devis\u202efdp.exe", "devisfdp.exe"),
        ("  a   b .pdf", "a b .pdf"),
        ("e\u0301tude.pdf", "étude.pdf"),
        ("", "document"),
        ("...", "document"),
        ('a"b<c>.pdf', "a-b-c-.pdf"),
    ],
)
def test_keeps_a_name_fit_to_be_shown(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


def test_shortens_a_long_name_and_keeps_its_type() -> None:
    kept = clean_name("a" * 300 + ".pdf")

    assert len(kept) == 200
    assert kept.endswith("a.pdf")
