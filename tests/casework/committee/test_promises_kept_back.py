"""A promise that is for the members: absent from every outlet, now and at the next meeting."""

from datetime import timedelta

import pytest

from guichet.casework.committee import actions
from guichet.casework.committee.choices import ItemKind, MeetingStatus
from guichet.casework.committee.drafting import from_json, passages_of
from guichet.casework.committee.models import AgendaItem, Meeting, Minutes
from tests.casework.committee.factories import DAY, carry, make_meeting
from tests.casework.committee.test_outlets import CANARY, OUTLETS, read

S = MeetingStatus
NEXT = DAY + timedelta(days=120)


def promise(meeting: Meeting, world, people, text: str) -> None:
    actions.make_promise(
        meeting, text=text, holder=world.it04, due_on=(DAY + timedelta(days=60)).date(),
        by=people.farid, at=DAY + timedelta(minutes=30),
    )  # fmt: skip


@pytest.fixture
def opened(world, people) -> Meeting:
    return make_meeting(world, people, stage=S.OPENED)


@pytest.fixture
def marked(opened, world, people) -> Meeting:
    """Typed with the mark, as any passage is."""
    promise(opened, world, people, f"[non publié] Rappeler {CANARY}")
    promise(opened, world, people, "Écrire à tous")
    carry(opened, world, people, since=S.OPENED, to=S.PUBLISHED)
    return opened


@pytest.fixture
def hidden(opened, world, people) -> Meeting:
    """The whole part kept back by hand, in both texts, when the minutes were written."""
    promise(opened, world, people, f"Rappeler {CANARY}")
    carry(opened, world, people, since=S.OPENED, to=S.MINUTED)
    for part, name in (("minutes", "sections"), ("public", "public_sections")):
        minutes = Minutes.objects.get(meeting=opened)
        [text] = [p.text for p in from_json(getattr(minutes, name)) if p.key == "promises"]
        actions.save_minutes(
            opened, part=part, texts={"promises": text}, hidden={"promises": True},
            version=minutes.version, by=people.farid, at=DAY + timedelta(days=1),
        )  # fmt: skip
    carry(opened, world, people, since=S.MINUTED, to=S.PUBLISHED)
    return opened


def test_a_promise_with_the_mark_is_read_nowhere(marked, client):
    assert [one for one in OUTLETS if CANARY in read(client, one)] == []


def test_members_read_it_and_the_others_stay_public(marked, client):
    assert CANARY in str(Minutes.objects.get().sections)
    assert "Écrire à tous" in read(client, OUTLETS[0])
    assert "1 engagement a été pris" in read(client, OUTLETS[0]).replace("\xa0", " ")


@pytest.fixture
def withheld(opened, world, people) -> Meeting:
    """Published, then taken away."""
    promise(opened, world, people, f"Rappeler {CANARY}")
    carry(opened, world, people, since=S.OPENED, to=S.PUBLISHED)
    minutes = Minutes.objects.get(meeting=opened)
    shown = passages_of(from_json(minutes.public_sections))
    actions.withhold(
        opened, passages=[one.key for one in shown if CANARY in one.text], because="vie privée",
        by=people.farid, at=DAY + timedelta(days=30),
    )  # fmt: skip
    return opened


@pytest.mark.parametrize("kept_back", ["marked", "hidden", "withheld"])
def test_the_next_agenda_keeps_it_for_the_members(kept_back, request, world, people):
    request.getfixturevalue(kept_back)

    following = make_meeting(world, people, day=NEXT)

    items = AgendaItem.objects.of_meeting(following).filter(kind=ItemKind.PROMISES)
    assert {(CANARY in one.brief, one.is_restricted) for one in items} - {(False, False)} == {
        (True, True)
    }
