from datetime import date, timedelta
from decimal import Decimal

import pytest

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
from guichet.casework.matching.choices import ReferralStatus
from guichet.casework.support import actions
from guichet.casework.support.choices import SupportStatus
from guichet.casework.support.models import Step, Support
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.workflow import TransitionRefused
from guichet.reference.funding.choices import LineKind, LineStatus
from guichet.reference.funding.models import FundingLine

from .factories import accepted_referral, make_support

pytestmark = pytest.mark.django_db


def last_event(support):
    return Event.objects.of_stream(f"support.support:{support.pk}").last()


def letters_about(subject):
    return sorted(
        Delivery.objects.filter(subject__contains=subject).values_list("to_email", flat=True)
    )


class TestOpenSupport:
    def open(self, referral, people, now, **changes):
        asked = {"objective": "Un programme.", "ends_on": None, "total_cost": None, **changes}
        return actions.open_support(referral, by=people.bruno, at=now, **asked)

    def test_begins_the_help_and_moves_the_demand_with_it(self, world, people, now):
        referral = accepted_referral(world, people)

        support = self.open(referral, people, now, total_cost=Decimal("12500.50"))

        support.demand.refresh_from_db()
        assert support.demand.status == DemandStatus.SUPPORTED
        assert (support.status, support.lead_provider) == (SupportStatus.OPEN, world.it04)
        assert support.plan.total_cost == Decimal("12500.50")
        assert last_event(support).action == "support.open_support"
        assert last_event(support).case == support.demand.case_key

    def test_writes_to_the_applicant_and_to_the_provider(self, world, people, now):
        self.open(accepted_referral(world, people), people, now)

        assert letters_about("un accompagnement est ouvert") == [
            "anne@example.fr",
            "claire@example.fr",
        ]

    def test_does_not_write_to_whoever_acts(self, world, people):
        make_support(world, people, stage=SupportStatus.OPEN)

        assert letters_about("un accompagnement est ouvert") == ["anne@example.fr"]

    @pytest.mark.parametrize("status", [ReferralStatus.SENT, ReferralStatus.WITHDRAWN])
    def test_waits_for_the_provider_to_accept(self, world, people, now, status):
        referral = accepted_referral(world, people)
        referral.status = status
        referral.save()

        with pytest.raises(DomainError, match="n’a pas accepté"):
            self.open(referral, people, now)

    def test_refuses_the_second_click(self, world, people, now):
        referral = accepted_referral(world, people)
        self.open(referral, people, now)

        with pytest.raises(DomainError, match="déjà ouvert"):
            self.open(referral, people, now)

        assert Support.objects.count() == 1

    def test_lets_a_second_provider_help_the_same_demand(self, world, people, now):
        first = accepted_referral(world, people)
        second = accepted_referral(world, people, demand=first.demand, offer=world.cerema_offer)

        self.open(first, people, now)
        self.open(second, people, now)

        assert first.demand.supports.count() == 2

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"objective": "  "}, "Indiquez l’objectif"),
            ({"ends_on": date(2026, 3, 9)}, "9 mars 2026"),
            ({"total_cost": Decimal(-1)}, "positif"),
        ],
    )
    def test_refuses_what_makes_no_sense_and_keeps_nothing(
        self, world, people, now, changes, words
    ):
        referral = accepted_referral(world, people)

        with pytest.raises(DomainError, match=words):
            self.open(referral, people, now, **changes)

        referral.demand.refresh_from_db()
        assert referral.demand.status == DemandStatus.REFERRED
        assert not Support.objects.exists()

    def test_refuses_a_demand_declined_meanwhile(self, world, people, now):
        referral = accepted_referral(world, people)
        referral.demand.status = DemandStatus.DECLINED
        referral.demand.decline_reason = "ABANDONED"
        referral.demand.save()

        with pytest.raises(TransitionRefused):
            self.open(referral, people, now)


class TestSteps:
    def test_are_kept_in_the_order_of_their_arrival(self, world, people, now):
        support = make_support(world, people)

        for title in ("Diagnostic", "Scénarios", "Programme"):
            actions.add_step(
                support, title=title, due_on=date(2026, 6, 1), by=people.claire, at=now
            )

        assert [s.title for s in Step.objects.for_plan()] == [
            "Diagnostic",
            "Scénarios",
            "Programme",
        ]

    def test_today_is_not_past(self, world, people, now):
        support = make_support(world, people)

        step = actions.add_step(
            support, title="Visite", due_on=date(2026, 3, 10), by=people.claire, at=now
        )

        assert not step.is_late_on(date(2026, 3, 10))
        assert step.is_late_on(date(2026, 3, 11))

    def test_a_past_date_is_for_a_step_already_done(self, world, people, now):
        support = make_support(world, people)
        past = date(2026, 3, 9)

        with pytest.raises(DomainError, match="déjà passé"):
            actions.add_step(support, title="Visite", due_on=past, by=people.claire, at=now)
        step = actions.add_step(
            support, title="Visite", due_on=past, done_on=past, by=people.claire, at=now
        )

        assert not step.is_late_on(date(2026, 12, 31))

    def test_refuse_a_title_that_is_only_spaces(self, world, people, now):
        with pytest.raises(DomainError, match="intitulé"):
            actions.add_step(
                make_support(world, people), title=" ", due_on=None, by=people.claire, at=now
            )

    def test_refuse_a_double_click(self, world, people, now):
        support = make_support(world, people)
        actions.add_step(support, title="Visite", due_on=None, by=people.claire, at=now)

        with pytest.raises(DomainError, match="existe déjà"):
            actions.add_step(support, title="Visite", due_on=None, by=people.claire, at=now)

    def test_are_finished_once(self, world, people, now):
        support = make_support(world, people)
        step = actions.add_step(support, title="Visite", due_on=None, by=people.claire, at=now)

        actions.finish_step(step, done_on=date(2026, 3, 10), by=people.claire, at=now)

        assert last_event(support).action == "support.finish_step"
        assert letters_about("une étape est faite") == ["anne@example.fr"]
        with pytest.raises(DomainError, match="déjà notée comme faite le 10 mars 2026"):
            actions.finish_step(step, done_on=date(2026, 3, 10), by=people.bruno, at=now)

    def test_cannot_be_done_tomorrow(self, world, people, now):
        support = make_support(world, people)
        step = actions.add_step(support, title="Visite", due_on=None, by=people.claire, at=now)

        with pytest.raises(DomainError, match="pas encore arrivé"):
            actions.finish_step(step, done_on=date(2026, 3, 11), by=people.claire, at=now)


class TestLife:
    def test_runs_then_delivers_with_its_outcome(self, world, people, now):
        support = make_support(world, people, stage=SupportStatus.OPEN)

        actions.start(support, by=people.claire, at=now)
        actions.deliver(support, outcome=" Le programme est remis. ", by=people.claire, at=now)

        support.refresh_from_db()
        assert (support.status, support.outcome) == ("DELIVERED", "Le programme est remis.")
        assert support.ended_at == now
        assert last_event(support).changes["status"] == ["RUNNING", "DELIVERED"]
        assert letters_about("est livré") == ["anne@example.fr"]

    def test_is_not_delivered_without_an_outcome(self, world, people, now):
        with pytest.raises(DomainError, match="bilan"):
            actions.deliver(make_support(world, people), outcome=" ", by=people.claire, at=now)

    def test_is_abandoned_with_a_reason_that_the_authority_reads(self, world, people, now):
        support = make_support(world, people)

        actions.abandon(support, because="Le terrain est vendu.", by=people.bruno, at=now)

        assert last_event(support).because == "Le terrain est vendu."
        assert (
            "Le terrain est vendu." in Delivery.objects.filter(subject__contains="s’arrête")[0].body
        )
        assert letters_about("s’arrête") == ["anne@example.fr", "claire@example.fr"]

    def test_is_not_abandoned_without_a_reason(self, world, people, now):
        with pytest.raises(DomainError, match="pourquoi"):
            actions.abandon(make_support(world, people), because="", by=people.claire, at=now)

    @pytest.mark.parametrize("stage", [SupportStatus.DELIVERED, SupportStatus.ABANDONED])
    def test_a_finished_support_changes_no_more(self, world, people, now, stage):
        support = make_support(world, people, stage=stage)

        for deed in (
            lambda: actions.start(support, by=people.claire, at=now),
            lambda: actions.deliver(support, outcome="Fait.", by=people.claire, at=now),
            lambda: actions.abandon(support, because="Non.", by=people.claire, at=now),
            lambda: actions.add_step(support, title="A", due_on=None, by=people.claire, at=now),
            lambda: actions.set_plan(
                support, total_cost=None, exception="NONE", exception_reason="",
                by=people.claire, at=now,
            ),
        ):  # fmt: skip
            with pytest.raises(DomainError):
                deed()


class TestWhoConcludes:
    """A support that ended leaves a demand to close: it never stays with whoever helped."""

    def held_by_the_desk(self, demand):
        demand.refresh_from_db()
        return Demand.objects.awaiting_the_desk().filter(pk=demand.pk).exists()

    def test_the_provider_while_it_runs(self, world, people):
        assert not self.held_by_the_desk(make_support(world, people).demand)

    @pytest.mark.parametrize(
        ("deed", "words"), [(actions.deliver, "outcome"), (actions.abandon, "because")]
    )
    def test_the_desk_once_it_ended(self, world, people, now, deed, words):
        support = make_support(world, people)

        deed(support, **{words: "Le conseil municipal a choisi."}, by=people.claire, at=now)

        assert self.held_by_the_desk(support.demand)
        assert support.demand.status == DemandStatus.SUPPORTED

    def test_the_list_counts_from_the_day_it_ended(self, world, people, now):
        support = make_support(world, people)
        ended = now + timedelta(days=40)

        actions.deliver(support, outcome="Un programme.", by=people.claire, at=ended)

        assert Demand.objects.with_since().get(pk=support.demand.pk).since == ended

    def test_the_other_provider_while_a_second_support_runs(self, world, people, now):
        first = make_support(world, people)
        second = make_support(
            world,
            people,
            referral=accepted_referral(
                world, people, demand=first.demand, offer=world.cerema_offer
            ),
        )

        actions.deliver(first, outcome="Un programme.", by=people.claire, at=now)
        assert not self.held_by_the_desk(first.demand)

        actions.abandon(second, because="Sans objet.", by=people.bruno, at=now)
        assert self.held_by_the_desk(first.demand)

    def test_the_next_provider_when_help_begins_again(self, world, people, now):
        first = make_support(world, people)
        actions.deliver(first, outcome="Un programme.", by=people.claire, at=now)
        referral = accepted_referral(world, people, demand=first.demand, offer=world.cerema_offer)
        assert self.held_by_the_desk(first.demand)

        make_support(world, people, referral=referral)

        assert not self.held_by_the_desk(first.demand)


class TestFunding:
    def add(self, support, people, now, **changes):
        line = {
            "kind": LineKind.PUBLIC,
            "label": "DETR",
            "amount": Decimal(50000),
            "status": LineStatus.REQUESTED,
        }
        return actions.add_line(support, by=people.claire, at=now, **{**line, **changes})

    def test_a_line_joins_the_plan_and_the_history_of_the_case(self, world, people, now):
        support = make_support(world, people)

        self.add(support, people, now)

        event = Event.objects.of_case(support.case_key).get(action="funding.add_line")
        assert event.department == "04"
        assert event.data["amount"] == "50000"

    def test_the_owner_bears_its_own_name(self, world, people, now):
        line = self.add(make_support(world, people), people, now, kind=LineKind.OWN, label="")

        assert (line.funder, line.label) == (world.banon_hall, "Commune de Banon")

    def test_a_double_click_adds_one_line(self, world, people, now):
        support = make_support(world, people)
        self.add(support, people, now)

        with pytest.raises(DomainError, match="déjà dans le plan"):
            self.add(support, people, now)

        assert FundingLine.objects.count() == 1

    @pytest.mark.parametrize("amount", [Decimal(0), Decimal(-1), Decimal(10) ** 10])
    def test_an_amount_out_of_range_is_refused(self, world, people, now, amount):
        with pytest.raises(DomainError, match="supérieur à zéro"):
            self.add(make_support(world, people), people, now, amount=amount)

    def test_a_line_says_who_pays(self, world, people, now):
        with pytest.raises(DomainError, match="financeur"):
            self.add(make_support(world, people), people, now, label=" ")

    def test_a_line_is_removed_once(self, world, people, now):
        support = make_support(world, people)
        line = self.add(support, people, now)
        same = FundingLine.objects.get(pk=line.pk)

        actions.remove_line(support, line, by=people.claire, at=now)

        with pytest.raises(DomainError, match="déjà été retirée"):
            actions.remove_line(support, same, by=people.bruno, at=now)

    def test_a_grant_is_followed(self, world, people, now):
        support = make_support(world, people)
        line = self.add(support, people, now)

        actions.change_line(support, line, status=LineStatus.GRANTED, by=people.claire, at=now)
        actions.change_line(support, line, status=LineStatus.GRANTED, by=people.claire, at=now)

        events = Event.objects.filter(action="funding.change_line")
        assert [event.changes["status"] for event in events] == [["REQUESTED", "GRANTED"]]

    def test_two_officers_on_the_plan_do_not_erase_each_other(self, world, people, now):
        support = make_support(world, people)
        read = support.plan.version
        change = {"exception": "NONE", "exception_reason": "", "version": read, "at": now}

        actions.set_plan(support, total_cost=Decimal(300000), by=people.bruno, **change)

        with pytest.raises(DomainError, match="quelqu’un d’autre"):
            actions.set_plan(support, total_cost=Decimal(1), by=people.claire, **change)
        support.plan.refresh_from_db()
        assert support.plan.total_cost == Decimal(300000)

    def test_an_exception_says_its_reason(self, world, people, now):
        with pytest.raises(DomainError, match="motif de l’exception"):
            actions.set_plan(
                make_support(world, people),
                total_cost=Decimal(1),
                exception="PREFECT_DEROGATION",
                exception_reason="",
                by=people.claire,
                at=now,
            )


class TestFacts:
    def test_tell_the_committee_the_same_as_the_page(self, world, people, now):
        support = make_support(world, people, ends_on=date(2026, 12, 31))
        actions.add_step(
            support, title="Visite", due_on=date(2026, 3, 20), by=people.claire, at=now
        )
        today = date(2026, 3, 21)

        [facts] = Support.objects.in_department("04").under_way().facts(on=today).values()

        assert (facts.commune, facts.lead) == ("Banon", "Ingénierie et territoires 04")
        assert (facts.current_step, facts.is_late) == ("Visite", True)
        assert list(Support.objects.late(today)) == [support]
        assert list(Support.objects.late(today - timedelta(days=1))) == []

    def test_an_overdue_end_is_late_too(self, world, people):
        support = make_support(world, people, ends_on=date(2026, 3, 10))

        assert list(Support.objects.late(date(2026, 3, 11))) == [support]
        assert support.is_overdue_on(date(2026, 3, 11))
        assert not support.is_overdue_on(date(2026, 3, 10))
