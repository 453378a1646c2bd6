"""The secretary's screen and those that follow: sent twice, refused, told, pushed."""

import threading
from collections.abc import Iterator
from datetime import UTC, timedelta
from itertools import islice
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guichet.casework.committee import actions, live, push
from guichet.casework.committee.choices import AttendanceMode, ItemKind, MeetingStatus, Outcome
from guichet.casework.committee.models import (
    AgendaItem,
    Attendance,
    Floor,
    Invitation,
    Meeting,
    Movement,
    Promise,
    Recusal,
)
from guichet.casework.committee.reply_links import token_of
from tests.people import People
from tests.world import World

from .factories import (
    CONVENED_AT,
    OPENED_AT,
    PREPARED_AT,
    add_free_item,
    item_of,
    make_meeting,
    seat_people,
)

S = MeetingStatus


@pytest.fixture
def meeting(world: World, people: People) -> Meeting:
    return make_meeting(world, people, stage=S.OPENED)


@pytest.fixture
def farid(client_of, people: People) -> Client:
    return client_of(people.farid)


def send(client: Client, meeting: Meeting, kind: str, key: object = None, **fields: object):
    made_at = (OPENED_AT + timedelta(minutes=5)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    envelope = {"key": str(key or uuid4()), "kind": kind, "made_at": made_at}
    return client.post(f"/seances/{meeting.pk}/en-cours/gestes/", {**envelope, **fields})


class TestGesture:
    def test_sent_twice_done_once(self, meeting, world, farid):
        key, seat = uuid4(), world.it04_seat.pk
        fields = {"seat": seat, f"seat-{seat}-mode": "IN_ROOM"}
        before = Movement.objects.count()

        answers = [send(farid, meeting, "attendance", key, **fields) for _ in range(3)]

        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.json()["sentence"] for answer in answers}) == 1
        assert Movement.objects.count() == before + 1
        last = Movement.objects.in_order().last()
        assert last and last.at == OPENED_AT + timedelta(minutes=5)

    def test_a_refusal_says_why_and_may_be_tried_again(self, meeting, world, farid):
        seat = world.chair_seat.pk
        key = uuid4()

        refused = send(
            farid, meeting, "attendance", key, seat=seat, **{f"seat-{seat}-mode": "ABSENT"}
        )
        again = send(farid, meeting, "attendance", key, seat=seat, **{f"seat-{seat}-mode": "VIDEO"})

        assert refused.status_code == 422
        assert "ne vaut que si" in refused.json()["sentence"]
        assert again.status_code == 200

    def test_every_kind_of_gesture(self, meeting, world, farid):
        item = item_of(meeting, ItemKind.DEMANDS)
        seat = world.mayor_seat.pk
        gestures = [
            ("take_up", {"item": item.pk}),
            ("note", {"item": item.pk, f"item-{item.pk}-note": "Le maire demande une date."}),
            ("recusal", {"item": item.pk, "seat": seat, "reason": "Sa commune"}),
            ("lift_recusal", {"item": item.pk, "seat": seat}),
            ("outcome", {"item": item.pk, f"item-{item.pk}-outcome": "INFORMED"}),
            ("promise", {"text": "Visiter", "holder": world.it04.pk, "due_on": "2026-06-01"}),
            ("late_item", {"title": "Crue"}),
            ("roll_call", {f"seat-{seat}-mode": "IN_ROOM"}),
        ]

        answers = [send(farid, meeting, kind, **fields) for kind, fields in gestures]

        assert [answer.status_code for answer in answers] == [200] * len(gestures)
        assert Floor.objects.get().item == item
        assert Recusal.objects.get().lifted_at
        assert Promise.objects.get().text == "Visiter"
        assert AgendaItem.objects.get(is_late=True).title == "Crue"
        item.refresh_from_db()
        assert item.outcome == Outcome.INFORMED
        assert Attendance.objects.get(seat=seat).mode == AttendanceMode.IN_ROOM

    @pytest.mark.parametrize(
        ("kind", "fields", "words"),
        [
            ("dance", {}, "rechargez la page"),
            ("take_up", {"item": 999999}, "plus à l’ordre du jour"),
            ("attendance", {"seat": 999999}, "Choisissez comment"),
            ("recusal", {"item": "DEMANDS", "seat": ""}, "Choisissez le membre"),
            ("promise", {"text": "Visiter"}, "organisme"),
            ("late_item", {}, "intitulé"),
        ],
    )
    def test_what_cannot_be_read(self, meeting, farid, kind, fields, words):
        if fields.get("item") == "DEMANDS":
            fields = {**fields, "item": item_of(meeting, ItemKind.DEMANDS).pk}

        answer = send(farid, meeting, kind, **fields)

        assert answer.status_code == 422 and words in answer.json()["sentence"]

    def test_a_closed_meeting_refuses(self, world, people, farid):
        closed = make_meeting(world, people, stage=S.HELD)
        item = item_of(closed, ItemKind.DEMANDS)

        answer = send(farid, closed, "take_up", item=item.pk)

        assert answer.status_code == 422 and "Ce n’est plus possible" in answer.json()["sentence"]


class TestWithoutTheScript:
    def test_forms_have_their_own_addresses(self, meeting, world, farid):
        page = f"/seances/{meeting.pk}/en-cours/"
        item = item_of(meeting, ItemKind.DEMANDS)
        seat = world.mayor_seat.pk

        taken = farid.post(f"{page}point/", {"item": item.pk})
        farid.post(f"{page}deports/", {"item": item.pk, "seat": seat, "reason": "Sa commune"})
        farid.post(f"{page}deports/lever/", {"item": item.pk, "seat": seat})
        late = farid.post(f"{page}points-tardifs/", {"title": "Crue"})

        assert taken.url == f"{page}#point-{item.pk}" and late.url == f"{page}#points"
        assert Floor.objects.get().item == item and Recusal.objects.get().lifted_at
        assert AgendaItem.objects.filter(is_late=True).exists()


class TestTally:
    def test_what_the_count_gives(self, world, people, farid):
        meeting = make_meeting(world, people)
        wish = add_free_item(meeting, people, asks_vote=True)
        for deed in (
            lambda: actions.convene(meeting, by=people.farid, at=OPENED_AT - timedelta(days=12)),
            lambda: actions.open_meeting(meeting, by=people.farid, at=OPENED_AT),
        ):
            deed()
        actions.record_roll_call(
            meeting,
            [actions.Call(seat, "IN_ROOM") for seat in (world.chair_seat, world.mayor_seat)],
            by=people.farid,
            at=OPENED_AT,
        )
        page, name = f"/seances/{meeting.pk}/en-cours/points/{wish.pk}/", f"item-{wish.pk}"

        carried = farid.get(f"{page}decompte/?{name}-votes_for=2&{name}-votes_against=0")
        tie = farid.get(f"{page}decompte/?{name}-votes_for=1&{name}-votes_against=1")
        too_many = farid.get(f"{page}decompte/?{name}-votes_for=9&{name}-votes_against=0")

        assert 'data-proposed="VOTE_CARRIED"' in carried.text
        assert "La présidence confirme ?" in carried.text
        assert "indiquez le vote de la présidence" in tie.text
        assert "vérifiez le décompte" in too_many.text


class TestScreens:
    @pytest.mark.parametrize("part", ["suivre/etat", "ecran/etat", "en-cours/etat"])
    def test_what_is_known_already_is_a_word(self, meeting, farid, part):
        page = f"/seances/{meeting.pk}/{part}/"
        first = farid.get(page)

        same = farid.get(page, headers={"If-None-Match": first["ETag"]})
        send(farid, meeting, "take_up", item=item_of(meeting, ItemKind.DEMANDS).pk)
        changed = farid.get(page, headers={"If-None-Match": first["ETag"]})

        assert (same.status_code, same.content) == (304, b"")
        assert changed.status_code == 200 and "Demandes d’accompagnement" in changed.text

    @pytest.mark.parametrize("comes", ["before", "after"])
    @pytest.mark.parametrize("part", ["suivre/etat", "ecran/etat"])
    def test_what_comes_while_an_answer_is_made_is_asked_again(
        self, meeting, farid, people, monkeypatch, part, comes
    ):
        """Before or after the version is read: no page keeps the old state for the new one."""
        page = f"/seances/{meeting.pk}/{part}/"
        AgendaItem.objects.of_meeting(meeting).update(outcome=Outcome.INFORMED)
        farid.get(page)
        of, due = live.version, [meeting]

        def slow(asked: Meeting) -> str:
            early = of(asked)
            if due:
                # Somebody else's request: the guard of this one does not watch it.
                with patch.object(connections["default"], "execute_wrappers", []):
                    actions.close_meeting(due.pop(), by=people.farid, at=OPENED_AT)
            return early if comes == "after" else of(asked)

        monkeypatch.setattr(live, "version", slow)
        first = farid.get(page)
        then = farid.get(page, headers={"If-None-Match": first["ETag"]})

        shown = then.text if then.status_code == 200 else first.text
        assert "La séance est levée" in shown

    def test_the_wall_never_shows_a_restricted_item(self, meeting, farid, people):
        item = item_of(meeting, ItemKind.DEMANDS)
        AgendaItem.objects.filter(pk=item.pk).update(is_restricted=True, title="Secret")
        send(farid, meeting, "take_up", item=item.pk)

        wall = farid.get(f"/seances/{meeting.pk}/ecran/").text
        member = farid.get(f"/seances/{meeting.pk}/suivre/").text

        assert "Secret" not in wall and "Point réservé aux membres" in wall
        assert "Secret" in member

    def test_an_observer_does_not_read_it_either(self, meeting, client_of, people):
        AgendaItem.objects.filter(kind=ItemKind.DEMANDS).update(is_restricted=True, title="Secret")
        observer = client_of(people.ines)

        for part in ("suivre/", "suivre/etat/", ""):
            assert "Secret" not in observer.get(f"/seances/{meeting.pk}/{part}").text

    def test_whoever_is_heard_follows_without_what_is_for_the_members(self, world, people, client):
        seat_people(world, people)
        meeting = make_meeting(world, people)
        heard = actions.invite(meeting, name="A", quality="B", by=people.farid, at=PREPARED_AT)
        AgendaItem.objects.filter(kind=ItemKind.DEMANDS).update(is_restricted=True, title="Secret")
        actions.convene(meeting, by=people.farid, at=CONVENED_AT)
        member = Invitation.objects.get(email="gaelle@example.fr")

        pages = {
            name: client.get(f"/seances/repondre/{token_of(one)}/suivre/").text
            for name, one in (("heard", heard), ("member", member))
        }

        assert "Secret" not in pages["heard"] and "Secret" in pages["member"]

    @pytest.mark.parametrize("part", ["suivre/etat", "ecran/etat", "en-cours/etat"])
    def test_as_many_queries_for_three_items_and_for_thirty(self, world, people, farid, part):
        numbers = []
        for extra in (0, 27):
            meeting = make_meeting(
                world, people, stage=S.OPENED, day=OPENED_AT + timedelta(days=extra)
            )
            for rank in range(extra):
                AgendaItem.objects.create(
                    meeting=meeting, rank=50 + rank, kind=ItemKind.FREE, title=f"Point {rank}"
                )
            numbers.append(_queries(farid, f"/seances/{meeting.pk}/{part}/"))
        assert numbers[0] == numbers[1] <= 20


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


@pytest.fixture
def hub() -> Iterator[push.Hub]:
    yield push.hub
    push.hub.close()


@pytest.mark.django_db(transaction=True)
def test_a_change_is_pushed_when_it_commits(world, people, hub):
    """No polling in between: the heartbeat of this stream is longer than the test."""
    meeting = make_meeting(world, people, stage=S.OPENED)
    heard: list[bytes] = []
    connected, told = threading.Event(), threading.Event()

    def follow() -> None:
        # The first change says that the stream begins, the second one that the listener listens.
        for chunk in islice(push.stream(meeting.pk, heartbeat=60), 3):
            heard.append(chunk)
            if len(heard) == 2:
                connected.set()
        told.set()

    reader = threading.Thread(target=follow, daemon=True)
    reader.start()
    assert connected.wait(10)
    actions.take_up(item_of(meeting, ItemKind.DEMANDS), by=people.farid, at=OPENED_AT)

    assert told.wait(10)
    assert heard[-1] == push.CHANGED


@pytest.mark.django_db
def test_beyond_the_places_a_page_is_told_to_come_back(settings):
    settings.WATCHERS = 0

    assert list(push.stream(1)) == [b"retry: 10000\n\n"]


def test_a_meeting_that_is_over_has_no_more_news(world, people, farid):
    closed = make_meeting(world, people, stage=S.HELD)

    assert farid.get(f"/seances/{closed.pk}/nouvelles/").status_code == 204
