"""The agenda by hand: order and its reason, cases chosen, what comes back, the running clock."""

import json

import pytest
from django.test import Client

from guichet.casework.committee import actions, agenda, facts
from guichet.casework.committee.choices import ItemKind, MeetingStatus, Outcome
from guichet.casework.committee.models import AgendaItem, Meeting
from guichet.foundations.audit.actions import stream_of
from guichet.foundations.audit.models import Event
from tests.casework.demands.factories import make_demand
from tests.people import People
from tests.world import World

from .factories import (
    DAY,
    OPENED_AT,
    PREPARED_AT,
    add_free_item,
    call_the_roll,
    decide_all,
    item_of,
    make_meeting,
    titles,
)

S = MeetingStatus


@pytest.fixture
def meeting(world: World, people: People) -> Meeting:
    return make_meeting(world, people)


@pytest.fixture
def farid(client_of, people: People) -> Client:
    return client_of(people.farid)


class TestOrder:
    def test_an_item_goes_to_a_rank_and_the_reason_is_kept(self, meeting, people):
        before = titles(meeting)
        last = AgendaItem.objects.of_meeting(meeting).in_order().last()

        actions.order_items(
            last, rank=1, because="Le maire part tôt.", by=people.farid, at=PREPARED_AT
        )

        assert titles(meeting) == [before[-1], *before[:-1]]
        event = Event.objects.of_stream(stream_of(meeting)).last()
        assert event and event.because == "Le maire part tôt." and event.data["rank"] == 1

    @pytest.mark.parametrize(("rank", "place"), [(-3, 0), (99, -1)])
    def test_beyond_the_ends_is_an_end(self, meeting, people, rank, place):
        item = item_of(meeting, ItemKind.FOLLOW_UP)

        actions.order_items(item, rank=rank, by=people.farid, at=PREPARED_AT)

        assert titles(meeting)[place] == item.title

    def test_where_it_was_is_not_a_fact(self, meeting, people):
        item = AgendaItem.objects.of_meeting(meeting).in_order().first()
        before = Event.objects.count()

        actions.order_items(item, rank=1, by=people.farid, at=PREPARED_AT)

        assert Event.objects.count() == before

    def test_by_its_form(self, meeting, farid):
        item = AgendaItem.objects.of_meeting(meeting).in_order().last()
        page = f"/seances/{meeting.pk}/ordre-du-jour/"

        done = farid.post(f"{page}{item.pk}/placer/", {"rank": 1, "because": "Urgent"})
        wrong = farid.post(f"{page}{item.pk}/placer/", {"rank": ""}, follow=True)

        assert done.url == f"{page}#point-{item.pk}"
        assert titles(meeting)[0] == item.title
        assert "Indiquez le rang voulu." in wrong.text


class TestItems:
    def test_a_case_is_chosen_once(self, meeting, world, people, farid):
        demand = make_demand(world, people)
        page = f"/seances/{meeting.pk}/ordre-du-jour/"

        farid.post(f"{page}ajouter/", {"kind": "CASE", "demand": demand.pk})
        again = farid.post(f"{page}ajouter/", {"kind": "CASE", "demand": demand.pk})

        item = item_of(meeting, ItemKind.CASE)
        assert item.demand == demand and demand.title in item.title
        assert again.status_code == 422
        with pytest.raises(actions.AgendaRefused, match="déjà à l’ordre du jour"):
            actions.add_item(
                meeting, kind=ItemKind.CASE, demand=demand, by=people.farid, at=PREPARED_AT
            )

    def test_a_case_needs_a_demand(self, meeting, people):
        with pytest.raises(actions.AgendaRefused, match="désigne une demande"):
            actions.add_item(
                meeting, kind=ItemKind.CASE, title="Banon", by=people.farid, at=PREPARED_AT
            )

    def test_time_and_reserve_are_edited(self, meeting, farid):
        item = item_of(meeting, ItemKind.DEMANDS)
        page = f"/seances/{meeting.pk}/ordre-du-jour/"
        words = {"title": item.title, "brief": item.brief}

        farid.post(
            f"{page}{item.pk}/modifier/",
            {**words, "planned_minutes": 25, "is_restricted": "on"},
        )

        item.refresh_from_db()
        assert (item.planned_minutes, item.is_restricted, item.is_edited) == (25, True, False)
        html = farid.get(page).text
        assert (
            "Réservé aux membres" in html and "Durée prévue : <strong>1\u00a0heure</strong>" in html
        )

    def test_a_talk_takes_a_quarter_of_an_hour(self, meeting, people):
        talk = actions.add_item(
            meeting, kind=ItemKind.TALK, title="Annot", by=people.farid, at=PREPARED_AT
        )

        assert talk.planned_minutes == 15


class TestReturning:
    def test_what_was_put_off_comes_back_once(self, world, people):
        first = make_meeting(world, people)
        add_free_item(first, people, title="Calendrier")
        for deed in (actions.convene, actions.open_meeting):
            deed(first, by=people.farid, at=OPENED_AT if deed is actions.open_meeting
                 else PREPARED_AT)  # fmt: skip
        call_the_roll(first, world, people, OPENED_AT)
        decide_all(first, people, OPENED_AT)
        late = item_of(first, ItemKind.FREE)
        actions.record_outcome(late, outcome=Outcome.DEFERRED, by=people.farid, at=OPENED_AT)
        actions.close_meeting(first, by=people.farid, at=OPENED_AT)

        second = make_meeting(world, people, day=DAY.replace(month=6))
        actions.refresh_agenda(second, by=people.farid, at=DAY.replace(month=5))

        back = item_of(second, ItemKind.FREE)
        assert back.returns_from == late and back.title == "Calendrier"
        assert back.brief.startswith("Point reporté de la séance du 30 mars 2026.")


def test_same_data_same_agenda_byte_for_byte(world, people):
    make_demand(world, people)
    since, until = facts.counted_since(world.committee), PREPARED_AT
    first, second = (
        agenda.propose(facts.read(world.committee, since=since, until=until)) for _ in range(2)
    )
    written = []
    for day in (DAY, DAY.replace(month=4)):
        meeting = make_meeting(world, people, day=day)
        actions.refresh_agenda(meeting, by=people.farid, at=PREPARED_AT)
        columns = ("rank", "kind", "title", "brief", "figures", "planned_minutes", "asks_vote")
        items = AgendaItem.objects.of_meeting(meeting).in_order().values(*columns)
        written.append(json.dumps(list(items), ensure_ascii=False).encode())

    assert first == second
    assert written[0] == written[1]
