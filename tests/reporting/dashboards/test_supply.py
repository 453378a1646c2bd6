"""The supply map and its white zones, as the desk and the prefect meet them."""

import pytest
from django.urls import reverse

from guichet.casework.demands.choices import DemandStatus
from guichet.reference.offers.models import Offer
from guichet.reference.territories.models import Territory
from tests.casework.demands.factories import make_demand
from tests.reference.offers.factories import make_offer

SUPPLY, ZONES = "/offre/carte/", "/offre/zones-blanches/"


@pytest.fixture
def bruno(client_of, people):
    return client_of(people.bruno)


def states(page):
    return {zone.ground.name: zone.state.value for zone, _ in page.context["lines"]}


class TestProvider:
    """A structure sees who acts beside it; not who has asked for help."""

    def test_reads_the_map_and_nothing_leads_it_to_the_white_zones(self, client_of, people):
        claire = client_of(people.claire)

        for address in (SUPPLY, "/offres/"):
            page = claire.get(address).content.decode()
            assert ZONES not in page
        assert f'href="{SUPPLY}"' in page
        assert claire.get(ZONES).status_code == 403

    def test_a_national_operator_is_not_led_to_a_closed_door(self, client_of, people, world):
        world.it04.department = None
        world.it04.save()
        claire = client_of(people.claire)

        for address in ("/accueil/", "/offres/"):
            assert SUPPLY not in claire.get(address).content.decode()
        assert claire.get(SUPPLY).status_code == 403


class TestSupply:
    def test_says_who_covers_what_at_what_price(self, bruno, world, people, now):
        make_offer(world, people, now, own_share=20, price_kind="SHARED", usual_days=15)

        page = bruno.get(SUPPLY).content.decode()

        assert "Coût partagé (20 %)" in page
        assert "15\u00a0jours" in page
        assert "IT04" in page
        # The usual level stops at the region.
        assert "Ingénierie sur mesure" not in page

    def test_every_level_when_asked(self, bruno, world):
        assert "Ingénierie sur mesure" in bruno.get(SUPPLY, {"niveau": ""}).content.decode()

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"theme": "HABITAT"}, ["Appui aux bourgs", "Conseil en énergie"]),
            ({"theme": "MOBILITES"}, []),
            ({"phase": "USE"}, ["Conseil en énergie"]),
            ({"ingenierie": "FINANCIAL"}, ["Conseil en énergie"]),
            ({"niveau": "LOCAL"}, []),
            ({"theme": "nimporte"}, ["Appui aux bourgs", "Conseil en énergie"]),
        ],
    )
    def test_filters(self, bruno, world, people, now, asked, found):
        make_offer(world, people, now)

        page = bruno.get(SUPPLY, asked)

        assert [offer.title for offer, _ in page.context["offers"]] == found

    def test_as_a_file(self, bruno, world, people, now):
        make_offer(world, people, now)

        lines = b"".join(bruno.get(f"{SUPPLY[:-1]}.csv")).decode("utf-8-sig").splitlines()

        assert lines[0].startswith("offre;organisme;niveau")
        assert any(
            line.startswith("Conseil en énergie;Ingénierie et territoires") for line in lines
        )


class TestWhiteZones:
    def test_a_demand_without_an_offer_is_white(self, bruno, world, people, now):
        Offer.objects.update(status="ARCHIVED")
        make_offer(world, people, now, themes=[world.mobility])
        make_demand(world, people, stage=DemandStatus.QUALIFIED)

        page = bruno.get(ZONES)

        assert states(page) == {
            "Banon": "WHITE", "Digne-les-Bains": "DORMANT", "Forcalquier": "DORMANT",
        }  # fmt: skip
        assert "Aucune offre pour : Centre-bourg et habitat (1\u00a0demande)." in (
            page.content.decode()
        )

    def test_an_offer_on_the_theme_serves_it_unless_it_is_excluded(self, bruno, world, people, now):
        Offer.objects.update(status="ARCHIVED")
        offer = make_offer(world, people, now)
        make_demand(world, people, stage=DemandStatus.QUALIFIED)
        assert states(bruno.get(ZONES))["Banon"] == "SERVED"

        offer.exclusions.add(world.banon)

        assert states(bruno.get(ZONES))["Banon"] == "WHITE"

    def test_a_generalist_offer_counts_unless_told_otherwise(self, bruno, world, people, now):
        Offer.objects.update(status="ARCHIVED")
        make_offer(world, people, now, themes=[])
        make_demand(world, people, stage=DemandStatus.QUALIFIED)

        assert states(bruno.get(ZONES))["Banon"] == "SERVED"
        assert states(bruno.get(ZONES, {"nommees": "on"}))["Banon"] == "WHITE"

    def test_offers_never_asked_are_listed(self, bruno, world, people, now):
        make_offer(world, people, now)

        page = bruno.get(ZONES).content.decode()

        assert "2\u00a0offres jamais sollicitées" in page

    def test_one_intercommunality_alone(self, bruno, world):
        page = bruno.get(ZONES, {"territoire": "epci-200067437"})

        assert set(states(page)) == {"Digne-les-Bains"}

    def test_the_map_says_the_same_as_the_table(self, bruno, world, people, now):
        Territory.objects.filter(pk=world.banon.pk).update(longitude=5.63, latitude=44.04)
        make_demand(world, people)

        page = bruno.get(ZONES).content.decode()

        assert 'aria-label="Banon : ' in page
        assert page.count("<svg") == 5

    def test_as_a_file(self, bruno, world, people):
        make_demand(world, people)

        lines = b"".join(bruno.get(f"{ZONES[:-1]}.csv")).decode("utf-8-sig").splitlines()

        assert lines[0] == ("code_insee;commune;intercommunalite;etat;demandes;offres;detail")
        assert lines[1].startswith("04018;Banon;;")

    def test_asks_the_same_number_of_queries_whatever_the_offers(
        self, bruno, world, people, now, django_assert_num_queries
    ):
        for count in (1, 12):
            for rank in range(count):
                make_offer(world, people, now, title=f"Offre {count} {rank}")
            with django_assert_num_queries(19):
                bruno.get(ZONES)


def test_two_desks_see_two_departments(client_of, people, world):
    seen = {
        name: set(states(client_of(getattr(people, name)).get(ZONES))) for name in ("bruno", "hugo")
    }

    assert seen["hugo"] == {"Gap"}
    assert "Gap" not in seen["bruno"]


def test_the_catalogue_leads_to_the_map(client_of, people, world):
    page = client_of(people.elise).get(reverse("offers:index")).content.decode()

    assert f'href="{ZONES}"' in page
