"""The clocks of a demand follow what happened to it, and every screen says the same date."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from guichet.casework.demands import actions
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.deadlines import deadlines_of, dues_of
from guichet.casework.demands.models import Demand
from guichet.casework.demands.timekeeping import FOR_APPLICANT, Fact, read
from guichet.casework.matching.actions import (
    accept_referral,
    refuse_referral,
    withdraw_referral,
)
from guichet.casework.matching.choices import RefusalReason
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.clocks import State
from guichet.foundations.toolkit.dates import PARIS, local_day
from guichet.reference.policies.actions import load_taxonomy, set_service_level
from tests.casework.demands.factories import NOW, make_demand
from tests.casework.matching.factories import make_referral
from tests.client import StrictClient
from tests.people import People
from tests.world import World

S = DemandStatus


@pytest.fixture(autouse=True)
def delays(world: World) -> None:
    load_taxonomy(by=None, at=NOW)


def due(demand: Demand, today: date) -> tuple[str, date | None, int]:
    """As the list says it, after checking that the case page agrees."""
    demand.refresh_from_db()
    listed = dues_of([demand], today=today)[demand.pk]
    paged = deadlines_of(demand, Event.objects.of_case(demand.case_key), today=today).due
    assert listed == paged
    return listed.kind, listed.day, listed.late_by


@pytest.mark.parametrize(
    ("stage", "kind", "day"),
    [
        # Deposited on Tuesday 10 March 2026 at 10 h.
        (S.SUBMITTED, "ACKNOWLEDGE", date(2026, 3, 24)),
        (S.ACKNOWLEDGED, "FIRST_ANSWER", date(2026, 4, 8)),
        (S.RETURNED, "APPLICANT", date(2026, 3, 25)),
        (S.QUALIFIED, "ORIENTATION", date(2026, 5, 11)),
        (S.REFERRED, "PARTNER_ANSWER", date(2026, 3, 31)),
        (S.SUPPORTED, "FOLLOW_UP", date(2026, 6, 10)),
    ],
)
def test_each_stage_has_its_date(
    world: World, people: People, stage: str, kind: str, day: date
) -> None:
    demand = make_demand(world, people, stage=stage)

    assert due(demand, local_day(NOW)) == (kind, day, 0)


def test_the_receipt_tells_the_delays_with_their_dates(world: World, people: People) -> None:
    make_demand(world, people, stage=S.SUBMITTED)

    receipt = Delivery.objects.get(subject__startswith="Accusé", to_email="anne@example.fr").body

    assert "Les délais auxquels le guichet s’engage :" in receipt
    assert (
        "- prise en charge de la demande : 10\u00a0jours ouvrés, soit le mardi 24 mars 2026"
        in receipt
    )
    assert "- première réponse sur le fond" in receipt
    assert "soit le lundi 11 mai 2026 au plus tard" in receipt
    assert "n’est pas compté" in receipt


@pytest.mark.parametrize("stage", [S.DECLINED, S.CLOSED])
def test_what_is_over_is_never_late(world: World, people: People, stage: str) -> None:
    demand = make_demand(world, people, stage=stage)

    assert dues_of([demand], today=date(2030, 1, 1)) == {}


def test_lateness_is_counted_in_working_days(world: World, people: People) -> None:
    demand = make_demand(world, people)

    assert due(demand, date(2026, 3, 27))[2] == 3


def test_waiting_for_the_applicant_stops_the_clock_of_the_desk(
    world: World, people: People, now: datetime
) -> None:
    demand = make_demand(world, people, stage=S.RETURNED)
    later = now + timedelta(days=7)

    actions.complete(demand, answer="Voici.", by=people.anne, at=later)

    # 20 working days after 10 March, with the six of 10-17 March held: 25 March + 20 - 6.
    kind, day, _ = due(demand, local_day(later))
    assert (kind, day) == ("FIRST_ANSWER", date(2026, 4, 15))


def test_the_answer_of_a_partner_starts_the_clock_of_the_desk_again(
    world: World, people: People, now: datetime
) -> None:
    referral = make_referral(world, people)
    demand = referral.demand
    accept_referral(referral, by=people.claire, at=now + timedelta(days=30))

    found = deadlines_of(
        Demand.objects.for_detail().get(pk=demand.pk),
        Event.objects.of_case(demand.case_key),
        today=local_day(now + timedelta(days=31)),
    )

    assert found.due.kind == "OUTCOME"
    states = {clock.kind: clock.standing.state for clock in found.clocks}
    assert states["PARTNER_ANSWER"] is State.MET_LATE
    (outcome,) = [clock for clock in found.clocks if clock.kind == "OUTCOME"]
    assert [wait.reason for wait in outcome.ledger.waits] == [
        "en attente de la structure sollicitée"
    ]


def test_a_refusal_or_a_withdrawal_also_ends_the_wait(
    world: World, people: People, now: datetime
) -> None:
    refused = make_referral(world, people)
    withdrawn = make_referral(world, people)
    later = now + timedelta(days=3)
    refuse_referral(refused, reason=RefusalReason.NO_CAPACITY, by=people.claire, at=later)
    withdraw_referral(withdrawn, by=people.bruno, at=later)

    for referral in (refused, withdrawn):
        kind, day, _ = due(referral.demand, local_day(later))
        assert kind == "OUTCOME" and day is not None


def test_a_reopened_demand_starts_afresh(world: World, people: People, now: datetime) -> None:
    demand = make_demand(world, people, stage=S.DECLINED)
    again = datetime(2026, 9, 1, 10, 0, tzinfo=PARIS)

    actions.reopen(demand, because="Le projet revient.", by=people.bruno, at=again)

    assert due(demand, local_day(again)) == ("FIRST_ANSWER", date(2026, 9, 29), 0)


def test_a_case_keeps_the_delay_of_its_day(world: World, people: People, now: datetime) -> None:
    old = make_demand(world, people)
    set_service_level(
        world.d04, kind="ACKNOWLEDGE", count=2, unit="WORKING_DAYS", basis="charte",
        starts_on=date(2026, 3, 16), by=people.bruno, at=now,
    )  # fmt: skip
    new = make_demand(world, people, at=datetime(2026, 3, 16, 10, 0, tzinfo=PARIS))

    assert due(old, date(2026, 3, 16))[1] == date(2026, 3, 24)
    assert due(new, date(2026, 3, 16))[1] == date(2026, 3, 18)


def test_two_questions_in_turn_are_two_pauses() -> None:
    moments = [NOW + timedelta(days=n) for n in range(5)]
    codes = ("submit", "send_back", "complete", "send_back", "complete")
    story = read(Fact(f"demand.{code}", at) for code, at in zip(codes, moments, strict=True))

    assert [(p.begins_at, p.ends_at, p.reason) for p in story.waits()] == [
        (moments[1], moments[2], FOR_APPLICANT),
        (moments[3], moments[4], FOR_APPLICANT),
    ]


def test_a_promise_that_was_kept_does_not_move_any_more(
    world: World, people: People, now: datetime
) -> None:
    demand = make_demand(world, people, stage=S.ACKNOWLEDGED)
    actions.send_back(
        demand, missing="Le plan.", expected_by=local_day(now) + timedelta(days=30),
        by=people.bruno, at=now + timedelta(days=2),
    )  # fmt: skip

    found = deadlines_of(demand, Event.objects.of_case(demand.case_key), today=date(2026, 4, 1))

    ledgers = {clock.kind: clock.ledger for clock in found.clocks}
    assert ledgers["ACKNOWLEDGE"].due == date(2026, 3, 24)
    assert ledgers["FIRST_ANSWER"].due is None


class TestPages:
    def test_the_case_page_leads_to_the_ledger(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        demand = make_demand(world, people)
        client = client_of(people.bruno)

        case = client.get(reverse("demands:detail", args=[demand.reference])).content.decode()
        ledger = client.get(reverse("demands:deadlines", args=[demand.reference])).content.decode()

        address = reverse("demands:deadlines", args=[demand.reference])
        assert f'href="{address}"' in case and "Pourquoi cette date" in case
        assert "mardi 24 mars 2026" in ledger
        assert "samedi et dimanche" in ledger
        assert "R112-11-2" in ledger

    def test_the_applicant_is_told_in_plain_words(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        make_demand(world, people)

        page = client_of(people.anne).get(reverse("demands:index")).content.decode()

        # The suite runs long after March 2026.
        assert "C’était prévu pour le mardi 24 mars 2026" in page
        assert "demander des nouvelles" in page

    def test_the_queue_says_who_is_late(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        make_demand(world, people)

        page = client_of(people.bruno).get(reverse("demands:index")).content.decode()

        assert "24 mars 2026" in page and "en retard de" in page

    def test_the_queue_takes_the_same_queries_for_ten_and_a_full_page(
        self,
        world: World,
        people: People,
        client_of: Callable[..., StrictClient],
        django_assert_max_num_queries: Callable[..., object],
    ) -> None:
        counts = []
        client = client_of(people.bruno)
        for wanted in (10, 20):
            for _ in range(wanted):
                make_demand(world, people)
            with django_assert_max_num_queries(12) as seen:  # type: ignore[attr-defined]
                client.get(reverse("demands:index"))
            counts.append(len(seen))

        assert counts[0] == counts[1]

    @pytest.mark.parametrize("name", ["detail", "deadlines"])
    @pytest.mark.parametrize("stage", [S.SUBMITTED, S.SUPPORTED])
    def test_a_case_takes_fifteen_queries_at_most(
        self,
        world: World,
        people: People,
        client_of: Callable[..., StrictClient],
        django_assert_max_num_queries: Callable[..., object],
        name: str,
        stage: str,
    ) -> None:
        demand = make_demand(world, people, stage=stage)
        client = client_of(people.bruno)

        with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
            client.get(reverse(f"demands:{name}", args=[demand.reference]))
