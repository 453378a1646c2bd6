"""One letter per stage, to whoever holds the ball, in working hours, never twice."""

from datetime import date, datetime

import pytest

from guichet.casework.demands import actions, tasks
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
from guichet.casework.demands.owners import owner_of, portfolios_of
from guichet.casework.matching.actions import accept_referral
from guichet.casework.support.actions import deliver
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import PARIS
from guichet.reference.directory.actions import cancel_absence, declare_absence
from guichet.reference.directory.models import Person
from guichet.reference.policies.actions import (
    PortfolioRefused,
    assign_portfolio,
    load_taxonomy,
)
from tests.casework.demands.factories import NOW, make_demand
from tests.casework.matching.factories import make_referral
from tests.casework.support.factories import make_support
from tests.people import People, _person
from tests.world import World

S = DemandStatus


def at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, 0, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def delays(world: World) -> None:
    load_taxonomy(by=None, at=NOW)


def letters(moment: datetime) -> list[str]:
    """Who is written to when the task runs at that moment."""
    before = set(Delivery.objects.values_list("pk", flat=True))
    actions.remind_all(at=moment)
    written = Delivery.objects.exclude(pk__in=before).order_by("pk")
    return [letter.to_email for letter in written]


def test_three_stages_and_no_more(world: World, people: People) -> None:
    """Qualification is due on Wednesday 8 April 2026 (Easter Monday is the 6th)."""
    make_demand(world, people, stage=S.ACKNOWLEDGED)
    calendar = {
        at(4, 2): [],
        at(4, 3): ["bruno@example.fr"],  # two working days before
        at(4, 3, 15): [],
        at(4, 7): [],
        at(4, 8): ["bruno@example.fr"],
        at(4, 8, 16): [],
        at(4, 9): [],
        at(4, 13): ["bruno@example.fr"],  # three working days late
        at(4, 20): [],
        at(6, 30): [],
    }

    assert {moment: letters(moment) for moment in calendar} == calendar
    assert Event.objects.of_actions("demand.remind").count() == 3


@pytest.mark.parametrize("moment", [at(4, 8, 8), at(4, 8, 17), at(4, 11), at(4, 6), at(5, 1)])
def test_nobody_is_written_to_out_of_hours(world: World, people: People, moment: datetime) -> None:
    make_demand(world, people, stage=S.ACKNOWLEDGED)

    assert letters(moment) == []


def test_stages_that_were_missed_make_one_letter(world: World, people: People) -> None:
    make_demand(world, people, stage=S.ACKNOWLEDGED)

    assert letters(at(6, 2)) == ["bruno@example.fr"]


def test_whoever_waits_is_left_in_peace(world: World, people: People) -> None:
    make_demand(world, people, stage=S.RETURNED)  # the authority has until 25 March

    assert set(letters(at(3, 24))) == {"anne@example.fr"}


def test_a_provider_has_its_own_reminders_and_then_the_desk(world: World, people: People) -> None:
    referral = make_referral(world, people)  # an answer is due on 31 March: see matching
    assert letters(at(3, 31)) == []

    accept_referral(referral, by=people.claire, at=at(4, 1))

    assert letters(at(6, 15)) == []
    assert letters(at(9, 1)) == ["bruno@example.fr"]


def test_a_running_support_owes_news_not_its_end(world: World, people: People) -> None:
    make_demand(world, people, stage=S.SUPPORTED)  # news are due on 10 June

    assert letters(at(6, 10)) == ["claire@example.fr"]
    assert "point d’étape" in Delivery.objects.order_by("pk").last().subject  # type: ignore[union-attr]


def test_a_support_that_ended_calls_for_the_desk(world: World, people: People) -> None:
    support = make_support(world, people)
    deliver(support, outcome="Un programme.", by=people.claire, at=NOW)

    assert letters(at(6, 10)) == ["bruno@example.fr"]
    assert "conclure" in Delivery.objects.order_by("pk").last().subject.lower()  # type: ignore[union-attr]


def test_the_worker_knows_the_task() -> None:
    assert tasks.remind_of_deadlines.name == "guichet.remind_of_deadlines"


@pytest.mark.parametrize("stage", [S.DECLINED, S.CLOSED])
def test_what_is_over_calls_for_nothing(world: World, people: People, stage: str) -> None:
    make_demand(world, people, stage=stage)

    assert letters(at(12, 1)) == []


class TestStandIn:
    def test_letters_follow_the_absence_and_come_back(self, world: World, people: People) -> None:
        make_demand(world, people, stage=S.ACKNOWLEDGED)
        maud = _person("Maud", world.ddt, "DESK_OFFICER", "instructrice")
        absence = declare_absence(
            people.bruno.person,
            stand_in=maud.person,
            starts_on=date(2026, 4, 1),
            ends_on=date(2026, 4, 30),
            by=people.bruno,
            at=NOW,
        )
        assert letters(at(4, 3)) == ["maud@example.fr"]

        cancel_absence(absence, by=people.bruno, at=at(4, 7))

        assert letters(at(4, 8)) == ["bruno@example.fr"]


class TestPortfolios:
    def assign(self, world: World, who: Person, **scope: object) -> None:
        assign_portfolio(
            who,
            department=world.d04,
            starts_on=date(2026, 3, 10),
            by=None,
            at=NOW,
            **scope,  # type: ignore[arg-type]
        )

    def owner(self, demand: Demand) -> str:
        fresh = Demand.objects.for_index().get(pk=demand.pk)
        return str(owner_of(fresh, portfolios_of(["04"], on=date(2026, 3, 10))) or "")

    def test_the_narrowest_wins_until_somebody_takes_charge(
        self, world: World, people: People
    ) -> None:
        demand = make_demand(world, people)  # Banon: district of Forcalquier
        Demand.objects.filter(pk=demand.pk).update(theme_hint=world.habitat)
        assert self.owner(demand) == ""
        for name, scope in (
            ("Tout", {}),
            ("Lieu", {"district": world.banon.district}),
            ("Thème", {"theme": world.habitat}),
            ("Les deux", {"theme": world.habitat, "district": world.banon.district}),
            ("Ailleurs", {"theme": world.mobility, "district": world.banon.district}),
        ):
            self.assign(world, Person.objects.create(name=name), **scope)
            expected = "Les deux" if name == "Ailleurs" else name
            assert self.owner(demand) == expected

        demand.refresh_from_db()
        actions.acknowledge(demand, officer=None, by=people.bruno, at=NOW)
        assert self.owner(demand) == "Bruno"

    def test_one_holder_at_a_time(self, world: World, people: People) -> None:
        self.assign(world, people.bruno.person)

        with pytest.raises(PortfolioRefused, match="déjà confié à Bruno"):
            self.assign(world, Person.objects.create(name="Maud"))
