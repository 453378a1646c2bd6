"""Sent, accepted, declined, taken back: who is told, what is kept, what is refused."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from guichet.casework.demands import actions as demand_actions
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.matching import actions, notifications
from guichet.casework.matching.actions import DerogationNeeded, ReferralRefused
from guichet.casework.matching.choices import ReferralStatus, RefusalReason
from guichet.casework.matching.models import Referral
from guichet.casework.matching.workflow import WORKFLOW
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.workflow import TransitionRefused
from guichet.reference.offers import actions as offer_actions
from tests.casework.demands.factories import make_demand
from tests.reference.offers.factories import make_offer

from .factories import make_referral


@pytest.fixture
def demand(world, people, now):
    return make_demand(world, people, stage=DemandStatus.QUALIFIED, at=now)


@pytest.fixture
def referral(demand, world, people, now):
    return make_referral(world, people, demand=demand, at=now)


def letters_to(email):
    return list(Delivery.objects.filter(to_email=email).order_by("pk"))


class TestRefer:
    def test_opens_the_demand_to_the_provider_and_writes_to_it(self, demand, referral, people):
        demand.refresh_from_db()
        assert demand.status == DemandStatus.REFERRED
        assert list(demand.shared_with.all()) == [referral.provider]
        event = Event.objects.get(action="referral.refer")
        assert (event.case, event.data["provider"]) == (demand.case_key, "IT04")
        letter = letters_to("claire@example.fr")[-1]
        assert demand.reference in letter.subject
        assert letter.link == referral.get_absolute_url()

    def test_a_provider_without_account_is_written_to_at_its_address(
        self, demand, world, people, now
    ):
        caue = make_offer(
            world, people, now, provider=world.caue, title="Conseil d’architecte", level="LOCAL"
        )

        actions.refer(demand, offer=caue, by=people.bruno, at=now)

        assert len(letters_to("caue@example.fr")) == 1

    def test_several_may_be_asked(self, demand, referral, world, people, now):
        actions.refer(
            demand, offer=world.cerema_offer, derogation="Urgence.", by=people.bruno, at=now
        )

        assert demand.referrals.count() == 2
        assert demand.shared_with.count() == 2

    def test_a_second_sending_to_the_same_door_is_told_politely(
        self, demand, referral, world, people, now
    ):
        with pytest.raises(ReferralRefused, match="a déjà reçu cette demande le 10 mars 2026"):
            actions.refer(demand, offer=world.it04_offer, by=people.bruno, at=now)

    def test_skipping_a_nearer_level_asks_for_a_written_reason(self, demand, world, people, now):
        with pytest.raises(DerogationNeeded, match=r"IT04 \(niveau départemental\)"):
            actions.refer(demand, offer=world.anct_offer, by=people.bruno, at=now)
        assert not Referral.objects.exists()

        sent = actions.refer(
            demand, offer=world.anct_offer, derogation="Crue du 5 mars.", by=people.bruno, at=now
        )

        assert sent.derogation == "Crue du 5 mars."
        assert Event.objects.get(action="referral.refer").because == "Crue du 5 mars."

    def test_once_the_nearer_ones_declined_no_reason_is_needed(self, demand, world, people, now):
        make_referral(world, people, demand=demand, stage=ReferralStatus.REFUSED, at=now)

        actions.refer(demand, offer=world.cerema_offer, by=people.bruno, at=now)

        assert Referral.objects.filter(level="NATIONAL", derogation="").exists()

    def test_an_excluded_offer_is_sent_only_with_a_reason(self, demand, world, people, now):
        other = make_offer(world, people, now, title="Vélo", themes=[world.mobility])

        with pytest.raises(DerogationNeeded, match="L’offre porte sur"):
            actions.refer(demand, offer=other, by=people.bruno, at=now)
        actions.refer(
            demand, offer=other, derogation="Le projet a un volet vélo.", by=people.bruno, at=now
        )

        assert demand.referrals.count() == 1

    def test_refuses_an_offer_no_longer_published(self, demand, world, people, now):
        offer_actions.archive_offer(world.it04_offer, by=people.claire, at=now)

        with pytest.raises(ReferralRefused, match="n’est plus publiée"):
            actions.refer(demand, offer=world.it04_offer, by=people.bruno, at=now)

    @pytest.mark.parametrize(
        "stage", [DemandStatus.SUBMITTED, DemandStatus.DECLINED, DemandStatus.CLOSED]
    )
    def test_refuses_at_another_moment(self, world, people, now, stage):
        demand = make_demand(world, people, stage=stage, at=now)

        with pytest.raises(ReferralRefused, match="une fois qualifiée"):
            actions.refer(demand, offer=world.it04_offer, by=people.bruno, at=now)


class TestAcceptReferral:
    def test_tells_the_applicant_in_plain_words_and_gives_the_ball_back(
        self, demand, referral, people, now
    ):
        actions.accept_referral(referral, note="Visite le 20 mars.", by=people.claire, at=now)

        referral.refresh_from_db()
        demand.refresh_from_db()
        assert (referral.status, referral.answered_by) == ("ACCEPTED", people.claire)
        assert demand.is_answered
        letter = letters_to("anne@example.fr")[-1]
        assert letter.subject == f"IT04 peut vous aider ({demand.reference})"
        assert "Visite le 20 mars." in letter.body
        assert "accepte" in letters_to("bruno@example.fr")[-1].subject

    def test_a_double_click_changes_nothing(self, referral, people, now):
        actions.accept_referral(referral, by=people.claire, at=now)
        before = Delivery.objects.count()

        with pytest.raises(TransitionRefused):
            actions.accept_referral(referral, by=people.claire, at=now + timedelta(seconds=1))

        assert Delivery.objects.count() == before
        assert Event.objects.filter(action="referral.accept_referral").count() == 1

    def test_a_demand_closed_meanwhile_needs_no_answer(self, demand, referral, people, now):
        demand_actions.close(demand, because="Retirée.", by=people.bruno, at=now)

        with pytest.raises(ReferralRefused, match="aucune réponse"):
            actions.accept_referral(referral, by=people.claire, at=now)


class TestRefuseReferral:
    def test_keeps_the_reason_and_spares_the_applicant_the_note(
        self, demand, referral, people, now
    ):
        actions.refuse_referral(
            referral,
            reason=RefusalReason.NO_CAPACITY,
            note="Deux congés longs dans l’équipe.",
            by=people.claire,
            at=now,
        )

        letter = letters_to("anne@example.fr")[-1]
        assert "plan de charge complet" in letter.body
        assert "Deux congés" not in letter.body
        assert "Deux congés" in letters_to("bruno@example.fr")[-1].body
        assert not demand.shared_with.exists()

    def test_asks_for_a_reason_of_the_list(self, referral, people, now):
        with pytest.raises(ReferralRefused, match="motif"):
            actions.refuse_referral(referral, reason="", by=people.claire, at=now)

    def test_the_same_provider_may_be_asked_again_later(self, demand, world, people, now):
        make_referral(world, people, demand=demand, stage=ReferralStatus.REFUSED, at=now)

        again = actions.refer(demand, offer=world.it04_offer, by=people.bruno, at=now)

        assert again.status == ReferralStatus.SENT


class TestWithdrawReferral:
    def test_the_ball_comes_back_and_the_provider_is_told(self, demand, referral, people, now):
        actions.withdraw_referral(referral, because="Erreur d’envoi.", by=people.bruno, at=now)

        demand.refresh_from_db()
        assert demand.is_answered and not demand.shared_with.exists()
        assert "n’avez plus à répondre" in letters_to("claire@example.fr")[-1].subject

    def test_too_late_once_answered(self, referral, people, now):
        actions.accept_referral(referral, by=people.claire, at=now)

        with pytest.raises(TransitionRefused):
            actions.withdraw_referral(referral, by=people.bruno, at=now)


class TestVisibleTo:
    def test_each_sees_what_concerns_him(self, referral, people, world):
        seers = {
            name
            for name in people.__dataclass_fields__
            if Referral.objects.visible_to(getattr(people, name)).exists()
        }

        assert seers == {"bruno", "claire", "denis", "elise", "farid"}


class TestHouseRules:
    def test_every_transition_has_its_action_and_its_words(self):
        for transition in WORKFLOW.transitions:
            assert callable(getattr(actions, transition.name))
            assert f"referral.{transition.name}" in notifications.HISTORY

    def test_every_status_is_reached(self):
        assert WORKFLOW.states() == set(ReferralStatus.values)

    @pytest.mark.parametrize(
        "change",
        [
            {"status": "XYZ"},
            {"level": "XYZ"},
            {"status": "REFUSED", "refusal_reason": ""},
        ],
    )
    def test_the_database_refuses_what_must_never_be(self, referral, change):
        with pytest.raises(IntegrityError), transaction.atomic():
            Referral.objects.filter(pk=referral.pk).update(**change)


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_two_officers_at_once_send_it_once(self, world, people, now):
        demand = make_demand(world, people, stage=DemandStatus.QUALIFIED, at=now)
        outcomes = []
        barrier = threading.Barrier(2, timeout=10)

        def send():
            mine = type(demand).objects.get(pk=demand.pk)
            barrier.wait()
            try:
                actions.refer(mine, offer=world.it04_offer, by=people.bruno, at=now)
                outcomes.append("sent")
            except ReferralRefused as refusal:
                outcomes.append(refusal.sentence)
            finally:
                connection.close()

        officers = [threading.Thread(target=send) for _ in range(2)]
        for officer in officers:
            officer.start()
        for officer in officers:
            officer.join(timeout=20)

        assert sorted(outcomes, key=len)[0] == "sent"
        assert "a déjà reçu" in sorted(outcomes, key=len)[1]
        assert Referral.objects.count() == 1
