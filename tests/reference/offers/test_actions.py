"""A sheet is written, published, checked, archived; contradictions are refused."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.workflow import TransitionRefused
from guichet.reference.offers import actions, notifications
from guichet.reference.offers.actions import OfferRefused
from guichet.reference.offers.choices import OfferStatus
from guichet.reference.offers.models import Offer
from guichet.reference.offers.workflow import WORKFLOW

from .factories import make_offer


@pytest.fixture
def offer(world, people, now):
    return make_offer(world, people, now)


class TestSaveOffer:
    def test_begins_as_a_draft_with_its_places_and_themes(self, world, people, now):
        draft = make_offer(world, people, now, published=False)

        assert draft.status == OfferStatus.DRAFT
        assert list(draft.perimeters.all()) == [world.d04]
        assert Event.objects.get(action="offer.save_offer").changes["title"] == [
            None,
            "Conseil en énergie",
        ]

    def test_says_what_changed_and_asks_for_a_new_check(self, offer, world, people, now):
        actions.check_offer(offer, by=people.bruno, at=now)
        offer.refresh_from_db()

        actions.save_offer(
            offer, {"title": "Autre", "themes": [world.mobility]}, by=people.claire, at=now
        )

        event = Event.objects.filter(action="offer.save_offer").order_by("pk").last()
        assert event.changes == {
            "title": ["Conseil en énergie", "Autre"],
            "themes": [["HABITAT"], ["MOBILITES"]],
        }
        assert offer.checked_on is None

    def test_the_same_again_writes_nothing(self, offer, world, people, now):
        before = Event.objects.count()

        actions.save_offer(offer, {"perimeters": [world.d04]}, by=people.claire, at=now)

        assert Event.objects.count() == before

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"population_min": 10, "population_max": 9}, "population maximale"),
            ({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)}, "avant de commencer"),
        ],
    )
    def test_refuses_contradictions(self, offer, people, now, fields, words):
        with pytest.raises(OfferRefused, match=words):
            actions.save_offer(offer, fields, by=people.claire, at=now)

    def test_an_unknown_field_is_a_bug(self, offer, people, now):
        with pytest.raises(TypeError):
            actions.save_offer(offer, {"status": "PUBLISHED"}, by=people.claire, at=now)


class TestPublishAndArchive:
    def test_refuses_an_empty_sheet_and_says_what_is_missing(self, world, people, now):
        bare = make_offer(
            world, people, now, published=False, summary="", contact="", perimeters=[]
        )

        with pytest.raises(OfferRefused, match=r"quelques phrases, le territoire .* et comment"):
            actions.publish_offer(bare, by=people.claire, at=now)

    def test_archived_leaves_the_catalogue_and_may_come_back(self, offer, people, now):
        actions.archive_offer(offer, by=people.claire, at=now)
        assert not Offer.objects.published().filter(pk=offer.pk).exists()

        actions.publish_offer(offer, by=people.claire, at=now)
        assert Offer.objects.published().filter(pk=offer.pk).exists()

    def test_publishing_twice_is_refused(self, offer, people, now):
        with pytest.raises(TransitionRefused):
            actions.publish_offer(offer, by=people.claire, at=now)


class TestHouseRules:
    def test_every_transition_has_its_action_and_its_words(self):
        for transition in WORKFLOW.transitions:
            assert callable(getattr(actions, transition.name))
            assert f"offer.{transition.name}" in notifications.HISTORY

    @pytest.mark.parametrize("field", ["status", "level", "price_kind"])
    def test_the_database_refuses_unknown_codes(self, offer, field):
        with pytest.raises(IntegrityError), transaction.atomic():
            Offer.objects.filter(pk=offer.pk).update(**{field: "XYZ"})


def test_a_published_offer_keeps_a_place(world, people, now):
    """The engine finds offers by their perimeter: one that says nowhere would never be found."""
    offer = make_offer(world, people, now)

    with pytest.raises(actions.OfferRefused, match="au moins un territoire"):
        actions.save_offer(offer, {"perimeters": []}, by=people.claire, at=now)
