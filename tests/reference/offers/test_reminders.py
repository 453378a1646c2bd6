"""A sheet that nobody has read for a year: one letter a year to its provider."""

from datetime import timedelta

import pytest

from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.reference.offers import actions
from guichet.reference.offers.models import Offer
from tests.races import at_once

from .factories import make_offer

YEAR = timedelta(days=366)


def letters():
    return list(Delivery.objects.order_by("pk").values_list("to_email", "body"))


class TestRemind:
    def test_one_letter_names_every_stale_sheet_of_the_provider(self, world, people, now):
        Offer.objects.update(status="ARCHIVED")
        make_offer(world, people, now, title="Conseil A")
        make_offer(world, people, now, title="Conseil B")

        assert actions.remind_all(at=now + YEAR) == 1

        [(address, body)] = letters()
        assert address == people.claire.email
        assert "– Conseil A\n– Conseil B" in body

    def test_once_a_year_and_not_the_day_after(self, world, people, now):
        Offer.objects.update(status="ARCHIVED")
        make_offer(world, people, now)

        counts = [actions.remind_all(at=now + YEAR + timedelta(days=day)) for day in (0, 1, 364)]

        assert counts == [1, 0, 0]
        assert actions.remind_all(at=now + 2 * YEAR) == 1

    def test_whoever_has_read_the_sheet_is_left_alone(self, world, people, now):
        Offer.objects.update(status="ARCHIVED")
        checked = make_offer(world, people, now, title="Vérifiée")
        confirmed = make_offer(world, people, now, title="Relue")
        actions.check_offer(checked, by=people.bruno, at=now + YEAR)
        actions.confirm_offer(confirmed, by=people.claire, at=now + YEAR)

        assert actions.remind_all(at=now + YEAR + timedelta(days=1)) == 0

    def test_a_provider_without_any_address_is_not_asked_every_day(self, world, people, now):
        Offer.objects.update(status="ARCHIVED")
        world.caue.email = ""
        world.caue.save()
        make_offer(world, people, now, provider=world.caue)

        assert actions.remind_all(at=now + YEAR) == 0
        assert Event.objects.get(action="offer.remind").data == {"told": False}
        assert actions.remind_all(at=now + YEAR + timedelta(days=1)) == 0


class TestPages:
    def test_the_provider_says_that_nothing_has_changed(self, client_of, world, people, now):
        offer = make_offer(world, people, now)
        claire = client_of(people.claire)

        page = claire.post(f"{offer.get_absolute_url()}toujours-juste/", follow=True)

        assert "relue par l’organisme le" in page.content.decode()
        assert "a relu l’offre et la confirme" in page.content.decode()

    def test_the_desk_has_its_list_and_a_gesture(self, client_of, world, people, now):
        offer = make_offer(world, people, now)
        bruno = client_of(people.bruno)
        assert offer.title in bruno.get("/offres/a-verifier/").content.decode()

        done = bruno.post(
            f"{offer.get_absolute_url()}verifier/", {"retour": "liste"}, follow=True
        ).content.decode()

        assert f"/offres/{offer.pk}/" not in done

    def test_the_desk_sees_only_the_providers_of_its_department(
        self, client_of, world, people, now
    ):
        make_offer(world, people, now)

        assert (
            "Conseil en énergie"
            not in client_of(people.hugo).get("/offres/a-verifier/").content.decode()
        )


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_letter(world, people, now):
    Offer.objects.update(status="ARCHIVED")
    make_offer(world, people, now, title="Conseil A")

    assert at_once(*[lambda: actions.remind_all(at=now + YEAR)] * 3) == [""] * 3

    assert len(letters()) == 1
