"""A convocation from the button to the roll call: links opened on a telephone, rules told while
they are typed, and the quorum known before the day."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import PARIS
from tests.casework.committee.factories import make_meeting, seat_people
from tests.people import People
from tests.world import World

from .conftest import NARROW
from .test_case_life import clock, press, unfold  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = datetime(2026, 3, 30, 14, 30, tzinfo=PARIS)


def link_of(email: str) -> str:
    return Delivery.objects.filter(to_email=email).latest_first()[0].link


def test_members_answer_from_their_mail(
    world: World,
    people: People,
    clock: object,  # noqa: F811 -- the fixture of the other journey
    window: Callable[..., Window],
) -> None:
    seat_people(world, people)
    meeting = make_meeting(world, people, day=DAY)
    farid, mayor, it04 = window(people.farid), window(None, NARROW), window(None, NARROW)

    farid.goto(f"/seances/{meeting.pk}/convocation/")
    expect(farid.locator("main")).to_contain_text("Dernier jour pour convoquer")
    press(farid, "Convoquer les membres")
    expect(farid.locator("#annonces")).to_contain_text("les convocations partent")

    mayor.goto(link_of("gaelle@example.fr"))
    unfold(mayor, "Je donne pouvoir à")
    mayor.get_by_label("Membre à qui vous donnez pouvoir").select_option(str(world.chair_seat.pk))
    expect(mayor.locator("#verdict-pouvoir")).to_contain_text("n’a pas encore répondu")
    press(mayor, "Donner pouvoir")
    expect(mayor.locator("main")).to_contain_text("Donne pouvoir à « Préfet du département »")

    it04.goto(link_of("dg@example.fr"))
    unfold(it04, "Je donne pouvoir à")
    it04.get_by_label("Membre à qui vous donnez pouvoir").select_option(str(world.chair_seat.pk))
    refusal = "porte déjà le pouvoir de « Maire de Forcalquier »"
    expect(it04.locator("#verdict-pouvoir")).to_contain_text(refusal)
    press(it04, "Donner pouvoir")
    expect(it04.get_by_role("alert")).to_contain_text("article R133-9 du CRPA")
    unfold(it04, "Je me fais suppléer")
    it04.get_by_label("Nom de votre suppléant").fill("Une ingénieure")
    it04.get_by_label("Son assemblée ou son organisme").select_option("OTHER")
    expect(it04.locator("#verdict-suppleant")).to_contain_text("article R133-3 du CRPA")
    it04.get_by_label("Son assemblée ou son organisme").select_option("SAME")
    expect(it04.locator("#verdict-suppleant")).to_contain_text("Cette réponse est possible.")
    press(it04, "Me faire suppléer")
    expect(it04.locator("main")).to_contain_text("Se fait suppléer par Une ingénieure")

    chair = window(None)
    chair.goto(link_of("elise@example.fr"))
    press(chair, "Je viens, en salle")
    expect(chair.locator("main")).to_contain_text("Vous portez le pouvoir de Maire de Forcalquier")

    farid.goto(f"/seances/{meeting.pk}/reponses/")
    expect(farid.locator("#quorum")).to_contain_text(
        "Quorum atteint : 3 membres présents ou représentés sur 3"
    )
    expect(farid.locator("main")).to_contain_text("Tous les sièges ont répondu.")
    press(farid, "Relancer ceux qui n’ont pas répondu")
    expect(farid.locator("#annonces")).to_contain_text("personne à relancer")
