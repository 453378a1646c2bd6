"""What the desk does to a demand: effect, history, letters, refusals."""

from datetime import date, datetime, timedelta

import pytest

from guichet.casework.demands import actions
from guichet.casework.demands.actions.desk import DeadlinePassed, QualificationFixed
from guichet.casework.demands.choices import Complexity, DeclineReason, DemandStatus
from guichet.casework.demands.models import Demand, Message
from guichet.foundations.audit.actions import broken_links, stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.workflow import TransitionRefused
from guichet.reference.directory.models import Person
from guichet.reference.offers.choices import EngineeringType, Phase
from tests.casework.demands.factories import make_demand
from tests.people import People
from tests.world import World

S = DemandStatus


def findings(world: World, **changes: object) -> actions.Findings:
    facts: dict[str, object] = {
        "theme": world.habitat,
        "engineering_types": (EngineeringType.TECHNICAL,),
        "phase": Phase.DESIGN,
        "complexity": Complexity.SIMPLE,
    }
    return actions.Findings(**{**facts, **changes})  # type: ignore[arg-type]


def letter_to(address: str) -> Delivery:
    found = Delivery.objects.latest_first().filter(to_email=address).first()
    assert found is not None, f"no letter to {address}"
    return found


class TestAcknowledge:
    def test_whoever_acts_follows_the_demand(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people)

        actions.acknowledge(demand, officer=None, by=people.bruno, at=now)

        demand.refresh_from_db()
        assert demand.status == S.ACKNOWLEDGED
        assert str(demand.officer) == "Bruno"
        assert Event.objects.get(action="demand.acknowledge").data["officer"] == "Bruno"
        assert "suivie par Bruno (bruno@example.fr)" in letter_to("anne@example.fr").body

    def test_a_colleague_may_be_chosen(self, world: World, people: People, now: datetime) -> None:
        demand = make_demand(world, people)
        colleague = Person.objects.get(user=people.hugo)

        actions.acknowledge(demand, officer=colleague, by=people.bruno, at=now)

        demand.refresh_from_db()
        assert demand.officer == colleague

    def test_the_second_of_two_officers_is_told(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people)
        seen_by_the_second = Demand.objects.get(pk=demand.pk)
        actions.acknowledge(demand, officer=None, by=people.bruno, at=now)

        with pytest.raises(TransitionRefused, match="Prise en charge"):
            actions.acknowledge(seen_by_the_second, officer=None, by=people.hugo, at=now)

        assert Event.objects.filter(action="demand.acknowledge").count() == 1


class TestSendBack:
    def test_gives_the_ball_to_the_authority_with_words_and_a_day(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people)

        actions.send_back(
            demand,
            missing="Le plan de situation.",
            expected_by=date(2026, 4, 1),
            by=people.bruno,
            at=now,
        )

        demand.refresh_from_db()
        assert (demand.status, demand.missing_by) == (S.RETURNED, date(2026, 4, 1))
        assert str(demand.officer) == "Bruno", "who asks follows the demand"
        letter = letter_to("anne@example.fr")
        assert "avant le 1er avril 2026" in letter.body
        assert "Le plan de situation." in letter.body
        [asked] = Message.objects.for_applicant()
        assert "Le plan de situation." in asked.body
        assert Event.objects.get(action="demand.send_back").because == "Le plan de situation."

    def test_a_day_already_over_is_refused(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people)
        yesterday = now.date() - timedelta(days=1)

        with pytest.raises(DeadlinePassed, match="9 mars 2026 est déjà passé"):
            actions.send_back(
                demand, missing="Le plan.", expected_by=yesterday, by=people.bruno, at=now
            )


class TestQualify:
    def test_writes_the_facts_that_the_engine_reads(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)

        actions.qualify(
            demand,
            theme=world.habitat,
            engineering_types=[EngineeringType.TECHNICAL, EngineeringType.FINANCIAL],
            phase=Phase.DESIGN,
            complexity=Complexity.COMPLEX,
            programme=world.pvd,
            orientations=[world.departmental],
            is_urgent=True,
            note="À voir avec l’ABF.",
            by=people.bruno,
            at=now,
        )

        demand.refresh_from_db()
        assert demand.status == S.QUALIFIED
        found = demand.qualification
        assert found.engineering_types == ["TECHNICAL", "FINANCIAL"]
        assert list(found.orientations.order_by("pk")) == [world.departmental]
        event = Event.objects.get(action="demand.qualify")
        assert event.data["theme_code"] == "HABITAT"
        assert event.data["complexity"] == "COMPLEX"

    def test_the_analysis_never_reaches_the_applicant(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)

        actions.qualify(
            demand, **vars(findings(world, note="Projet fragile.")), by=people.bruno, at=now
        )

        assert "fragile" not in letter_to("anne@example.fr").body

    def test_the_second_of_two_officers_overwrites_nothing(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)
        opened = demand.version
        actions.qualify(demand, **vars(findings(world)), by=people.bruno, at=now, version=opened)

        with pytest.raises(actions.ModifiedMeanwhile) as refusal:
            actions.qualify(
                demand,
                **vars(findings(world, theme=world.mobility)),
                by=people.elise,
                at=now,
                version=opened,
            )

        demand.refresh_from_db()
        assert demand.qualification.theme == world.habitat
        assert refusal.value.sentence.startswith(
            "La demande D-04-26-0001 a été modifiée par Bruno le 10 mars 2026 à 10\u00a0h"
        )

    def test_can_be_corrected_until_a_support_opens(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.REFERRED)

        actions.requalify(demand, findings(world, theme=world.mobility), by=people.bruno, at=now)

        demand.refresh_from_db()
        assert (demand.status, demand.qualification.theme) == (S.REFERRED, world.mobility)
        assert Event.objects.filter(action="demand.requalify").count() == 1

        actions.support(demand, by=people.bruno, at=now)
        with pytest.raises(QualificationFixed, match="Accompagnée"):
            actions.requalify(demand, findings(world), by=people.bruno, at=now)


class TestEnds:
    def test_declined_with_a_reason_told_to_the_applicant(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.QUALIFIED)

        actions.decline(
            demand,
            reason=DeclineReason.NO_SUPPLY,
            note="Personne ne couvre ce sujet.",
            by=people.bruno,
            at=now,
        )

        letter = letter_to("anne@example.fr")
        assert "Motif : Aucune ingénierie disponible." in letter.body
        assert "Personne ne couvre ce sujet." in letter.body
        assert Event.objects.get(action="demand.decline").data["reason_code"] == "NO_SUPPLY"

    def test_reopened_it_goes_on_and_history_keeps_the_refusal(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.DECLINED)

        actions.reopen(demand, because="Le projet a changé.", by=people.bruno, at=now)

        demand.refresh_from_db()
        assert (demand.status, demand.decline_reason) == (S.ACKNOWLEDGED, "")
        assert Event.objects.filter(action="demand.decline").exists()
        actions.qualify(demand, **vars(findings(world)), by=people.bruno, at=now)

    def test_closed(self, world: World, people: People, now: datetime) -> None:
        demand = make_demand(world, people, stage=S.SUPPORTED)

        actions.close(demand, because="L’étude est rendue.", by=people.bruno, at=now)

        demand.refresh_from_db()
        assert demand.status == S.CLOSED
        assert "L’étude est rendue." in letter_to("anne@example.fr").body

    @pytest.mark.parametrize("stage", [S.SUPPORTED, S.CLOSED, S.DECLINED])
    def test_what_is_over_or_under_way_is_not_declined(
        self, world: World, people: People, now: datetime, stage: str
    ) -> None:
        demand = make_demand(world, people, stage=stage)

        with pytest.raises(TransitionRefused):
            actions.decline(
                demand, reason=DeclineReason.DUPLICATE, note="x", by=people.bruno, at=now
            )


class TestHandover:
    def test_the_first_referral_moves_the_demand_and_opens_it_to_the_provider(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.QUALIFIED)
        assert not Demand.objects.visible_to(people.claire).exists()
        del people.claire._access  # type: ignore[attr-defined]

        actions.refer(demand, provider=world.it04, by=people.bruno, at=now)

        demand.refresh_from_db()
        assert demand.status == S.REFERRED
        assert list(Demand.objects.visible_to(people.claire)) == [demand]
        assert "Ingénierie et territoires 04" in letter_to("anne@example.fr").body

    def test_a_second_one_only_adds_a_reader(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.REFERRED)

        actions.refer(demand, provider=world.caue, by=people.bruno, at=now)

        demand.refresh_from_db()
        assert demand.status == S.REFERRED
        assert demand.shared_with.count() == 2
        assert Event.objects.get(action="demand.share").data["provider"] == world.caue.name

    def test_nothing_is_referred_before_it_is_qualified(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)

        with pytest.raises(TransitionRefused):
            actions.refer(demand, provider=world.it04, by=people.bruno, at=now)

        assert demand.shared_with.count() == 0

    def test_an_answer_brings_the_ball_back_to_the_desk(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.REFERRED)
        assert not Demand.objects.awaiting_the_desk().exists()

        actions.hear_back(demand, by=people.claire, at=now)
        answered = list(Demand.objects.awaiting_the_desk())
        actions.refer(demand, provider=world.caue, by=people.bruno, at=now)

        assert answered == [demand]
        assert not Demand.objects.awaiting_the_desk().exists()

    def test_a_second_support_changes_nothing(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.SUPPORTED)

        actions.support(demand, by=people.bruno, at=now)

        assert Event.objects.filter(action="demand.support").count() == 1


@pytest.mark.parametrize("stage", DemandStatus.values)
def test_the_chain_of_events_is_whole_at_every_stage(
    world: World, people: People, stage: str
) -> None:
    demand = make_demand(world, people, stage=stage)

    assert demand.status == stage
    assert broken_links(stream_of(demand)) == []
    assert Event.objects.of_case(demand.case_key).count() >= 2
