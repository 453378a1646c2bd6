"""The public door, when the same click comes twice or two requests cross one another."""

from datetime import datetime

import pytest

from guichet.casework.demands.models import Demand
from guichet.casework.doors import actions
from guichet.casework.doors.models import PublicDraft, PublicEntry
from guichet.foundations.notifications.models import Delivery
from tests.casework.demands.factories import make_demand
from tests.people import People
from tests.races import at_once
from tests.world import World

from .test_public import ANSWERS, visit

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_form_sent_twice_is_one_letter(world: World, now: datetime) -> None:
    """Two links, each of which would make a demand of the same words."""

    def deed() -> None:
        actions.leave_entry(world.banon_hall, commune=world.banon, answers=ANSWERS, at=now)

    assert at_once(deed, deed) == ["", ""]
    assert PublicEntry.objects.count() == Delivery.objects.count() == 1

    other = {**ANSWERS, "title": "Rénover la mairie"}
    actions.leave_entry(world.banon_hall, commune=world.banon, answers=other, at=now)
    assert PublicEntry.objects.count() == Delivery.objects.count() == 2


def test_a_link_asked_for_twice_leaves_once(world: World, people: People, now: datetime) -> None:
    demand = make_demand(world, people)
    Demand.objects.filter(pk=demand.pk).update(contact_email="mairie@banon.example")
    before = Delivery.objects.count()

    def deed() -> None:
        actions.send_link_again(str(demand.reference), email="mairie@banon.example", at=now)

    assert at_once(deed, deed) == ["", ""]
    assert Delivery.objects.count() == before + 1


def test_a_saving_that_comes_after_the_sending_begins_no_other_draft(
    world: World, now: datetime
) -> None:
    """The page saves after each field: the last saving may come once the form is sent."""
    token = actions.keep_draft("", ANSWERS, visit=visit(now), at=now).token
    actions.erase_draft(token, at=now)

    with pytest.raises(actions.DraftRefused, match="a été envoyé ou effacé"):
        actions.keep_draft(token, ANSWERS, visit=visit(now), at=now)

    assert not PublicDraft.objects.exists()


def test_a_saving_and_the_sending_cross_one_another(world: World, now: datetime) -> None:
    token = actions.keep_draft("", ANSWERS, visit=visit(now), at=now).token

    refusals = at_once(
        lambda: actions.keep_draft(token, ANSWERS, visit=visit(now), at=now),
        lambda: actions.erase_draft(token, at=now),
    )

    assert "".join(refusals) == "" or "a été envoyé ou effacé" in "".join(refusals)
    assert not PublicDraft.objects.exists()
