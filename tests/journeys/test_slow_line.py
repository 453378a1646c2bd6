"""The secretary's screen on a line that is slow, lies or stops, in a browser without room.

What comes late is held back by the test; waiting times are those of the browser's clock, which the
test moves.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Route, expect
from playwright.sync_api import Page as Window

from guichet.casework.committee import actions
from guichet.casework.committee.choices import AttendanceMode, Outcome
from guichet.casework.committee.models import AgendaItem, Attendance, Gesture
from tests.casework.committee.factories import (
    DAY,
    OPENED_AT,
    add_free_item,
    call_the_roll,
    make_meeting,
)
from tests.people import People
from tests.world import World

from .test_offline import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The first question about a count answers when the test says so, whether or not it was given up.
HELD_BACK = """
  const real = window.fetch;
  let isFirst = true;
  window.fetch = (address, options) => {
    if (!isFirst || !String(address).includes("/decompte/")) return real(address, options);
    isFirst = false;
    document.documentElement.dataset.held = "";
    return new Promise((resolve) => {
      window.letGo = async () => {
        const text = await (await real(address)).text();
        resolve(new Response(text));
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      };
    });
  };
"""
NO_ROOM = """
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""
NO_STORAGE = """
  const refuse = { get() { throw new DOMException("refused", "SecurityError"); } };
  Object.defineProperty(window, "localStorage", refuse);
"""


@pytest.fixture
def item(world: World, people: People, monkeypatch: pytest.MonkeyPatch) -> AgendaItem:
    """A wish to be voted by three, in a meeting that is open."""
    meeting = make_meeting(world, people)
    wish = add_free_item(meeting, people, title="Vœu sur le train", asks_vote=True)
    actions.convene(meeting, by=people.farid, at=DAY - timedelta(days=12))
    actions.open_meeting(meeting, by=people.farid, at=OPENED_AT)
    call_the_roll(meeting, world, people, OPENED_AT)
    monkeypatch.setattr(timezone, "now", lambda: OPENED_AT)
    return wish


@pytest.fixture
def tab(window: Callable[..., Window], people: People) -> Window:
    return window(people.farid)


def at(item: AgendaItem, name: str = "holding") -> str:
    return reverse(f"committee:{name}", args=[item.meeting_id])


def show(tab: Window, item: AgendaItem) -> Locator:
    tab.locator("[data-part=points]").click()
    tab.locator(f"#fil [data-panel=point-{item.pk}]").click()
    return tab.locator(f"#point-{item.pk}")


def vote(panel: Locator, votes_for: int, votes_against: int) -> None:
    panel.locator("[name$=votes_for]").fill(str(votes_for))
    panel.locator("[name$=votes_against]").fill(str(votes_against))


class TestCount:
    @pytest.fixture
    def panel(self, tab: Window, item: AgendaItem) -> Locator:
        """A first count of which the answer is late."""
        tab.add_init_script(HELD_BACK)
        tab.goto(at(item))
        panel = show(tab, item)
        vote(panel, 2, 1)
        expect(tab.locator("html[data-held]")).to_be_attached()
        return panel

    def test_the_answer_to_an_earlier_count_is_not_shown(self, tab: Window, panel: Locator) -> None:
        outcome = panel.locator("select[name$=outcome]")
        vote(panel, 1, 2)
        expect(panel.locator(".com-tally")).to_contain_text("1 pour, 2 contre")
        expect(outcome).to_have_value(Outcome.VOTE_LOST)

        tab.evaluate("window.letGo()")

        assert "1 pour, 2 contre" in panel.locator(".com-tally").inner_text()
        assert outcome.input_value() == Outcome.VOTE_LOST

    def test_an_outcome_chosen_meanwhile_stays(self, tab: Window, panel: Locator) -> None:
        outcome = panel.locator("select[name$=outcome]")
        outcome.select_option(Outcome.DEFERRED)

        tab.evaluate("window.letGo()")

        expect(panel.locator(".com-tally")).to_contain_text("2 pour, 1 contre")
        assert outcome.input_value() == Outcome.DEFERRED

    def test_a_count_that_changes_has_no_result_yet(self, tab: Window, panel: Locator) -> None:
        tab.evaluate("window.letGo()")
        expect(panel.locator(".com-tally")).to_contain_text("2 pour, 1 contre")
        # The session has just ended: no answer comes for the new figures.
        tab.route("**/decompte/**", lambda route: route.fulfill(status=403))

        with tab.expect_response("**/decompte/**"):
            vote(panel, 1, 2)

        expect(panel.locator(".com-tally")).to_be_empty()


class TestDrafts:
    def test_what_is_typed_while_the_page_loads_is_newer_than_what_was_kept(
        self, tab: Window, item: AgendaItem
    ) -> None:
        note = tab.locator(f"[name=item-{item.pk}-note]")
        tab.goto("/seances/")
        kept = f'{{"item-{item.pk}-note": "Une vieille phrase"}}'
        tab.evaluate(f"localStorage.setItem('guichet:drafts:{item.meeting_id}', '{kept}')")
        late: list[Route] = []
        tab.route("**/committee/meeting*.js", lambda route: late.append(route))
        tab.goto(at(item), wait_until="commit")
        note.fill("Une phrase nouvelle")
        until(lambda: bool(late), tab)

        late[0].continue_()
        expect(tab.locator("html[data-bench]")).to_be_attached()

        assert note.input_value() == "Une phrase nouvelle"
        tab.unroute("**/committee/meeting*.js")
        tab.reload()
        expect(note).to_have_value("Une phrase nouvelle")

    def test_an_outcome_that_was_chosen_survives_a_reload(
        self, tab: Window, item: AgendaItem
    ) -> None:
        tab.goto(at(item))
        panel = show(tab, item)
        panel.locator("select[name$=outcome]").select_option(Outcome.DEFERRED)

        tab.reload()

        expect(panel.locator("select[name$=outcome]")).to_have_value(Outcome.DEFERRED)
        panel = show(tab, item)
        panel.get_by_role("button", name="Enregistrer l’issue").click()
        expect(panel.locator(".com-state")).to_contain_text("Reporté", ignore_case=True)
        tab.reload()
        assert tab.evaluate("Object.values(localStorage).join()").count(Outcome.DEFERRED) == 0


class TestStorage:
    @pytest.mark.parametrize("browser_that", [NO_ROOM, NO_STORAGE], ids=["full", "refused"])
    def test_a_browser_that_keeps_nothing_still_sends(
        self, tab: Window, item: AgendaItem, world: World, browser_that: str
    ) -> None:
        tab.add_init_script(browser_that)
        tab.goto(at(item))
        show(tab, item)
        tab.locator("[data-part=appel]").click()

        tab.locator(f"#siege-{world.mayor_seat.pk} select[name$=-mode]").select_option("IN_ROOM")

        expect(tab.locator("#quorum")).to_contain_text("2 en salle")
        assert Attendance.objects.get(seat=world.mayor_seat).mode == AttendanceMode.IN_ROOM

    def test_two_tabs_write_beside_one_another(self, tab: Window, item: AgendaItem) -> None:
        """Each gesture has its own entry: no tab writes again what another one added."""
        other = tab.context.new_page()
        for one in (tab, other):
            one.goto(at(item))
            show(one, item)
        tab.context.set_offline(True)
        for one in (tab, other):
            one.get_by_role("button", name="Ouvrir ce point : Vœu").click()
        expect(tab.locator("#liaison")).to_contain_text("Hors ligne : 2 gestes en attente")
        expect(other.locator("#liaison")).to_contain_text("Hors ligne : 2 gestes en attente")
        entries = "Object.keys(localStorage).filter((name) => name.includes('outbox')).length"
        assert tab.evaluate(entries) == 2

        tab.context.set_offline(False)

        for one in (tab, other):
            expect(one.locator("#attente")).to_be_hidden()
        assert Gesture.objects.count() == 2


class TestLine:
    def test_a_gesture_without_an_answer_is_sent_again(self, tab: Window, item: AgendaItem) -> None:
        stuck: list[Route] = []
        tab.clock.install()
        tab.goto(at(item))
        show(tab, item)
        tab.route("**/gestes/", lambda route: stuck.append(route), times=1)
        tab.get_by_role("button", name="Ouvrir ce point : Vœu").click()
        expect(tab.locator("#liaison")).to_contain_text("Envoi : 1 geste en attente")
        until(lambda: bool(stuck), tab)

        tab.clock.fast_forward(21_000)
        tab.clock.fast_forward(11_000)

        expect(tab.locator("#attente")).to_be_hidden()
        assert Gesture.objects.count() == 1

    @pytest.mark.parametrize("name", ["holding", "follow", "wall"])
    def test_a_server_that_starts_again_behind_its_proxy(
        self, tab: Window, item: AgendaItem, people: People, name: str
    ) -> None:
        """A stream that a proxy refused is asked again: what others record still comes."""

        def refuse(route: Route) -> None:
            route.fulfill(status=502, content_type="text/html", body="Bad Gateway")

        tab.clock.install()
        tab.route("**/nouvelles/", refuse)
        tab.route("**/etat/", refuse)
        tab.goto(at(item, name))
        expect(tab.locator("#liaison")).to_contain_text("Hors ligne")
        tab.unroute("**/nouvelles/")
        tab.unroute("**/etat/")

        with tab.expect_request("**/nouvelles/"):
            tab.clock.fast_forward(11_000)

        expect(tab.locator("#liaison")).to_contain_text("En direct")
        actions.take_up(item, by=people.farid, at=OPENED_AT)
        shown = "#fil [aria-current=step]" if name == "holding" else "main"
        expect(tab.locator(shown)).to_contain_text("Vœu sur le train")


def test_a_form_sent_once_may_be_sent_again_after_going_back(tab: Window, item: AgendaItem) -> None:
    """A page that the browser kept whole comes back as it was left: its form marked as sent."""
    tab.goto(at(item, "detail"))
    mark = "document.forms[0].dataset.sent"
    tab.evaluate(f"{mark} = '1'")

    tab.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    assert tab.evaluate(mark) is None
