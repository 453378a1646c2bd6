"""From an item about a demand to the sheet that says who was asked, for those who may read it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.casework.committee import actions
from guichet.casework.committee.choices import ItemKind, MeetingStatus
from guichet.casework.committee.models import AgendaItem, Meeting
from tests.casework.demands.factories import make_demand

from .factories import DAY, PREPARED_AT, make_meeting

LINK = "Qui a été sollicité, niveau par niveau"


@pytest.fixture
def meeting(world, people):
    return make_meeting(world, people)


def present(meeting, demand, people, **more):
    return actions.add_item(
        meeting, kind=ItemKind.CASE, demand=demand, by=people.farid, at=PREPARED_AT, **more
    )


def convened(meeting, people):
    actions.convene(meeting, by=people.farid, at=DAY - timedelta(days=12))
    return Meeting.objects.get(pk=meeting.pk, status=MeetingStatus.CONVENED)


@pytest.mark.parametrize(
    ("name", "reads"),
    [("bruno", True), ("elise", True), ("farid", True), ("denis", True),
     ("gaelle", False), ("ines", False)],
)  # fmt: skip
def test_shown_to_those_who_may_read_and_to_nobody_else(
    name, reads, meeting, world, people, client_of
):
    demand = make_demand(world, people, stage="QUALIFIED")
    present(meeting, demand, people)
    client = client_of(getattr(people, name))
    address = reverse("matching:ledger", args=[demand.reference])

    page = client.get(convened(meeting, people).get_absolute_url())

    assert page.status_code == 200
    text = page.content.decode()
    assert (LINK in text and address in text) is reads
    assert (client.get(address).status_code == 200) is reads


def test_not_beside_an_item_about_something_else(meeting, people, client_of):
    page = client_of(people.bruno).get(meeting.get_absolute_url()).content.decode()

    assert AgendaItem.objects.of_meeting(meeting).exists()
    assert LINK not in page


def test_the_page_asks_the_same_number_of_queries_for_one_and_for_four(
    meeting, world, people, client_of
):
    bruno = client_of(people.bruno)
    counts = []
    for more in (1, 3):
        for _ in range(more):
            present(meeting, make_demand(world, people, stage="QUALIFIED"), people)
        with CaptureQueriesContext(connection) as captured:
            bruno.get(meeting.get_absolute_url())
        counts.append(len(captured))

    assert counts[0] == counts[1]
