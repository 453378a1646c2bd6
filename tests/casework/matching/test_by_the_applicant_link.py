"""What an authority without an account reads of its orientation, and says of the help it had."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.casework.demands import actions as demand_actions
from guichet.casework.demands.following import follow_path, follow_token
from guichet.casework.matching import actions
from guichet.casework.matching.models import Satisfaction
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from tests.reference.offers.factories import make_offer

from .factories import make_referral


@pytest.fixture
def helped(world, people, now):
    referral = make_referral(world, people, stage="ACCEPTED", at=now)
    demand_actions.support(referral.demand, by=people.bruno, at=now)
    return referral


def rate_path(referral, name="rate_by_link"):
    return reverse(f"matching:{name}", args=[follow_token(referral.demand), referral.pk])


def letters_to(address):
    return list(Delivery.objects.filter(to_email=address).order_by("pk"))


class TestOrientation:
    def test_the_link_tells_what_the_account_tells(self, client, client_of, world, people, now):
        referral = make_referral(world, people, stage="REFUSED", at=now)
        tab = reverse("matching:of_demand", args=[referral.demand.reference])
        sentence = "déclinée le jour même"

        by_link = client.get(follow_path(referral.demand)).content.decode()
        by_account = client_of(people.anne).get(tab).content.decode()

        line = next(one.strip() for one in by_account.splitlines() if sentence in one)
        assert line in by_link
        for page in (by_link, by_account):
            assert "L311-3-1" in page and "traitement algorithmique" in page
            assert "Sa finalité" in page and "commission d’accès aux documents" in page
            assert f"{reverse('matching:rules')}?departement=04" in page

    def test_the_note_for_the_desk_stays_with_the_desk(self, client, world, people, now):
        referral = make_referral(world, people, at=now)
        actions.refuse_referral(
            referral, reason="NO_CAPACITY", note="Entre nous.", by=people.claire, at=now
        )

        assert "Entre nous." not in client.get(follow_path(referral.demand)).content.decode()

    def test_the_letters_bear_the_mention(self, world, people, now):
        make_referral(world, people, stage="REFUSED", at=now)

        told = [one for one in letters_to("anne@example.fr") if "IT04" in one.subject]
        assert len(told) == 2
        assert all("L311-3-1" in letter.body for letter in told)

    def test_the_page_asks_the_same_number_of_queries_for_one_and_for_three(
        self, client, world, people, now
    ):
        first = make_referral(world, people, stage="REFUSED", at=now)
        counts = []
        for more in range(3):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                client.get(follow_path(first.demand))
            counts.append(len(captured))
            offer = make_offer(
                world, people, now, provider=(world.caue, world.cerema, world.anct)[more]
            )
            again = actions.refer(
                first.demand, offer=offer, derogation="Essai.", by=people.bruno, at=now
            )
            actions.refuse_referral(again, reason="NO_CAPACITY", by=None, at=now)

        assert counts[1] == counts[2] == counts[0]


class TestRating:
    def test_said_from_the_link_and_read_by_all(self, client, client_of, helped, people):
        page = client.get(follow_path(helped.demand)).content.decode()
        assert "vous a été utile" in page and rate_path(helped, "rating_by_link") in page
        assert client.get(rate_path(helped, "rating_by_link")).status_code == 200

        answer = client.post(
            rate_path(helped), {"usefulness": "PARTLY", "comment": "Trois visites."}, follow=True
        )

        shown = answer.content.decode()
        assert "Merci." in shown and "Trois visites." in shown
        provider = client_of(people.claire).get(helped.get_absolute_url()).content.decode()
        assert "En partie" in provider and "Trois visites." in provider
        assert letters_to("claire@example.fr")[-1].subject.startswith("Ce que Commune de Banon")
        event = Event.objects.get(action="referral.rate_help")
        assert event.actor_id is None and "Commune de Banon" in event.actor_label

    def test_opening_the_form_writes_nothing(self, client, helped):
        before = (Event.objects.count(), Delivery.objects.count())

        client.get(rate_path(helped, "rating_by_link"))

        assert (Event.objects.count(), Delivery.objects.count()) == before

    def test_the_same_answer_twice_writes_once(self, client, helped):
        said = {"usefulness": "YES", "comment": ""}
        client.post(rate_path(helped), said)
        letters = Delivery.objects.count()

        client.post(rate_path(helped), said)

        assert Event.objects.filter(action="referral.rate_help").count() == 1
        assert Delivery.objects.count() == letters

    def test_a_correction_starts_from_what_was_said_and_replaces_it(self, client, helped):
        client.post(rate_path(helped), {"usefulness": "NO", "comment": "Trop tard."})

        form = client.get(rate_path(helped, "rating_by_link")).content.decode()
        assert "Trop tard." in form
        client.post(rate_path(helped), {"usefulness": "YES", "comment": "Finalement si."})

        given = Satisfaction.objects.get()
        assert (given.usefulness, given.comment) == ("YES", "Finalement si.")

    def test_a_link_that_is_played_with_stops_writing_letters(self, helped, people, now):
        for turn in range(5):
            actions.rate_help(helped, usefulness="YES", comment=str(turn), by=people.anne, at=now)

        with pytest.raises(actions.ReferralRefused, match="revenez demain"):
            actions.rate_help(helped, usefulness="NO", by=people.anne, at=now)
        tomorrow = now + timedelta(days=1, minutes=1)
        actions.rate_help(helped, usefulness="NO", by=people.anne, at=tomorrow)

    def test_the_refusal_keeps_what_was_typed(self, client, helped):
        answer = client.post(rate_path(helped), {"comment": "Trois visites."})

        assert answer.status_code == 422
        assert "Trois visites." in answer.content.decode()
        assert "Choisissez une réponse." in answer.content.decode()

    def test_not_before_help_nor_for_another_demand(self, client, world, people, now):
        taken = make_referral(world, people, stage="ACCEPTED", at=now)

        assert "vous a été utile" not in client.get(follow_path(taken.demand)).content.decode()
        assert client.get(rate_path(taken, "rating_by_link")).status_code == 404
        assert client.post(rate_path(taken), {"usefulness": "YES"}).status_code == 404

    def test_another_demand_s_link_rates_nothing(self, client, helped, world, people, now):
        other = make_referral(world, people, stage="ACCEPTED", at=now)
        demand_actions.support(other.demand, by=people.bruno, at=now)

        path = reverse("matching:rate_by_link", args=[follow_token(other.demand), helped.pk])

        assert client.post(path, {"usefulness": "NO"}).status_code == 404
        assert not Satisfaction.objects.exists()

    def test_an_altered_link_goes_to_the_page_that_says_why(self, client, helped):
        path = reverse("matching:rate_by_link", args=["faux", helped.pk])

        answer = client.post(path, {"usefulness": "NO"}, follow=True)

        assert answer.status_code == 410
        assert "n’est pas reconnu" in answer.content.decode()
        assert not Satisfaction.objects.exists()

    def test_another_site_cannot_post_it(self, helped):
        outside = Client(enforce_csrf_checks=True)

        assert outside.post(rate_path(helped), {"usefulness": "NO"}).status_code == 403
        assert not Satisfaction.objects.exists()
