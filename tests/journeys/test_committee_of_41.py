"""A committee of Lozère's shape, 41 seats, held in two browsers at once.

Convened, opened without quorum, convened again; then held with three arrivals, two proxies, one
recusal and one tie, the network being cut for thirty seconds in the middle. At the end the proof
pack is downloaded, and checked by the program that it carries, alone and without a network.

The clock is the test's, in the server and in the secretary's browser: no test sleeps. The cut is
real for the browser, which Chromium puts offline while gestures are made; its thirty seconds are
those of the two clocks.
"""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Route, expect
from playwright.sync_api import Page as Window

from guichet.casework.committee import actions
from guichet.casework.committee.choices import (
    AttendanceMode,
    Family,
    ItemKind,
    MandateKind,
    MeetingForm,
    MeetingStatus,
    Outcome,
    SeatNature,
)
from guichet.casework.committee.models import (
    AgendaItem,
    Attendance,
    Gesture,
    Invitation,
    Mandate,
    Meeting,
    Movement,
    Promise,
    Recusal,
    Ruling,
    Seat,
)
from guichet.casework.committee.reply_links import reply_path, token_of
from guichet.casework.committee.second_convocation import Point, fingerprint
from guichet.foundations.audit.actions import broken_links, stream_of
from guichet.foundations.toolkit.dates import PARIS
from guichet.reference.directory.models import Organisation, Person
from tests.casework.demands.factories import make_demand
from tests.client import StrictClient
from tests.people import People
from tests.world import World

from .test_case_life import Clock, press, send

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# 9 seats of the State, 6 of its operators, 18 of local authorities, 8 of engineering bodies. The
# world holds three of them already.
SHAPE = (
    (Family.STATE, SeatNature.EX_OFFICIO, "Service de l’État", 8),
    (Family.STATE, SeatNature.EX_OFFICIO, "Opérateur national", 6),
    (Family.LOCAL_AUTHORITIES, SeatNature.ELECTED, "Maire", 17),
    (Family.ENGINEERING, SeatNature.QUALIFIED, "Structure d’ingénierie", 7),
)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Clock:
    settings.SESSION_COOKIE_AGE = 365 * 24 * 3600
    ticking = Clock(datetime(2026, 3, 10, 10, 0, tzinfo=PARIS))
    monkeypatch.setattr(timezone, "now", ticking)
    return ticking


@pytest.fixture
def seats(world: World, people: People) -> list[Seat]:
    colleges = actions.start_colleges(world.committee)
    for family, nature, label, number in SHAPE:
        for rank in range(1, number + 1):
            Seat.objects.create(
                committee=world.committee, college=colleges[family], nature=nature,
                label=f"{label} {rank}", rank=rank,
                organisation=_town_hall(world) if (label, rank) == ("Maire", 1) else None,
            )  # fmt: skip
    found = list(Seat.objects.of_committee(world.committee).for_roll_call())
    for seat in found:
        person = people.gaelle.person
        if seat != world.mayor_seat:
            person = Person.objects.create(
                name=f"Titulaire : {seat.label}", email=f"membre{seat.pk}@example.fr"
            )
        Mandate.objects.create(
            seat=seat, person=person, kind=MandateKind.HOLDER, starts_on=date(2026, 1, 5)
        )
    assert len(found) == 41
    return found


def _town_hall(world: World) -> Organisation:
    return world.banon_hall


def test_a_committee_of_41(
    world: World,
    people: People,
    seats: list[Seat],
    clock: Clock,
    window: Callable[..., Window],
    tmp_path: Path,
) -> None:
    farid, gaelle = window(people.farid), window(people.gaelle)
    elise = window(people.elise)
    first = convened(farid, world, people, clock)
    clock.wait(days=14)
    second = opened_without_quorum(farid, first, clock)
    clock.wait(days=2)
    answered(gaelle, world, second, seats)
    clock.wait(days=12)
    farid.clock.install(time=clock.now)
    held(farid, gaelle, second, clock)
    interrupted(farid, gaelle, second, clock)
    closed(farid, gaelle, second)
    pack = proved(farid, elise, second, tmp_path)
    checked(pack, tmp_path / "ailleurs")

    assert broken_links(stream_of(second)) == []


def convened(farid: Window, world: World, people: People, clock: Clock) -> Meeting:
    """The agenda, with a case of Banon on which something is asked, and a wish that is voted."""
    demand = make_demand(world, people)
    meeting = actions.prepare_meeting(
        world.committee, scheduled_at=clock.now + timedelta(days=14), form=MeetingForm.HYBRID,
        place="Préfecture, salle Verdon", chair_label="", by=people.farid, at=clock.now,
    )  # fmt: skip
    told = {"by": people.farid, "at": clock.now}
    actions.add_item(meeting, kind=ItemKind.CASE, demand=demand, asks_vote=True, **told)
    actions.add_item(meeting, kind=ItemKind.FREE, title="Vœu sur le train", asks_vote=True, **told)
    farid.goto(f"/seances/{meeting.pk}/convocation/")
    send(farid, "Convoquer les membres")
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.CONVENED
    return meeting


def opened_without_quorum(farid: Window, meeting: Meeting, clock: Clock) -> Meeting:
    """Twelve of 41: the law wants 21. The same agenda is convened again, to the letter."""
    farid.goto(f"/seances/{meeting.pk}/")
    press(farid, "Ouvrir la séance")
    modes = farid.locator("select[name$=-mode]")
    expect(modes).to_have_count(41)
    for place in range(12):
        modes.nth(place).select_option("IN_ROOM")
    expect(farid.locator("#quorum")).to_contain_text("12 membres présents")
    expect(farid.locator("#quorum")).to_contain_text("il en faut 21, il en manque 9")
    farid.get_by_role("link", name="convoquez à nouveau").click()
    day = clock.now + timedelta(days=14)
    farid.locator("[name=scheduled_at]").fill(day.strftime("%Y-%m-%dT%H:%M"))
    press(farid, "Lever la séance et convoquer à nouveau")
    expect(farid.locator("main")).to_contain_text("Seconde convocation")
    second = Meeting.objects.get(convened_again_after=meeting)
    assert set(meeting.items.values_list("outcome", flat=True)) == {Outcome.NO_QUORUM}
    assert agenda_of(second) == agenda_of(meeting)
    return second


def agenda_of(meeting: Meeting) -> str:
    return fingerprint(
        Point(item.kind, item.title) for item in AgendaItem.objects.of_meeting(meeting).in_order()
    )


def answered(gaelle: Window, world: World, meeting: Meeting, seats: list[Seat]) -> None:
    """By their links: nineteen come, two give a proxy, the others say no or nothing."""
    told: dict[str, dict[str, object]] = {
        "Maire 10": {"kind": "PROXY", "proxy_to": named("Maire 1").pk},
        "Maire 11": {"kind": "PROXY", "proxy_to": named("Maire 2").pk},
        "Maire 12": {"kind": "ABSENT"},
    }
    for place, seat in enumerate(seats[:19]):
        told[seat.label] = {"kind": "IN_ROOM" if place % 4 else "VIDEO"}
    invitations = Invitation.objects.of_meeting(meeting).members()
    for invitation in invitations.filter(seat__label__in=told).exclude(seat=world.mayor_seat):
        answer = StrictClient().post(
            reverse("committee:answer", args=[token_of(invitation)]), told[invitation.seat.label]
        )
        assert answer.status_code == 302, answer.text
    gaelle.goto(reply_path(invitations.get(seat=world.mayor_seat)))
    press(gaelle, "Je viens, en salle")
    expect(gaelle.locator("main")).to_contain_text("Réponse enregistrée")


def named(label: str) -> Seat:
    return Seat.objects.get(label=label)


def held(farid: Window, gaelle: Window, meeting: Meeting, clock: Clock) -> None:
    """By the keyboard: the roll call, two proxies, an arrival, a recusal, a tie."""
    farid.goto(f"/seances/{meeting.pk}/")
    send(farid, "Ouvrir la séance")
    # By the link of her convocation, the one she answered with.
    gaelle.reload()
    gaelle.get_by_role("link", name="Suivre la séance en direct").click()
    expect(gaelle.locator("#liaison")).to_have_text("En direct")
    # The answers fill the roll call: the secretary looks around and records it.
    expect(row_of(farid, "Maire 10").locator("select[name$=-mode]")).to_have_value("REPRESENTED")
    press(farid, "Enregistrer toutes les présences")
    # In the browser of a member, without a reload.
    light = gaelle.locator(".app-light")
    expect(light).to_contain_text("21 membres présents ou représentés")
    expect(light).to_contain_text("aucun quorum n’est exigé")

    call(farid, "Maire 12", "En salle")
    case = meeting.items.get(kind=ItemKind.CASE)
    show(farid, case)
    farid.keyboard.press("s")
    expect(gaelle.locator(".com-now__title")).to_have_text(case.title)
    panel = farid.locator(f"#point-{case.pk}")
    expect(panel).to_contain_text("représente la collectivité qui demande")
    panel.get_by_role("button", name="Se retire").click()
    expect(panel).to_contain_text("« Maire 1 » s’est retiré")
    expect(gaelle.locator(".com-now")).to_contain_text("« Maire 1 » s’est retiré de ce point")
    # 22 present or represented; the member who left, and the proxy that he carried, do not vote.
    vote(farid, case, votes_for=21, votes_against=0)
    expect(panel.locator(".com-tally")).to_contain_text("pour 20 membres présents ou représentés")
    vote(farid, case, votes_for=18, votes_against=2)
    expect(panel.locator(".com-tally")).to_contain_text("La présidence confirme ?")
    farid.keyboard.press("Control+Enter")
    expect(gaelle.locator(".com-now__outcome")).to_contain_text("18 pour, 2 contre")

    wish = meeting.items.get(title="Vœu sur le train")
    show(farid, wish)
    farid.keyboard.press("s")
    vote(farid, wish, votes_for=11, votes_against=11)
    panel = farid.locator(f"#point-{wish.pk}")
    expect(panel.locator(".com-tally")).to_contain_text("indiquez le vote de la présidence")
    panel.locator("select[name$=chair_vote]").select_option("FOR")
    expect(panel.locator(".com-tally")).to_contain_text("par la voix prépondérante")
    panel.locator("select[name$=outcome]").focus()
    farid.keyboard.press("Control+Enter")
    expect(gaelle.locator(".com-now__outcome")).to_contain_text("voix prépondérante")


def interrupted(farid: Window, gaelle: Window, meeting: Meeting, clock: Clock) -> None:
    """Thirty seconds without a network: the secretary goes on, and everything catches up."""
    before = Gesture.objects.count()
    items = list(meeting.items.filter(outcome="").order_by("rank"))
    cut_at = clock.now
    # However long the test takes, the browser makes its gestures ten seconds after the cut.
    farid.clock.set_fixed_time(cut_at + timedelta(seconds=10))
    farid.context.set_offline(True)
    show(farid, items[0])
    farid.keyboard.press("s")
    farid.keyboard.press("t")
    farid.keyboard.type("La préfète rappelle le calendrier.")
    farid.keyboard.press("Escape")
    farid.keyboard.press("1")
    farid.keyboard.press("Control+Enter")
    call(farid, "Maire 10", "En salle")
    call(farid, "Maire 13", "En visio")
    farid.keyboard.press("Escape")
    farid.keyboard.press("e")
    farid.keyboard.type("Réunir les maires")
    farid.locator("[name=holder]").select_option(label="Ingénierie et territoires 04")
    farid.locator("[name=due_on]").fill("2026-06-30")
    farid.locator("[name=due_on]").press("Control+Enter")
    show(farid, items[1])
    farid.keyboard.press("t")
    farid.keyboard.type("Une phrase commencée")
    expect(farid.locator("#liaison")).to_contain_text("Hors ligne : 5 gestes en attente")
    farid.clock.fast_forward(30_000)
    clock.wait(seconds=30)
    farid.clock.set_fixed_time(clock.now)
    assert Gesture.objects.count() == before
    assert farid.locator("form[data-needs-network] button").is_disabled()

    # The first answer is lost on its way back: what was done is not done twice.
    lost: list[str] = []

    def lose(route: Route) -> None:
        route.fetch()
        lost.append(route.request.url)
        route.abort()

    farid.route("**/gestes/", lose, times=1)
    farid.context.set_offline(False)
    farid.clock.fast_forward(15_000)
    expect(farid.locator("#liaison")).to_contain_text("Enregistré")
    expect(farid.locator("#attente")).to_be_hidden()
    assert len(lost) == 1 and Gesture.objects.count() == before + 5
    assert farid.locator(f"[name=item-{items[1].pk}-note]").input_value() == "Une phrase commencée"
    farid.reload()
    assert farid.locator(f"[name=item-{items[1].pk}-note]").input_value() == "Une phrase commencée"

    expect(gaelle.locator(".app-light")).to_contain_text("23 membres présents ou représentés")
    expect(gaelle.locator(".com-now__title")).to_have_text(items[0].title)
    items[0].refresh_from_db()
    assert items[0].outcome_note == "La préfète rappelle le calendrier."
    # Each gesture counts at the instant it was made, not when the network came back.
    arrival = Movement.objects.filter(seat__label="Maire 10").in_order().last()
    assert arrival and cut_at <= arrival.at < clock.now
    assert Attendance.objects.get(meeting=meeting, seat__label="Maire 10").represented_by is None


def closed(farid: Window, gaelle: Window, meeting: Meeting) -> None:
    """The last items, the closing, the minutes."""
    for item in meeting.items.filter(outcome="").order_by("rank"):
        show(farid, item)
        farid.locator(f"#point-{item.pk} select[name$=outcome]").select_option(index=1)
        farid.keyboard.press("Escape")
        farid.keyboard.press("1")
        farid.keyboard.press("Control+Enter")
    expect(farid.locator("#reste")).to_have_text("Tous les points ont une issue.")
    farid.keyboard.press("Escape")
    farid.keyboard.press("l")
    press(farid, "Lever la séance")
    expect(gaelle.locator(".com-now")).to_contain_text("La séance est levée")
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.HELD
    assert Promise.objects.of_meeting(meeting).get().text == "Réunir les maires"
    assert Recusal.objects.of_meeting(meeting).standing().get().seat.label == "Maire 1"
    assert Ruling.objects.of_meeting(meeting).get(item__kind=ItemKind.CASE).voters == 20
    late = Movement.objects.of_meeting(meeting).filter(item__isnull=False)
    arrived = {one.seat.label for one in late if one.mode != AttendanceMode.REPRESENTED}
    assert {"Maire 10", "Maire 13"} <= arrived
    farid.goto(f"/seances/{meeting.pk}/proces-verbal/")
    farid.locator("form[action$='rediger/'] button").first.click()
    expect(farid.locator("main")).to_contain_text("voix prépondérante")
    expect(farid.locator("main")).to_contain_text("Seconde convocation", ignore_case=True)


def proved(farid: Window, elise: Window, meeting: Meeting, folder: Path) -> Path:
    """The extract returns to its case, the prefect approves; the secretary takes the pack home."""
    farid.goto(f"/seances/{meeting.pk}/proces-verbal/extraits/")
    with farid.expect_navigation():
        farid.get_by_role("button", name="Renvoyer 1 extrait").click()
    elise.goto(f"/seances/{meeting.pk}/proces-verbal/")
    elise.locator("#relu").check(force=True)
    press(elise, "Approuver le procès-verbal")
    expect(elise.locator("main")).to_contain_text("Approuvé le")
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.APPROVED
    farid.goto(f"/seances/{meeting.pk}/preuve/")
    with farid.expect_download() as awaited:
        farid.get_by_role("link", name="Télécharger").click()
    pack = folder / awaited.value.suggested_filename
    awaited.value.save_as(pack)
    return pack


def checked(pack: Path, elsewhere: Path) -> None:
    """On another machine: the program of the pack, an isolated Python, no network."""
    elsewhere.mkdir()
    with zipfile.ZipFile(pack) as archive:
        program = Path(archive.extract("verify.py", elsewhere))
        minutes = archive.getinfo("proces-verbal.pdf")
    whole = verified(program, pack)
    assert whole.returncode == 0, whole.stdout
    assert "rien n’a été changé" in whole.stdout

    content = bytearray(pack.read_bytes())
    begin = minutes.header_offset + 30 + len(minutes.filename)
    content[begin + minutes.file_size // 2] ^= 1
    forged = elsewhere / "dossier.zip"
    forged.write_bytes(content)
    refused = verified(program, forged)
    assert refused.returncode == 1
    assert refused.stdout.splitlines()[0].startswith("CHANGÉ : proces-verbal.pdf – ")
    assert refused.stdout.count("CHANGÉ") == 1


def verified(program: Path, pack: Path) -> "subprocess.CompletedProcess[str]":
    """Whatever opens a socket dies: the program needs no network to say so."""
    alone = (
        "import runpy, socket, sys; socket.socket = None;"
        "sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", alone, str(program), str(pack)],
        capture_output=True, text=True, encoding="utf-8", cwd=program.parent, check=False,
        env={"PATH": os.defpath},
    )  # fmt: skip


def call(farid: Window, seat: str, mode: str) -> None:
    """Typed: a few letters of the seat, down to its list, some letters of the presence."""
    farid.keyboard.press("Escape")
    farid.keyboard.press("a")
    farid.keyboard.type(seat)
    farid.keyboard.press("ArrowDown")
    label = next(label for label in AttendanceMode.labels if str(label).startswith(mode))
    chosen = row_of(farid, seat).locator("select[name$=-mode]")
    expect(chosen).to_be_focused()
    chosen.select_option(label=str(label))


def row_of(farid: Window, seat: str) -> Locator:
    return farid.locator(f"#siege-{named(seat).pk}")


def show(farid: Window, item: AgendaItem) -> None:
    farid.keyboard.press("Escape")
    farid.keyboard.press("o")
    farid.locator(f"#fil [data-panel=point-{item.pk}]").click()


def vote(farid: Window, item: AgendaItem, *, votes_for: int, votes_against: int) -> None:
    farid.keyboard.press("Escape")
    farid.keyboard.press("v")
    farid.keyboard.press("Control+a")
    farid.keyboard.type(str(votes_for))
    farid.keyboard.press("Tab")
    farid.keyboard.press("Control+a")
    farid.keyboard.type(str(votes_against))
