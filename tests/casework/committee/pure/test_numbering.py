"""The number and the name of each piece of a pack."""

import pytest

from guichet.casework.committee.numbering import file_name, numbers_of, weight


def test_two_digits_for_the_point_two_for_the_place() -> None:
    assert numbers_of([(7, 3), (8, 0), (9, 3), (10, 12)]) == {
        7: "0301", 8: "0001", 9: "0302", 10: "1201",
    }  # fmt: skip


def test_what_was_sent_under_a_number_keeps_it() -> None:
    """The point moved from third to fourth since: its piece stays 0301, the next one is 0401."""
    assert numbers_of([(7, 4), (8, 4), (9, 3)], {7: "0301"}) == {
        7: "0301", 8: "0401", 9: "0302",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "extension", "name"),
    [
        ("Carte des demandes", "pdf", "0301-carte-des-demandes.pdf"),
        ("carte.csv", "csv", "0301-carte.csv"),
        ("Œuvre d’été / ../etc", "odt", "0301-oeuvre-d-ete-etc.odt"),
        ("***", "png", "0301-piece.png"),
        ("x" * 200, "pdf", f"0301-{'x' * 60}.pdf"),
    ],
)
def test_a_name_that_every_system_reads(title: str, extension: str, name: str) -> None:
    assert file_name("0301", title, extension) == name


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (1, "1 ko"),
        (12_000, "12 ko"),
        (999_001, "1 Mo"),
        (1_350_000, "1,4 Mo"),
        (20_000_000, "20 Mo"),
    ],
)
def test_weight(size: int, told: str) -> None:
    assert weight(size) == told.replace(" ", "\u00a0")
