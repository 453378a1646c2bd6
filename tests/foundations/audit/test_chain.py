"""History keeps its promises: in order, in one piece, for ever."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from guichet.foundations.audit.actions import broken_links, moving, record, stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.workflow import TransitionRefused
from guichet.reference.policies.models import StrategicOrientation
from guichet.reference.policies.workflow import WORKFLOW
from tests.people import People
from tests.world import World


class TestRecord:
    def test_ties_each_event_to_the_one_before(self, world: World, people: People) -> None:
        record(by=people.bruno, action="test.one", target=world.departmental)
        record(by=None, action="test.two", target=world.departmental, note="x")

        first, second = Event.objects.of_stream(stream_of(world.departmental))
        assert (first.seq, second.seq) == (1, 2)
        assert second.previous_hash == first.hash
        assert (first.actor_label, second.actor_label) == ("Bruno", "Guichet")
        assert first.department == "04"
        assert broken_links(first.stream) == []

    def test_a_chain_per_subject(self, world: World) -> None:
        record(by=None, action="test.one", target=world.departmental)
        record(by=None, action="test.one", target=world.national)

        assert list(Event.objects.order_by("pk").values_list("seq", flat=True)) == [1, 1]

    @pytest.mark.parametrize("deed", ["update", "delete"])
    def test_nobody_rewrites_it(self, world: World, deed: str) -> None:
        record(by=None, action="test.one", target=world.departmental)
        events = Event.objects.order_by("pk")

        with pytest.raises(DatabaseError, match="ajout seul"), transaction.atomic():
            events.update(actor_label="?") if deed == "update" else events.delete()

    def test_a_tampered_event_is_found(self, world: World) -> None:
        record(by=None, action="test.one", target=world.departmental)
        event = record(by=None, action="test.two", target=world.departmental)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER event_keeps_rows")
            cursor.execute("UPDATE audit_event SET because = 'x' WHERE id = %s", [event.pk])

        assert broken_links(event.stream) == [2]


class TestMoving:
    def test_changes_the_status_and_says_so(self, world: World, people: People) -> None:
        with moving(world.departmental, WORKFLOW, "withdraw_orientation", by=people.elise):
            pass

        world.departmental.refresh_from_db()
        event = Event.objects.of_stream(stream_of(world.departmental)).get()
        assert world.departmental.status == "WITHDRAWN"
        assert event.changes == {"status": ["PROPOSED", "WITHDRAWN"]}

    def test_the_second_is_refused_in_words(self, world: World, people: People) -> None:
        with moving(world.departmental, WORKFLOW, "withdraw_orientation", by=people.elise):
            pass

        with (
            pytest.raises(TransitionRefused, match="l’état est maintenant « Retirée »"),
            transaction.atomic(),  # that of the action: `moving` has no savepoint of its own
            moving(world.departmental, WORKFLOW, "withdraw_orientation", by=people.elise),
        ):
            pass
        assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_move_once() -> None:
    orientation = StrategicOrientation.objects.create(level="NATIONAL", number=9, title="x")
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def click() -> None:
        start.wait()
        try:
            mine = StrategicOrientation.objects.get(pk=orientation.pk)
            with moving(mine, WORKFLOW, "withdraw_orientation", by=None):
                pass
            outcomes.append("done")
        except TransitionRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "refused"]
    assert Event.objects.count() == 1
