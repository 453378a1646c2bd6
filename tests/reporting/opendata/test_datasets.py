"""Open figures: what is announced is what is served, and nothing personal."""

import csv
import io

import pytest
from django.urls import reverse

from guichet.foundations.toolkit.spreadsheets import safe_cell
from guichet.reporting.opendata.datasets import DATASETS
from tests.client import StrictClient
from tests.world import World


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda d: d.slug)
def test_header_is_the_definition(world: World, client: StrictClient, dataset: object) -> None:
    answer = client.get(reverse("opendata:download", args=[dataset.slug]))  # type: ignore[attr-defined]

    rows = list(csv.reader(io.StringIO(answer.getvalue().decode())))
    assert rows[0] == [column.name for column in dataset.columns]  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "'-5"), (-5, "-5"), (None, ""), ("Banon", "Banon")],
)
def test_a_cell_is_never_a_formula(cell: object, expected: str) -> None:
    assert safe_cell(cell) == expected
