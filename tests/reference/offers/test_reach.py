"""The row that tells where an offer acts and about what follows every write, whoever makes it."""

import pytest

from guichet.reference.offers.models import ANY_THEME, Offer, Reach
from guichet.reference.policies.models import Programme, Theme
from tests.world import World

pytestmark = pytest.mark.django_db


def told(offer: Offer) -> tuple[list[str], list[str], list[str], list[str]]:
    reach = Reach.objects.get(offer=offer)
    return reach.places, reach.left_out, reach.themes, reach.programmes


def written(offer: Offer) -> tuple[list[str], list[str], list[str], list[str]]:
    """The slow and obvious way: the relations read one by one."""
    return (
        sorted(place.pk for place in offer.perimeters.all()),
        sorted(place.pk for place in offer.exclusions.all()),
        sorted(theme.pk for theme in offer.themes.all()) or [ANY_THEME],
        sorted(programme.pk for programme in offer.programmes.all()),
    )


def test_an_offer_without_relation_takes_any_theme_and_acts_nowhere(world: World) -> None:
    offer = Offer.objects.create(
        provider=world.it04, title="Conseil", level="LOCAL", price_kind="FREE"
    )
    assert told(offer) == ([], [], [ANY_THEME], [])


def test_follows_what_is_added_replaced_and_removed(world: World) -> None:
    offer = world.it04_offer
    themes = list(Theme.objects.order_by("pk")[:3])
    offer.perimeters.set([world.banon, world.d05])
    offer.exclusions.add(world.banon)
    offer.themes.set(themes)
    made = [Programme.objects.create(code=code, name=code) for code in ("UN", "DEUX")]
    offer.programmes.set(made)
    assert told(offer) == written(offer)
    assert told(offer)[1] == [world.banon.pk]
    assert len(told(offer)[2]) == len(themes) > 0
    assert len(told(offer)[3]) == 2
    offer.themes.clear()
    offer.exclusions.clear()
    offer.perimeters.remove(world.banon)
    assert told(offer) == written(offer)
    assert told(offer)[:3] == ([world.d05.pk], [], [ANY_THEME])


def test_follows_writes_in_bulk_that_no_action_sees(world: World) -> None:
    made = Offer.objects.bulk_create(
        Offer(provider=world.it04, title=f"Conseil {n}", level="LOCAL", price_kind="FREE")
        for n in range(3)
    )
    links = Offer.perimeters.through
    links._default_manager.bulk_create(
        links(offer_id=offer.pk, territory_id=world.banon.pk) for offer in made[:2]
    )
    assert [told(offer)[0] for offer in made] == [[world.banon.pk], [world.banon.pk], []]
    links._default_manager.filter(offer__in=made).delete()
    assert [told(offer)[0] for offer in made] == [[], [], []]


def test_saving_an_offer_read_before_undoes_nothing(world: World) -> None:
    stale = Offer.objects.get(pk=world.it04_offer.pk)
    world.it04_offer.perimeters.set([world.d05])
    stale.title = "Autre titre"
    stale.save()
    assert told(stale)[0] == [world.d05.pk]


def test_goes_with_its_offer(world: World) -> None:
    offer = Offer.objects.create(
        provider=world.it04, title="Conseil", level="LOCAL", price_kind="FREE"
    )
    offer.perimeters.add(world.banon)
    number = offer.pk
    offer.delete()
    assert not Reach.objects.filter(offer_id=number).exists()


def test_every_offer_of_the_world_is_told(world: World) -> None:
    assert world.it04_offer.pk
    for offer in Offer.objects.order_by("pk"):
        assert told(offer) == written(offer)
