"""A real headless Chromium in front of a real server. Never skipped in silence: without a
browser these tests fail, and say how to get one."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from guichet.casework.committee import push
from guichet.foundations.accounts.models import User
from tests.client import StrictClient

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
]  # fmt: skip
# Milliseconds, the only waiting time of these tests. A browser, a server and a database share the
# machine with whatever else runs there: with eight such loads a core, twelve gestures sent one by
# one took twenty seconds, and nothing was wrong.
PATIENCE = 60_000
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}


def chromium() -> str:
    named = os.environ.get("CHROMIUM_PATH", "")
    candidates = [named, *map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))]
    found = next((path for path in candidates if path), None)
    assert found, "Aucun navigateur : lancez ./guichet test, qui installe Chromium."
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def window(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """`window(person)` opens a page in which that person is signed in."""
    contexts: list[BrowserContext] = []

    def open_window(person: User | None, viewport: Any = WIDE) -> Page:
        context = browser.new_context(
            base_url=live_server.url, locale="fr-FR", viewport=viewport, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if person is not None:
            client = StrictClient()
            client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
            )
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture(autouse=True)
def streams() -> Iterator[None]:
    """Server push ends with the test: its listener would hold the database."""
    yield
    push.hub.close()
