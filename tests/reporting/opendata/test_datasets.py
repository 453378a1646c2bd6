"""Open figures: what is announced is what is served, and nothing personal."""

import csv
import io
import re

import pytest
from django.urls import reverse

from guichet.casework.committee import actions
from guichet.casework.committee.choices import ItemKind, MeetingStatus
from guichet.casework.demands.choices import DemandStatus
from guichet.foundations.toolkit.spreadsheets import safe_cell
from guichet.reporting.opendata.datasets import DATASETS, Dataset
from tests.casework.committee.factories import _PATHS as PATHS
from tests.casework.committee.factories import DAY, PREPARED_AT, make_meeting
from tests.casework.demands.factories import make_demand
from tests.client import StrictClient
from tests.people import People
from tests.world import World


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda d: d.slug)
def test_header_is_the_definition(world: World, client: StrictClient, dataset: object) -> None:
    answer = client.get(reverse("opendata:download", args=[dataset.slug]))  # type: ignore[attr-defined]

    rows = list(csv.reader(io.StringIO(answer.getvalue().decode())))
    assert rows[0] == [column.name for column in dataset.columns]  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda d: d.slug)
def test_each_cell_follows_the_schema(
    world: World, people: People, client: StrictClient, dataset: Dataset
) -> None:
    make_meeting(world, people, stage=MeetingStatus.PUBLISHED)
    make_demand(world, people, stage=DemandStatus.DECLINED)

    schema = client.get(reverse("opendata:schema", args=[dataset.slug])).json()

    forms = {"string": r".+", "integer": r"\d+", "date": r"\d{4}-\d{2}-\d{2}"}
    written = lines(client, dataset.slug)
    assert written
    for line in written:
        for cell, column in zip(line, schema["fields"], strict=True):
            if cell or column["constraints"]["required"]:
                assert re.fullmatch(forms[column["type"]], cell), (column["name"], cell)


def lines(client: StrictClient, slug: str) -> list[list[str]]:
    answer = client.get(reverse("opendata:download", args=[slug]))
    return list(csv.reader(io.StringIO(answer.getvalue().decode())))[1:]


def test_one_demand_alone_says_nothing_of_its_state(
    world: World, people: People, client: StrictClient
) -> None:
    make_demand(world, people, stage=DemandStatus.DECLINED)

    assert lines(client, "demandes-par-annee") == [["04", "2026", "1", "", "", ""]]


def test_a_small_state_is_not_given_by_a_subtraction(
    world: World, people: People, client: StrictClient
) -> None:
    """Four are supported and one is declined: with « 4 », « 5 – 4 » would say the fifth."""
    for number in range(4):
        make_demand(world, people, stage=DemandStatus.SUPPORTED, title=f"Projet {number}")
    make_demand(world, people, stage=DemandStatus.DECLINED)

    assert lines(client, "demandes-par-annee") == [["04", "2026", "5", "", "", "0"]]


def test_a_meeting_counts_its_published_items_only(
    world: World, people: People, client: StrictClient
) -> None:
    """« 7 » beside six decisions would say that one is kept back."""
    meeting = make_meeting(world, people)
    actions.add_item(
        meeting, kind=ItemKind.FREE, title="À huis clos", is_restricted=True,
        by=people.farid, at=PREPARED_AT,
    )  # fmt: skip
    for deed in PATHS[MeetingStatus.PUBLISHED]:
        deed(meeting, world, people, DAY)

    [[department, day, *_, points, adopted, _]] = lines(client, "seances")

    decisions = lines(client, "decisions")
    assert (department, day) == ("04", "2026-03-30")
    assert int(points) == len(decisions) < meeting.items.count()
    assert int(adopted) == sum(one[5] == "Orientation adoptée" for one in decisions)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "'-5"), (-5, "-5"), (None, ""), ("Banon", "Banon")],
)
def test_a_cell_is_never_a_formula(cell: object, expected: str) -> None:
    assert safe_cell(cell) == expected
