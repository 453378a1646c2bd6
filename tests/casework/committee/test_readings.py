"""A point kept for the members is told to nobody else, on any page: words, votes, promises."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from guichet.casework.committee import actions, live, permissions
from guichet.casework.committee.choices import ItemKind, Outcome
from guichet.casework.committee.choices import MeetingStatus as S
from guichet.casework.committee.convocation import content_of
from guichet.casework.committee.dossier import dossier_of
from guichet.casework.committee.drafting import is_masked
from guichet.casework.committee.models import AgendaItem, Committee, Meeting, Promise
from guichet.casework.committee.models.items import MASKED as MASKED_IN_SQL
from guichet.casework.demands.models import Demand
from tests.casework.demands.factories import make_demand
from tests.people import People
from tests.world import World

from .factories import (
    CLOSED_AT,
    LATER,
    OPENED_AT,
    PREPARED_AT,
    carry,
    decide_all,
    make_meeting,
    send_extracts,
)

SAID = "Le maire renonce à son projet."
PROMISED = "Recevoir le maire"
MASKED = "Bilan public.\n\n[non publié : noms] Demandeur : Banon."


@pytest.fixture
def demand(world: World, people: People) -> Demand:
    return make_demand(world, people, at=PREPARED_AT - timedelta(days=2))


@pytest.fixture
def meeting(world: World, people: People, demand: Demand) -> Meeting:
    """Open; one case kept for the members, about which something was said and promised."""
    made = make_meeting(world, people)
    secret = actions.add_item(
        made, kind=ItemKind.CASE, title="La halle de Banon", demand=demand, by=people.farid,
        at=PREPARED_AT,
    )  # fmt: skip
    AgendaItem.objects.filter(pk=secret.pk).update(is_restricted=True)
    AgendaItem.objects.filter(kind=ItemKind.DEMANDS).update(brief=MASKED)
    carry(made, world, people, since=S.PREPARED, to=S.OPENED)
    secret.refresh_from_db()
    actions.take_up(secret, by=people.farid, at=OPENED_AT)
    seat = made.committee.seats.order_by("pk").first()
    assert seat is not None
    actions.record_recusal(secret, seat, reason="Son projet", by=people.farid, at=OPENED_AT)
    actions.record_outcome(
        secret, outcome=Outcome.INFORMED, note=SAID, by=people.farid, at=OPENED_AT
    )
    actions.make_promise(
        made, text=PROMISED, holder=world.it04, due_on=date(2026, 6, 1), demand=demand,
        by=people.farid, at=OPENED_AT,
    )  # fmt: skip
    return Meeting.objects.for_detail().get(pk=made.pk)


def test_the_page_of_the_meeting(meeting, people, client_of):
    outside = client_of(people.ines).get(meeting.get_absolute_url()).text
    inside = client_of(people.gaelle).get(meeting.get_absolute_url()).text

    for words in (SAID, PROMISED, "La halle de Banon", "Demandeur : Banon"):
        assert words in inside and words not in outside, words
    assert "Bilan public." in outside and "Point réservé aux membres" in outside


def test_the_screen_that_follows(meeting):
    outside = live.state_of(meeting, with_restricted=False)
    inside = live.state_of(meeting, with_restricted=True)

    assert inside.recused_told and not outside.recused_told
    briefs = [line.brief for line in outside.lines]
    assert not [one for one in briefs if "Demandeur" in one]
    assert "Bilan public." in briefs


def test_the_authority_whose_case_it_is_reads_how_it_ended(
    meeting, demand, world, people, client_of
):
    decide_all(meeting, people, OPENED_AT)
    secret = AgendaItem.objects.get(meeting=meeting, is_restricted=True)
    actions.record_outcome(
        secret, outcome=Outcome.INFORMED, note=SAID, by=people.farid, at=OPENED_AT
    )
    actions.close_meeting(meeting, by=people.farid, at=CLOSED_AT)
    actions.draft_minutes(meeting, by=people.farid, at=LATER)
    send_extracts(meeting, people, LATER)
    actions.approve_minutes(meeting, by=people.elise, at=LATER)
    actions.publish(meeting, by=people.farid, at=LATER)
    page = f"/demandes/{demand.reference}/comite/"

    asked = client_of(people.anne).get(page).text

    assert "Est informé" in asked
    assert SAID not in asked and PROMISED not in asked
    desk = client_of(people.farid).get(page).text
    assert SAID in desk and PROMISED in desk


def test_the_annex_of_the_pack_does_not_name_its_demand(meeting, demand):
    assert demand.reference in {row[0] for row in content_of(meeting)["cases"]}

    outside = dossier_of(meeting, with_restricted=False, at=LATER).content
    inside = dossier_of(meeting, with_restricted=True, at=LATER).content

    assert demand.reference in {row[0] for row in inside["cases"]}
    assert demand.reference not in {row[0] for row in outside["cases"]}


def test_whoever_is_heard_follows_his_point_and_waits_for_his_turn(meeting):
    mine = AgendaItem.objects.of_meeting(meeting).in_order().filter(is_restricted=False).first()
    assert mine is not None

    state = live.state_of(meeting, with_restricted=False, only=mine.pk)

    told = [line.title for line in state.lines]
    assert told.count(mine.title) == 1
    assert set(told) == {mine.title, live.OTHER}
    assert [line.brief for line in state.lines if line.brief] == [mine.brief]
    assert all(line.hours for line in state.lines)
    # The item under way is the secret one: who left it is not told either.
    assert state.current is not None and state.current.is_foreign and not state.recused_told


def test_heard_on_a_point_kept_for_the_members_he_knows_which(meeting):
    secret = AgendaItem.objects.get(meeting=meeting, is_restricted=True)

    state = live.state_of(meeting, with_restricted=False, only=secret.pk)

    assert state.current is not None
    assert (state.current.title, state.current.is_masked) == (secret.title, True)
    assert not state.current.brief and not state.recused_told


@pytest.mark.parametrize("words", [PROMISED, "[non publié : nom] Recevoir le maire"])
def test_the_list_of_promises_and_the_page_of_one(meeting, world, people, client_of, words):
    promise = Promise.objects.get(made_in=meeting)
    if words != PROMISED:
        AgendaItem.objects.of_meeting(meeting).update(is_restricted=False)
    Promise.objects.filter(pk=promise.pk).update(text=words)
    page = reverse("committee:promise", args=[promise.pk])

    outside, inside = client_of(people.ines), client_of(people.gaelle)

    assert "Recevoir le maire" in inside.get("/seances/engagements/").text
    assert inside.get(page).status_code == 200
    assert "Recevoir le maire" not in outside.get("/seances/engagements/").text
    assert outside.get(page).status_code == 404


@pytest.mark.parametrize(
    "text",
    ["[non publié] a", "  [ Non-publiée : nom ] a", "[non publiés]", "[non publiable] a",
     "a [non publié]", "[non publié", "« [non publié] »", "[non\u00a0publié] a"],
)  # fmt: skip
def test_the_database_reads_the_mark_as_the_text_does(meeting, text):
    Promise.objects.filter(made_in=meeting).update(text=text)

    found = Promise.objects.filter(made_in=meeting, text__iregex=MASKED_IN_SQL).exists()

    assert found == is_masked(text)


def test_the_two_forms_of_who_reads_restricted_items_agree(meeting, people):
    for person in vars(people).values():
        whole = Committee.objects.read_whole_by(person).filter(pk=meeting.committee_id).exists()

        assert whole == permissions.can_see_restricted(person, meeting), person
