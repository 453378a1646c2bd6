"""The whole thread in a real browser, as five people: from the demand to the published page,
and to the next agenda.

The clock is the test's: the same two weeks pass between the convocation and the meeting, without
a sleep.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from guichet.casework.committee.choices import MeetingStatus, PromiseStatus
from guichet.casework.committee.models import Meeting, Promise
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
from guichet.foundations.audit.actions import broken_links
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.dates import PARIS
from tests.people import People
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Clock:
    """What time it is for the product; the test alone moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **delay: int) -> None:
        self.now += timedelta(**delay)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Clock:
    # Months go by in one sitting: nobody is asked to sign in again in between.
    settings.SESSION_COOKIE_AGE = 365 * 24 * 3600
    ticking = Clock(datetime(2026, 3, 10, 10, 0, tzinfo=PARIS))
    monkeypatch.setattr(timezone, "now", ticking)
    return ticking


def press(tab: Window, words: str) -> None:
    tab.get_by_role("button", name=words, exact=True).first.click()


def send(tab: Window, words: str) -> None:
    """Press a button that leads to another page, and wait for that page: what follows may read the
    database, or go elsewhere."""
    with tab.expect_navigation():
        press(tab, words)


def unfold(tab: Window, words: str) -> None:
    tab.locator("summary", has_text=words).first.click()


def test_the_life_of_a_case(
    world: World, people: People, clock: Clock, window: Callable[..., Window]
) -> None:
    anne, bruno, claire = window(people.anne), window(people.bruno), window(people.claire)
    farid, elise, visitor = window(people.farid), window(people.elise), window(None)

    reference = deposit(anne)
    clock.wait(hours=3)
    qualify(bruno, reference)
    clock.wait(days=1)
    refer(bruno, reference)
    clock.wait(days=2)
    accept(claire, reference)
    clock.wait(days=3)
    support(bruno, reference)
    clock.wait(days=1)
    meeting = prepare_and_convene(farid, clock, reference)
    clock.wait(days=14)
    hold(farid, meeting)
    clock.wait(days=1)
    minute_and_publish(farid, elise, meeting)
    read_by_everybody(visitor, anne, reference)
    next_agenda_shows_what_is_open(farid, clock)

    demand = Demand.objects.get(reference=reference)
    assert demand.status == DemandStatus.SUPPORTED
    chains = Event.objects.order_by("stream").values_list("stream", flat=True).distinct()
    assert [stream for stream in chains if broken_links(stream)] == []


def deposit(anne: Window) -> str:
    """Anne, at the town hall: ten fields, a refusal that loses nothing, a number at once."""
    anne.goto("/accueil/")
    press(anne, "Demander de l’aide pour un projet")
    anne.locator("[name=title]").fill("Redonner vie à la grand-rue")
    anne.locator("[name=description]").fill("Cinq vitrines fermées et dix logements vides.")
    anne.locator("[name=expected_help]").fill("Un plan d’ensemble.")
    anne.locator("details", has=anne.locator("[name=budget]")).locator("summary").click()
    anne.locator("[name=budget]").fill("1 250 000,50")
    anne.locator("[name=contact_name]").fill("")
    press(anne, "Déposer la demande")
    expect(anne.get_by_text("Rien de ce que vous avez saisi n’est perdu.")).to_be_visible()
    expect(anne.locator("[name=title]")).to_have_value("Redonner vie à la grand-rue")
    anne.locator("[name=contact_name]").fill("Le secrétariat")
    anne.locator("[name=contact_email]").fill("mairie@banon.example")
    press(anne, "Déposer la demande")
    expect(anne.get_by_role("heading", level=1)).to_contain_text("Redonner vie à la grand-rue")
    expect(anne.locator("main")).to_contain_text("D-04-26-0001")
    return "D-04-26-0001"


def qualify(bruno: Window, reference: str) -> None:
    """Bruno, at the desk: from his home page to a qualified demand."""
    bruno.goto("/accueil/")
    bruno.get_by_role("link", name=f"Prendre en charge {reference}").click()
    press(bruno, "Prendre en charge")
    bruno.get_by_role("link", name="Qualifier la demande").click()
    bruno.locator("[name=theme]").select_option("HABITAT")
    bruno.locator("label", has_text="Technique").first.click()
    bruno.locator("[name=phase]").first.check(force=True)
    bruno.locator("[name=complexity][value=COMPLEX]").check(force=True)
    press(bruno, "Qualifier")
    expect(bruno.locator("main")).to_contain_text("Qualifiée")


def refer(bruno: Window, reference: str) -> None:
    """The engine ranks the nearest first, and says why; Bruno sends."""
    bruno.goto(f"/demandes/{reference}/orientation/")
    press(bruno, "Chercher qui peut aider")
    expect(bruno.get_by_role("heading", name="Peuvent aider")).to_be_visible()
    first = bruno.locator(".app-offer").first
    expect(first).to_contain_text("Ingénierie et territoires 04")
    first.locator("summary", has_text="Envoyer à").click()
    first.get_by_role("button", name="Envoyer la demande").click()
    expect(bruno.locator("main")).to_contain_text("Orientée")


def accept(claire: Window, reference: str) -> None:
    """Claire, at IT04: what waits for her is on her home page."""
    claire.goto("/accueil/")
    claire.get_by_role("link", name=f"Répondre pour {reference}").click()
    press(claire, "Accepter la demande")
    expect(claire.locator("main")).to_contain_text("Acceptée")


def support(bruno: Window, reference: str) -> None:
    """The support opens with its plan; the law speaks of the own share in a sentence."""
    bruno.goto(f"/demandes/{reference}/accompagnement/")
    bruno.locator("[name=objective]").fill("Décider d’un plan d’ensemble.")
    bruno.locator("[name=total_cost]").fill("100 000")
    send(bruno, "Ouvrir l’accompagnement")
    for kind, label, amount in (("OWN", "Commune", "15 000"), ("PUBLIC", "État", "85 000")):
        unfold(bruno, "Ajouter une ligne")
        form = bruno.locator("form[action$='/financement/ajouter/']")
        form.locator("[name=kind]").select_option(kind)
        form.locator("[name=label]").fill(label)
        form.locator("[name=amount]").fill(amount)
        send(bruno, "Ajouter la ligne")
    expect(bruno.locator("main")).to_contain_text("il manque")
    press(bruno, "Démarrer l’accompagnement")
    expect(bruno.locator("main")).to_contain_text("En cours")


def prepare_and_convene(farid: Window, clock: Clock, reference: str) -> Meeting:
    """Farid, the secretary: the agenda proposes itself, the notice is checked."""
    farid.goto("/seances/preparer/")
    day = clock.now + timedelta(days=14)
    farid.locator("[name=scheduled_at]").fill(day.strftime("%Y-%m-%dT14:30"))
    farid.locator("[name=form]").select_option("VIDEO")
    send(farid, "Préparer la séance")
    meeting = Meeting.objects.get()
    kinds = set(meeting.items.values_list("kind", flat=True))
    assert {"DEMANDS", "FOLLOW_UP", "PROJECTS", "ORIENTATION"} <= kinds
    farid.goto(f"/seances/{meeting.pk}/ordre-du-jour/")
    unfold(farid, "Un projet à présenter")
    farid.locator("[name=support]").select_option(index=1)
    send(farid, "Ajouter le projet")
    farid.goto(f"/seances/{meeting.pk}/convocation/")
    send(farid, "Convoquer les membres")
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.CONVENED
    return meeting


def hold(farid: Window, meeting: Meeting) -> None:
    """Attendance, the quorum light and its sentence, an outcome per item, a promise."""
    farid.goto(f"/seances/{meeting.pk}/")
    send(farid, "Ouvrir la séance")
    farid.goto(f"/seances/{meeting.pk}/en-cours/")
    modes = farid.locator("select[name$=-mode]")
    for place, mode in enumerate(("VIDEO", "ABSENT", "VIDEO")):
        modes.nth(place).select_option(mode)
    press(farid, "Enregistrer toutes les présences")
    expect(farid.get_by_text("Quorum atteint").first).to_be_visible()
    part = farid.get_by_role("navigation", name="Parties de la séance")
    part.get_by_role("link", name="Points").click()
    for item in meeting.items.order_by("rank"):
        farid.locator(f"#fil [data-panel=point-{item.pk}]").click()
        form = farid.locator(f"form[action$='/points/{item.pk}/']")
        wanted = "ORIENTATION_ADOPTED" if item.kind == "ORIENTATION" else "INFORMED"
        form.locator("[name$=outcome]").select_option(wanted)
        form.get_by_role("button", name="Enregistrer l’issue").click()
    part.get_by_role("link", name="Engagements").click()
    farid.locator("[name=text]").fill("Visiter la grand-rue de Banon")
    farid.locator("[name=holder]").select_option(label="Ingénierie et territoires 04")
    farid.locator("[name=due_on]").fill("2026-06-30")
    press(farid, "Noter l’engagement")
    part.get_by_role("link", name="Lever la séance").click()
    farid.locator("[name=closing_words]").fill("L’État est en mode solution.")
    send(farid, "Lever la séance")
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.HELD
    assert "2" in meeting.quorum_sentence


def minute_and_publish(farid: Window, elise: Window, meeting: Meeting) -> None:
    """Drafted from the record, told to each case, approved by the chair, published."""
    farid.goto(f"/seances/{meeting.pk}/proces-verbal/")
    with farid.expect_navigation():
        farid.locator("form[action$='rediger/'] button").first.click()
    farid.goto(f"/seances/{meeting.pk}/proces-verbal/extraits/")
    with farid.expect_navigation():
        farid.get_by_role("button", name="Renvoyer").click()
    elise.goto(f"/seances/{meeting.pk}/proces-verbal/")
    elise.locator("#relu").check(force=True)
    send(elise, "Approuver le procès-verbal")
    farid.goto(f"/seances/{meeting.pk}/proces-verbal/")
    farid.locator("#relu").check(force=True)
    send(farid, "Publier la séance")
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.PUBLISHED


def read_by_everybody(visitor: Window, anne: Window, reference: str) -> None:
    """Anybody reads the page and the PDF; Anne reads on her case what the committee was told."""
    visitor.goto("/comites/")
    visitor.get_by_role("link", name="31 mars 2026").first.click()
    page = visitor.locator("main")
    expect(page).to_contain_text("Revitaliser les bourgs-centres")
    expect(page).to_contain_text("visioconférence")
    expect(page).to_contain_text("mode solution")
    address = visitor.locator("main a[href$='.pdf']").first.get_attribute("href")
    answer = visitor.request.get(str(address))
    assert answer.status == 200 and answer.body().startswith(b"%PDF-")
    anne.goto(f"/demandes/{reference}/comite/")
    expect(anne.locator("main")).to_contain_text("31 mars 2026")


def next_agenda_shows_what_is_open(farid: Window, clock: Clock) -> None:
    assert Promise.objects.get().status == PromiseStatus.DUE
    clock.wait(days=60)
    farid.goto("/seances/preparer/")
    day = clock.now + timedelta(days=40)
    farid.locator("[name=scheduled_at]").fill(day.strftime("%Y-%m-%dT14:30"))
    farid.locator("[name=form]").select_option("VIDEO")
    send(farid, "Préparer la séance")
    expect(farid.locator("main")).to_contain_text("Visiter la grand-rue de Banon")
