"""A meeting screen reloaded without a network comes back; to nobody else, and nothing else does.

The line is cut for good: a relay in front of the server, which a worker of the browser cannot
go around either.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Route, expect
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page as Window

from guichet.casework.committee import actions
from guichet.casework.committee.choices import AttendanceMode, MeetingStatus
from guichet.casework.committee.models import Attendance, Gesture, Invitation, Meeting
from guichet.casework.committee.reply_links import token_of
from guichet.foundations.accounts.models import User
from tests.casework.committee.factories import make_meeting, seat_people
from tests.client import StrictClient
from tests.people import People
from tests.world import World

from .conftest import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      found.push(`${request.method} ${new URL(request.url).pathname}`);
  return found;
}"""


class Line:
    """A wire between the browser and the server, to be cut and mended."""

    def __init__(self, host: str, port: int) -> None:
        self.server = (host, port)
        self.ends: list[socket.socket] = []
        self.listener: socket.socket | None = None
        self.port = 0
        self.mend()

    def mend(self) -> None:
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", self.port))
        self.listener.listen(64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def cut(self) -> None:
        assert self.listener is not None
        for end in [self.listener, *self.ends]:
            # Closing alone would leave the other thread waiting in its call.
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.ends.clear()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
                far = socket.create_connection(self.server)
            except OSError:
                return
            self.ends += [near, far]
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=_pump, args=(source, target), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while chunk := source.recv(65536):
            target.sendall(chunk)
    for end in (source, target):
        end.close()


@pytest.fixture
def line(live_server: Any) -> Iterator[Line]:
    where = urlsplit(live_server.url)
    made = Line(str(where.hostname), int(where.port or 80))
    yield made
    made.cut()


@pytest.fixture
def context(browser: Browser, line: Line) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=f"http://127.0.0.1:{line.port}", locale="fr-FR")
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def meeting(world: World, people: People, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    made = make_meeting(world, people, stage=MeetingStatus.OPENED)
    assert made.opened_at is not None
    monkeypatch.setattr(timezone, "now", lambda: made.opened_at)
    return made


def sign_in(context: BrowserContext, person: User, line: Line) -> None:
    client = StrictClient()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    url = f"http://127.0.0.1:{line.port}"
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])


def opened(context: BrowserContext, address: str) -> Window:
    """The page, once the browser keeps it."""
    tab = context.new_page()
    tab.goto(address)
    until(lambda: f"GET {address}" in tab.evaluate(KEPT), tab)
    return tab


def until(holds: Callable[[], bool], tab: Window) -> None:
    for _ in range(PATIENCE // 50):
        if holds():
            return
        tab.wait_for_timeout(50)
    raise AssertionError("never happened")


def test_the_secretary_reloads_offline_and_goes_on(
    meeting: Meeting, people: People, context: BrowserContext, line: Line
) -> None:
    sign_in(context, people.farid, line)
    tab = opened(context, reverse("committee:holding", args=[meeting.pk]))
    item = meeting.items.order_by("rank").first()
    assert item is not None
    note = tab.locator(f"[name=item-{item.pk}-note]")
    tab.locator("[data-part=points]").click()
    note.fill("Une phrase commencée")
    before = Gesture.objects.count()

    line.cut()
    tab.reload()

    expect(tab.locator("h1")).to_contain_text("Séance du")
    expect(tab.locator("#liaison")).to_contain_text("Hors ligne")
    assert note.input_value() == "Une phrase commencée"
    tab.locator("[data-part=points]").click()
    tab.locator(f"#point-{item.pk} form[data-gesture=take_up] button").click()
    expect(tab.locator("#liaison")).to_contain_text("Hors ligne : 1 geste en attente")
    tab.reload()
    expect(tab.locator("#liaison")).to_contain_text("Hors ligne : 1 geste en attente")
    assert Gesture.objects.count() == before

    line.mend()

    expect(tab.locator("#attente")).to_be_hidden()
    expect(tab.locator("#liaison")).not_to_contain_text("Hors ligne")
    assert Gesture.objects.count() == before + 1
    assert not [one for one in tab.evaluate(KEPT) if "geste" in one], "no answer of a gesture"
    assert note.input_value() == "Une phrase commencée"


def test_a_presence_chosen_offline_shows_after_a_reload_and_is_sent(
    meeting: Meeting, world: World, people: People, context: BrowserContext, line: Line
) -> None:
    sign_in(context, people.farid, line)
    tab = opened(context, reverse("committee:holding", args=[meeting.pk]))
    line.cut()
    mode = tab.locator(f"#siege-{world.mayor_seat.pk} select[name$=-mode]")
    tab.locator("[data-part=appel]").click()
    mode.select_option("IN_ROOM")
    expect(tab.locator("#liaison")).to_contain_text("Hors ligne : 1 geste en attente")

    tab.reload()

    expect(tab.locator("#liaison")).to_contain_text("Hors ligne : 1 geste en attente")
    tab.locator("[data-part=appel]").click()
    expect(mode).to_have_value("IN_ROOM")
    line.mend()
    expect(tab.locator("#quorum")).to_contain_text("2 en salle")
    assert Attendance.objects.get(seat=world.mayor_seat).mode == AttendanceMode.IN_ROOM


def test_a_presence_chosen_while_the_page_still_loads_is_not_lost(
    meeting: Meeting, world: World, people: People, context: BrowserContext, line: Line
) -> None:
    sign_in(context, people.farid, line)
    tab = context.new_page()
    late: list[Route] = []
    tab.route("**/committee/meeting*.js", lambda route: late.append(route))
    tab.goto(reverse("committee:holding", args=[meeting.pk]), wait_until="commit")
    tab.locator(f"#siege-{world.mayor_seat.pk} select[name$=-mode]").select_option("IN_ROOM")
    until(lambda: bool(late), tab)

    late[0].continue_()

    expect(tab.locator("#quorum")).to_contain_text("2 en salle")
    assert Attendance.objects.get(seat=world.mayor_seat).mode == AttendanceMode.IN_ROOM


def test_the_wall_of_the_room_is_live_and_keeps_nothing(
    meeting: Meeting, people: People, context: BrowserContext, line: Line
) -> None:
    sign_in(context, people.farid, line)
    tab = context.new_page()
    tab.goto(reverse("committee:wall", args=[meeting.pk]))

    expect(tab.locator("#liaison")).to_have_text("En direct")
    line.cut()
    expect(tab.locator("#liaison")).to_contain_text("Hors ligne")
    line.mend()
    expect(tab.locator("#liaison")).to_have_text("En direct")
    assert tab.evaluate(KEPT) == []


def test_a_member_reads_the_last_state_and_no_other_page(
    meeting: Meeting, people: People, context: BrowserContext, line: Line
) -> None:
    sign_in(context, people.gaelle, line)
    tab = opened(context, reverse("committee:follow", args=[meeting.pk]))
    kept = tab.evaluate(KEPT)

    line.cut()
    tab.reload()

    expect(tab.locator("#liaison")).to_contain_text("Hors ligne")
    expect(tab.locator("h1")).to_contain_text("Séance du")
    own = {
        f"GET {reverse(f'committee:{name}', args=[meeting.pk])}"
        for name in ("follow", "follow_state")
    }
    assert {one for one in kept if not one.startswith("GET /static/")} <= own
    with pytest.raises(BrowserError):
        tab.goto(reverse("committee:detail", args=[meeting.pk]))


def test_a_personal_link_keeps_its_screen_until_it_is_revoked(
    world: World, people: People, context: BrowserContext, line: Line,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Without an account: the link is the key, and what it kept goes when it no longer opens."""
    seat_people(world, people)
    meeting = make_meeting(world, people, stage=MeetingStatus.OPENED)
    monkeypatch.setattr(timezone, "now", lambda: meeting.opened_at)
    member = Invitation.objects.get(email=people.gaelle.email)
    address = reverse("committee:follow_by_link", args=[token_of(member)])
    tab = opened(context, address)

    line.cut()
    tab.reload()

    expect(tab.locator("#liaison")).to_contain_text("Hors ligne")
    expect(tab.locator("h1")).to_contain_text("Séance du")
    line.mend()
    actions.revoke_link(
        member, because="Courriel suivi", seen=member.uuid, by=people.farid, at=timezone.now()
    )
    tab.reload()
    until(lambda: tab.evaluate("caches.keys()") == [], tab)
    line.cut()
    with pytest.raises(BrowserError):
        tab.goto(address)


def test_nothing_stays_after_a_sign_out(
    meeting: Meeting, people: People, context: BrowserContext, line: Line
) -> None:
    sign_in(context, people.farid, line)
    address = reverse("committee:holding", args=[meeting.pk])
    tab = opened(context, address)
    tab.on("dialog", lambda dialog: dialog.accept())

    tab.get_by_role("button", name="Se déconnecter").first.click()
    tab.wait_for_url(lambda url: address not in url)

    until(lambda: tab.evaluate(KEPT) == [], tab)
    line.cut()
    with pytest.raises(BrowserError):
        tab.goto(address)


def test_what_waits_for_one_person_is_not_sent_in_the_name_of_another(
    meeting: Meeting, world: World, people: People, context: BrowserContext, line: Line
) -> None:
    """The secretary is called away offline; the prefect signs in on the same browser."""
    sign_in(context, people.farid, line)
    address = reverse("committee:holding", args=[meeting.pk])
    tab = opened(context, address)
    mode = tab.locator(f"#siege-{world.mayor_seat.pk} select[name$=-mode]")
    tab.locator("[data-part=appel]").click()
    line.cut()
    mode.select_option("IN_ROOM")
    expect(tab.locator("#liaison")).to_contain_text("Hors ligne : 1 geste en attente")
    before = Gesture.objects.count()
    tab.goto("about:blank")
    line.mend()

    context.clear_cookies()
    sign_in(context, people.elise, line)
    tab.goto(address)
    expect(tab.locator("#liaison")).to_contain_text("tout est enregistré")
    assert Gesture.objects.count() == before

    context.clear_cookies()
    sign_in(context, people.farid, line)
    tab.goto(address)
    expect(tab.locator("#quorum")).to_contain_text("2 en salle")
    assert Gesture.objects.count() == before + 1


def test_a_screen_kept_for_one_person_is_never_shown_to_another(
    meeting: Meeting, people: People, context: BrowserContext, line: Line
) -> None:
    """The same browser, another session: the page of the first one is gone at once."""
    sign_in(context, people.farid, line)
    address = reverse("committee:holding", args=[meeting.pk])
    first = opened(context, address)
    person = first.locator("body").get_attribute("data-person")
    first.close()
    context.clear_cookies()
    sign_in(context, people.gaelle, line)

    tab = context.new_page()
    answer = tab.goto(address)

    assert answer is not None and answer.status in {403, 404}
    until(lambda: tab.evaluate("caches.keys()") == [], tab)
    assert tab.locator("body").get_attribute("data-person") != person
    line.cut()
    with pytest.raises(BrowserError):
        tab.goto(address)


def test_the_worker_says_nothing_of_anybody(world: World, client: StrictClient) -> None:
    answer = client.get(reverse("committee:offline_worker"))

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert "Service-Worker-Allowed" not in answer.headers
