"""The tab of a case, the provider's list, the page where it answers."""

import pytest
from django.urls import reverse

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.matching import actions
from guichet.casework.matching.choices import ReferralStatus
from guichet.casework.matching.models import Referral
from tests.casework.demands.factories import make_demand
from tests.reference.offers.factories import make_offer

from .factories import make_referral


@pytest.fixture
def demand(world, people, now):
    return make_demand(world, people, stage=DemandStatus.QUALIFIED, at=now)


def tab(demand):
    return reverse("matching:of_demand", args=[demand.reference])


class TestOfDemand:
    def test_the_desk_asks_the_engine_then_reads_three_groups(
        self, client_of, demand, world, people, now
    ):
        make_offer(world, people, now, title="Étude", phases=["DELIVERY"])
        make_offer(world, people, now, title="Vélo", themes=[world.mobility])
        bruno = client_of(people.bruno)

        assert "Chercher qui peut aider" in bruno.get(tab(demand)).content.decode()
        bruno.post(reverse("matching:run", args=[demand.reference]))
        page = bruno.get(tab(demand))

        groups = [
            (group.title, [card.offer.title for card in group.cards])
            for group in page.context["groups"]
        ]
        assert groups == [
            (
                "Peuvent aider",
                ["Appui aux bourgs", "Appui méthodologique", "Ingénierie sur mesure"],
            ),
            ("Presque", ["Étude"]),
            ("Écartées", []),
        ]
        words = page.content.decode()
        assert "quand le projet en sera là" in words
        assert "Gratuit : l’ANCT prend tout à sa charge" in words

    def test_a_sending_without_a_reason_keeps_what_was_typed(
        self, client_of, demand, world, people, now
    ):
        actions.run(demand, by=people.bruno, at=now)

        answer = client_of(people.bruno).post(
            reverse("matching:refer", args=[demand.reference]),
            {"offer": world.anct_offer.pk, "message": "Merci de votre aide", "derogation": ""},
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "la subsidiarité demande de solliciter plus près" in page
        assert "Merci de votre aide" in page
        assert not Referral.objects.exists()

    def test_sending_shows_in_the_ledger(self, client_of, demand, world, people, now):
        actions.run(demand, by=people.bruno, at=now)

        page = client_of(people.bruno).post(
            reverse("matching:refer", args=[demand.reference]),
            {"offer": world.it04_offer.pk, "message": ""},
            follow=True,
        )

        assert "Demande envoyée le" in page.content.decode()
        assert "1\u00a0organisme sollicité, 0\u00a0réponse reçue" in page.content.decode()

    def test_the_same_form_twice_is_harmless(self, client_of, demand, world, people, now):
        bruno = client_of(people.bruno)
        address = reverse("matching:refer", args=[demand.reference])
        bruno.post(address, {"offer": world.it04_offer.pk})

        answer = bruno.post(address, {"offer": world.it04_offer.pk})

        assert answer.status_code == 422
        assert "a déjà reçu cette demande" in answer.content.decode()
        assert Referral.objects.count() == 1

    def test_the_applicant_reads_who_was_asked_and_no_engine(
        self, client_of, demand, world, people, now
    ):
        make_referral(world, people, demand=demand, stage=ReferralStatus.REFUSED, at=now)
        actions.run(demand, by=people.bruno, at=now)

        page = client_of(people.anne).get(tab(demand)).content.decode()

        assert "Ingénierie et territoires 04" in page and "plan de charge complet" in page
        assert "Peuvent aider" not in page and "Envoyer à" not in page

    def test_a_provider_does_not_read_the_answers_of_the_others(
        self, client_of, demand, world, people, now
    ):
        make_referral(world, people, demand=demand, at=now)
        actions.refer(
            demand, offer=world.cerema_offer, derogation="Urgence.", by=people.bruno, at=now
        )

        page = client_of(people.claire).get(tab(demand)).content.decode()

        assert "Ingénierie et territoires 04" in page
        assert "Cerema" not in page

    def test_a_requalified_demand_says_that_the_list_is_old(
        self, client_of, demand, world, people, now
    ):
        actions.run(demand, by=people.bruno, at=now)
        demand.qualification.qualified_at = now.replace(hour=11)
        demand.qualification.save()

        assert "relancez-le" in client_of(people.bruno).get(tab(demand)).content.decode()

    def test_before_the_qualification_it_says_what_is_missing(self, client_of, world, people, now):
        demand = make_demand(world, people, at=now)

        page = client_of(people.bruno).get(tab(demand)).content.decode()

        assert "pas encore qualifiée" in page and "Chercher qui peut aider" not in page

    def test_asks_the_same_number_of_queries_for_three_offers_and_thirty(
        self, client_of, demand, world, people, now, django_assert_max_num_queries
    ):
        bruno = client_of(people.bruno)
        counts = []
        for more in (0, 27):
            for rank in range(more):
                make_offer(world, people, now, title=f"Offre {rank}")
            actions.run(demand, by=people.bruno, at=now)
            with django_assert_max_num_queries(15) as captured:
                bruno.get(tab(demand))
            counts.append(len(captured))

        assert counts[0] == counts[1]


class TestReferrals:
    def test_lists_those_of_the_organisation_only(self, client_of, demand, world, people, now):
        mine = make_referral(world, people, demand=demand, at=now)
        actions.refer(
            demand, offer=world.cerema_offer, derogation="Urgence.", by=people.bruno, at=now
        )

        page = client_of(people.claire).get(reverse("matching:referrals"))

        assert [row.referral for row in page.context["rows"]] == [mine]

    def test_asks_the_same_number_of_queries_for_three_and_thirty(
        self, client_of, world, people, now, django_assert_num_queries
    ):
        claire = client_of(people.claire)
        for count in (3, 27):
            for rank in range(count):
                stage = ReferralStatus.REFUSED if rank % 2 else ReferralStatus.SENT
                make_referral(world, people, stage=stage, at=now)
            with django_assert_num_queries(9):
                claire.get(reverse("matching:referrals"))


class TestReferral:
    @pytest.fixture
    def referral(self, demand, world, people, now):
        return make_referral(world, people, demand=demand, at=now)

    def test_the_provider_reads_the_need_and_answers(self, client_of, referral, people):
        claire = client_of(people.claire)

        page = claire.get(referral.get_absolute_url()).content.decode()
        assert "L’école est vide depuis 2019" in page and "Accepter la demande" in page
        page = claire.post(
            reverse("matching:accept_referral", args=[referral.pk]), {"note": "D’accord."},
            follow=True,
        ).content.decode()  # fmt: skip

        assert "Vous avez accepté" in page and "Accepter la demande" not in page

    def test_declining_without_a_reason_shows_the_form_again(self, client_of, referral, people):
        answer = client_of(people.claire).post(
            reverse("matching:refuse_referral", args=[referral.pk]), {"note": "Débordés."}
        )

        assert answer.status_code == 422
        assert "Débordés." in answer.content.decode()

    def test_after_declining_the_case_is_closed_to_it_but_its_answer_stays(
        self, client_of, referral, people
    ):
        claire = client_of(people.claire)
        page = claire.post(
            reverse("matching:refuse_referral", args=[referral.pk]), {"reason": "NO_CAPACITY"},
            follow=True,
        ).content.decode()  # fmt: skip

        assert "Plan de charge complet" in page
        assert "Voir le dossier" not in page
        assert claire.get(tab(referral.demand)).status_code == 404

    def test_a_second_answer_is_told_politely(self, client_of, referral, people):
        claire = client_of(people.claire)
        claire.post(
            reverse("matching:refuse_referral", args=[referral.pk]), {"reason": "TOO_EARLY"}
        )

        page = claire.post(
            reverse("matching:accept_referral", args=[referral.pk]), follow=True
        ).content.decode()

        assert "n’est plus possible" in page
        referral.refresh_from_db()
        assert referral.status == ReferralStatus.REFUSED

    def test_the_desk_takes_a_sending_back(self, client_of, referral, people):
        bruno = client_of(people.bruno)
        assert "Retirer l’envoi" in bruno.get(referral.get_absolute_url()).content.decode()

        page = bruno.post(
            reverse("matching:withdraw_referral", args=[referral.pk]), follow=True
        ).content.decode()

        assert "L’envoi est retiré" in page and "retirée" in page


@pytest.mark.parametrize(
    ("name", "above"), [("bruno", "/demandes/"), ("claire", "/orientations-recues/")]
)
def test_the_way_back_of_an_answered_referral_is_a_page_that_one_may_open(
    client_of, world, people, now, name, above
):
    referral = make_referral(world, people, stage=ReferralStatus.ACCEPTED, at=now)
    client = client_of(getattr(people, name))

    page = client.get(referral.get_absolute_url()).content.decode()
    trail = page[page.index("fr-breadcrumb__list") : page.index("</ol>")]

    assert f'href="{above}"' in trail
    assert client.get(above).status_code == 200
