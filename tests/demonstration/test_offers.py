"""The offers of the demonstration: whole, idempotent, and enough to help with anything."""

import pytest

from guichet.demonstration.offers import load_enrolments, load_offers
from guichet.reference.directory import actions as directory
from guichet.reference.offers.choices import Level
from guichet.reference.offers.models import Offer
from guichet.reference.policies.actions import load_taxonomy
from guichet.reference.policies.models import Enrolment, Theme
from guichet.reference.territories.actions import load_cog


@pytest.fixture
def department(db, now):
    load_cog(by=None, at=now)
    load_taxonomy(by=None, at=now)
    directory.load_national(by=None, at=now)
    directory.register_local_authorities("04", by=None, at=now)


class TestLoadOffers:
    def test_fills_the_catalogue_once(self, department, now):
        first = load_offers(by=None, at=now)
        again = load_offers(by=None, at=now)
        load_enrolments(by=None, at=now)

        offers = list(Offer.objects.published().for_index())
        assert (first, again) == (len(offers), 0)
        assert len(offers) >= 30
        assert {offer.level for offer in offers} == set(Level.values)
        assert all(offer.contact.endswith(".example") for offer in offers)
        named = {theme.pk for offer in offers for theme in offer.themes.all()}
        assert named == set(Theme.objects.values_list("pk", flat=True).order_by("pk"))
        assert Enrolment.objects.in_department("04").filter(programme="VA").count() == 34
