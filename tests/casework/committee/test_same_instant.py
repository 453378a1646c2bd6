"""The same deed asked twice in the same instant is done once, and two deeds never share a day."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from guichet.casework.committee import actions
from guichet.casework.committee.choices import BodyKind, MeetingForm, MeetingStatus
from guichet.casework.committee.models import (
    Amendment,
    Committee,
    Disagreement,
    Meeting,
    Promise,
    Seat,
)
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.reference.territories.models import Territory
from tests.people import People
from tests.races import at_once
from tests.world import World

from .factories import DAY, OPENED_AT, PREPARED_AT, make_meeting, seat_people

pytestmark = pytest.mark.django_db(transaction=True)

AFTER = DAY + timedelta(days=1)
UNTIL = (DAY + timedelta(days=15)).date()


def found(pk: int) -> Meeting:
    return Meeting.objects.select_related("committee__department").get(pk=pk)


def twice(deed: Callable[[], object]) -> str:
    """The sentence that the second one reads."""
    done, refused = at_once(deed, deed)
    assert done == ""
    return refused


@pytest.fixture
def drafted(world: World, people: People) -> int:
    seat_people(world, people)
    return make_meeting(world, people, stage=MeetingStatus.MINUTED).pk


def test_two_meetings_do_not_take_the_same_day(world: World, people: People) -> None:
    moved = make_meeting(world, people).pk
    day = DAY + timedelta(days=60)
    told = {"form": MeetingForm.HYBRID, "place": "Salle", "chair_label": "", "by": people.farid}

    def move() -> None:
        actions.change_meeting(
            found(moved),
            scheduled_at=day,
            at=PREPARED_AT,
            **told,  # type: ignore[arg-type]
        )

    def prepare() -> None:
        committee = Committee.objects.get(pk=world.committee.pk)
        actions.prepare_meeting(
            committee,
            scheduled_at=day + timedelta(hours=2),
            at=PREPARED_AT,
            **told,  # type: ignore[arg-type]
        )

    done, refused = at_once(move, prepare)

    assert done == ""
    assert "Une séance est déjà prévue" in refused
    assert Meeting.objects.filter(scheduled_at__gte=day).count() == 1


def test_a_commission_opens_once(world: World, people: People) -> None:
    def deed() -> None:
        actions.create_commission(
            Territory.objects.departments().get(code="04"),
            name="Commission des risques", acronym="CDR", legal_basis="Code de l’environnement",
            chair_title="Le préfet", by=people.farid, at=PREPARED_AT,
        )  # fmt: skip

    assert "déjà le sigle" in twice(deed)
    assert Committee.objects.filter(kind=BodyKind.COMMISSION).count() == 1


def test_a_draft_leaves_once_for_amendments(drafted: int, people: People) -> None:
    before = Delivery.objects.count()

    def deed() -> None:
        actions.open_amendments(found(drafted), until=UNTIL, by=people.farid, at=AFTER)

    assert "vient d’être envoyé" in twice(deed)
    letters = Delivery.objects.order_by("pk")[before:]
    assert letters and len({one.to_email for one in letters}) == len(letters)
    # Another day, the secretary may well send it again.
    actions.open_amendments(
        found(drafted), until=UNTIL, by=people.farid, at=AFTER + timedelta(days=1)
    )
    assert Event.objects.filter(action="meeting.open_amendments").count() == 2


def test_an_amendment_and_a_disagreement_are_written_once(drafted: int, people: People) -> None:
    actions.open_amendments(found(drafted), until=UNTIL, by=people.farid, at=AFTER)

    def propose() -> None:
        actions.propose_amendment(
            found(drafted), section="opening", text="Autrement dit.", by=people.gaelle, at=AFTER
        )

    def disagree() -> None:
        item = found(drafted).items.order_by("rank")[0]
        actions.record_disagreement(
            item,
            member="Gaëlle, maire",
            words="Je ne suis pas d’accord.",
            by=people.farid,
            at=AFTER,
        )

    assert "déjà proposé ce texte" in twice(propose)
    assert "déjà noté" in twice(disagree)
    assert (Amendment.objects.count(), Disagreement.objects.count()) == (1, 1)


def test_a_promise_is_made_once(world: World, people: People) -> None:
    meeting = make_meeting(world, people, stage=MeetingStatus.OPENED).pk

    def deed() -> None:
        actions.make_promise(
            found(meeting), text="Réunir les maires", holder=world.it04, due_on=UNTIL,
            by=people.farid, at=OPENED_AT,
        )  # fmt: skip

    assert "déjà noté" in twice(deed)
    assert Promise.objects.count() == 1


def test_a_designation_is_asked_once(world: World, people: People) -> None:
    def deed() -> None:
        seat = Seat.objects.select_related("committee__department", "organisation")
        actions.ask_designation(seat.get(pk=world.it04_seat.pk), by=people.farid, at=PREPARED_AT)

    assert "vient de partir" in twice(deed)
    assert Delivery.objects.filter(to_email="it04@example.fr").count() == 1


def test_a_reminder_of_a_promise_leaves_once(world: World, people: People) -> None:
    meeting = make_meeting(world, people, stage=MeetingStatus.HELD).pk
    actions.make_promise(
        found(meeting), text="Réunir les maires", holder=world.it04, due_on=UNTIL,
        by=people.farid, at=AFTER,
    )  # fmt: skip
    before = Delivery.objects.count()
    late = DAY + timedelta(days=90)

    assert at_once(*[lambda: actions.remind_of_promises(at=late)] * 3) == [""] * 3

    assert Delivery.objects.count() == before + 1
