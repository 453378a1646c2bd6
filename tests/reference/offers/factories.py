"""Offers of the small world, made through the actions."""

from datetime import datetime

from guichet.reference.offers import actions
from guichet.reference.offers.models import Offer
from tests.people import People
from tests.world import World


def make_offer(
    world: World, people: People, at: datetime, *, published: bool = True, **changes: object
) -> Offer:
    fields: dict[str, object] = {
        "provider": world.it04,
        "level": "DEPARTMENTAL",
        "title": "Conseil en énergie",
        "summary": "Un bilan des bâtiments communaux et de leurs dépenses.",
        "price_kind": "MEMBERS",
        "contact": "contact@it04.example",
        "themes": [world.habitat],
        "perimeters": [world.d04],
        **changes,
    }
    offer = actions.save_offer(None, fields, by=people.claire, at=at)
    if published:
        actions.publish_offer(offer, by=people.claire, at=at)
    return offer
