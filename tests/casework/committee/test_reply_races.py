"""Two members answer at the same moment: the law holds as if they had come one after the other."""

from collections.abc import Callable

import pytest

from guichet.casework.committee import actions
from guichet.casework.committee.choices import MeetingStatus, ReplyKind
from guichet.casework.committee.models import Invitation, Reply, Seat
from tests.people import People
from tests.races import at_once
from tests.world import World

from .factories import CONVENED_AT, make_meeting, seat_people

pytestmark = pytest.mark.django_db(transaction=True)


def gives_proxy(email: str, to: Seat) -> Callable[[], object]:
    def deed() -> None:
        invitation = Invitation.objects.select_related("meeting__committee__department", "seat")
        mine = invitation.get(email=email)
        actions.answer(mine, kind=ReplyKind.PROXY, proxy_to=to, at=CONVENED_AT)

    return deed


def test_one_holder_gets_one_proxy(world: World, people: People) -> None:
    seat_people(world, people)
    make_meeting(world, people, stage=MeetingStatus.CONVENED)

    done, refused = at_once(
        gives_proxy("gaelle@example.fr", world.chair_seat),
        gives_proxy("dg@example.fr", world.chair_seat),
    )

    assert done == ""
    assert "nul ne porte plus d’un pouvoir" in refused
    assert Reply.objects.count() == 1


def test_no_chain_is_made_from_both_ends(world: World, people: People) -> None:
    seat_people(world, people)
    make_meeting(world, people, stage=MeetingStatus.CONVENED)

    done, refused = at_once(
        gives_proxy("gaelle@example.fr", world.it04_seat),
        gives_proxy("dg@example.fr", world.chair_seat),
    )

    assert done == ""
    assert "pouvoir" in refused
    assert Reply.objects.count() == 1
