"""Rules change by a text and a date; a meeting keeps those it was convened under."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from guichet.casework.committee import actions
from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.committee.models import Meeting, Regulation
from guichet.casework.committee.regulations import rules_for, rules_of
from guichet.casework.committee.roll_call import quorum_of
from guichet.casework.committee.ruleset import DEFAULT, UnknownRule
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.dates import PARIS, local_day
from tests.people import People
from tests.world import World

from .factories import make_meeting, seat_people

AT = datetime(2026, 3, 2, 10, 0, tzinfo=PARIS)
BASIS = "règlement intérieur du 2 mars 2026, article 4"


def set_rules(world: World, people: People, *, on: date = date(2026, 3, 5), **changes: object):
    return actions.set_rules(
        world.committee, changes, basis=BASIS, starts_on=on, by=people.farid, at=AT
    )


def test_without_a_text_the_code_applies(world):
    assert rules_of(world.committee, on=date(2026, 3, 5)) == DEFAULT


def test_a_text_applies_from_its_day(world, people):
    set_rules(world, people, proxies_per_holder=2)

    assert rules_of(world.committee, on=date(2026, 3, 4)).proxies_per_holder == 1
    after = rules_of(world.committee, on=date(2026, 3, 5))
    assert (after.proxies_per_holder, after.bases["proxies_per_holder"]) == (2, BASIS)
    event = Event.objects.get(action="committee.set_rules")
    assert event.data["lines"] == ["proxies_per_holder"] and event.because == BASIS


def test_the_next_text_builds_on_the_former(world, people):
    set_rules(world, people, proxies_per_holder=2)
    set_rules(world, people, on=date(2026, 4, 1), notice_days=8)

    rules = rules_of(world.committee, on=date(2026, 4, 1))
    assert (rules.proxies_per_holder, rules.notice_days) == (2, 8)


def test_a_convened_meeting_keeps_its_rules(world, people):
    meeting = make_meeting(world, people, stage=MeetingStatus.CONVENED)
    actions.set_rules(
        world.committee, {"proxies_per_holder": 3}, basis=BASIS,
        starts_on=local_day(meeting.convened_at), by=people.farid, at=meeting.convened_at,
    )  # fmt: skip

    assert rules_for(Meeting.objects.get(pk=meeting.pk)).proxies_per_holder == 1
    assert rules_of(world.committee, on=meeting.day).proxies_per_holder == 3


def test_the_quorum_and_its_sentence_follow_the_text(world, people):
    set_rules(world, people, quorum={**quorum_data(), "number": 7})
    meeting = make_meeting(world, people, stage=MeetingStatus.OPENED)

    found = quorum_of(meeting)

    assert not found.is_reached and found.needed == 7
    assert BASIS in found.sentence


def test_vacant_seats_are_left_out_when_the_text_says_so(world, people):
    set_rules(world, people, quorum={**quorum_data(), "vacancies_count": False})
    seat_people(world, people)
    meeting = make_meeting(world, people, stage=MeetingStatus.OPENED)
    world.it04_seat.mandates.all().delete()

    assert quorum_of(meeting).seats == 2


def quorum_data() -> dict[str, object]:
    return {
        "share": [1, 2], "strictly": False, "number": None, "vacancies_count": True,
        "recused": "PRESENT", "colleges": [], "necessary": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "on", "words"),
    [
        ({"notice_days": 8}, date(2026, 3, 1), "est passé"),
        ({"notice_days": 5}, date(2026, 3, 9), "Aucune règle ne change"),
    ],
)
def test_refusals_say_how_to_mend(world, people, changes, on, words):
    with pytest.raises(actions.RegulationRefused, match=words):
        set_rules(world, people, on=on, **changes)
    assert not Regulation.objects.exists()


def test_two_texts_never_overlap(world, people):
    set_rules(world, people, proxies_per_holder=2)
    with pytest.raises(actions.RegulationRefused, match="5 mars 2026"):
        set_rules(world, people, on=date(2026, 3, 4), notice_days=8)


def test_a_line_that_nobody_reads_is_refused(world, people):
    with pytest.raises(UnknownRule):
        set_rules(world, people, quorum_minimo=9)


def test_rules_that_have_not_begun_can_be_taken_back(world, people):
    made = set_rules(world, people, proxies_per_holder=2)
    actions.withdraw_rules(made, by=people.farid, at=AT)
    assert rules_of(world.committee, on=date(2026, 3, 5)) == DEFAULT

    made = set_rules(world, people, proxies_per_holder=2)
    with pytest.raises(actions.RegulationRefused, match="s’appliquent déjà"):
        actions.withdraw_rules(made, by=people.farid, at=AT + timedelta(days=3))


def form(**changes: str) -> dict[str, str]:
    day = local_day(timezone.now()) + timedelta(days=2)
    given = {
        "basis": BASIS, "starts_on": day.isoformat(), "notice_days": "5", "share": "1/2",
        "number": "", "vacancies_count": "yes", "recused": "PRESENT", "second_convocation": "yes",
        "proxies_per_holder": "1", "remote": "yes", "majority": "CAST", "abstentions_count": "no",
        "casting_vote": "yes", "meetings_per_year": "2",
    }  # fmt: skip
    return {**given, **changes}


def test_the_secretary_records_a_text(people, client_of):
    farid = client_of(people.farid)

    answer = farid.post("/seances/regles/04/enregistrer/", form(share="2/3", majority="MEMBERS"))

    assert answer.status_code == 302
    made = Regulation.objects.get()
    assert made.rules["quorum"]["share"] == [2, 3] and made.rules["majority"] == "MEMBERS"
    page = farid.get("/seances/regles/04/").content.decode()
    assert BASIS in page and "Retirer" in page
    assert "la moitié au moins des membres" in page  # not yet


def test_a_refused_form_keeps_what_was_typed(people, client_of):
    farid = client_of(people.farid)

    answer = farid.post("/seances/regles/04/enregistrer/", form(basis="", notice_days="12"))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Citez l’arrêté ou le règlement intérieur." in page and 'value="12"' in page
