"""The order of an agenda in a real browser: by the keyboard alone, then by the pointer."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from guichet.foundations.audit.models import Event
from tests.casework.committee.factories import make_meeting, titles
from tests.people import People
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def shown(tab: Window) -> list[str]:
    return [words.strip() for words in tab.locator("[data-order] h2").all_text_contents()]


def test_an_item_is_moved(world: World, people: People, window: Callable[..., Any]) -> None:
    meeting = make_meeting(world, people)
    before = titles(meeting)
    tab = window(people.farid)
    tab.goto(f"/seances/{meeting.pk}/ordre-du-jour/")
    handles = tab.locator(".com-handle")

    handles.last.focus()
    tab.keyboard.press("Space")
    tab.keyboard.press("ArrowUp")
    expect(tab.locator("#annonce-ordre")).to_contain_text(f"rang {len(before) - 1}")
    tab.keyboard.press("Escape")
    assert shown(tab) == before
    tab.keyboard.press("Space")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Space")
    tab.keyboard.type("Le maire part tôt.")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    by_keyboard = [*before[:-2], before[-1], before[-2]]
    assert titles(meeting) == shown(tab) == by_keyboard
    assert Event.objects.filter(action="meeting.order_items").get().because == "Le maire part tôt."

    # Let go over the third one, it comes before it.
    handles.first.drag_to(tab.locator("[data-order] > li").nth(2))
    expect(tab.locator(".com-drop:visible [name=rank]")).to_have_value("2")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Enregistrer ce nouvel ordre").click()
    assert titles(meeting) == [by_keyboard[1], by_keyboard[0], *by_keyboard[2:]]
