"""Every page of the access table, in a real browser: axe finds nothing, nothing overflows."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page as Window

from tests.access.table import Page, Scene
from tests.journeys.conftest import NARROW, WIDE
from tests.people import People
from tests.test_access import PAGES
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Files and fragments are not pages.
NOT_PAGES = {
    "ui:health", "opendata:download", "territories:search", "territories:choose",
    "opendata:schema", "committee:public_schema",
    "demands:attachment", "doors:refused_lines",
    "committee:public_pdf", "committee:minutes_pdf", "committee:calendar",
    "committee:public_second_edition", "committee:offline_worker",
    "committee:check_answer", "committee:reply_pack", "committee:reply_calendar",
    "committee:reply_piece", "committee:piece", "committee:pack",
    "committee:reply_archive", "committee:pack_archive", "committee:piece_by_link",
    "committee:minutes_docx", "committee:evidence_pack", "committee:kept_pack",
    "committee:public_json",
    "committee:public_list", "committee:feed", "committee:roadmap_pdf",
    "committee:public_roadmap_pdf", "committee:holding_state", "committee:tally",
    "committee:follow_state", "committee:wall_state", "committee:follow_state_by_link",
    "dashboards:supply_csv", "dashboards:white_zones_csv",
}  # fmt: skip

SEEN = [
    page
    for page in PAGES
    if page.method == "get" and page.name not in NOT_PAGES and "200" in page.expect.split()
]


def viewer(page: Page) -> str:
    """The first of the cast who may open it; signed-in people before a mere visitor."""
    allowed = [name for name, status in page.answers() if status == 200]
    return next((name for name in allowed if name != "nobody"), "nobody")


@pytest.mark.parametrize("page", SEEN, ids=lambda p: f"{p.name}{p.query}")
def test_page(
    page: Page, world: World, people: People, now: datetime, window: Callable[..., Window]
) -> None:
    name = viewer(page)
    address = reverse(page.name, args=page.args(Scene(world, people, now))) + page.query
    tab = window(None if name == "nobody" else getattr(people, name))
    refused: list[str] = []
    tab.on("console", lambda told: _note(refused, told))

    tab.goto(address)
    found = Axe().run(tab).response["violations"]
    tab.set_viewport_size(NARROW)  # type: ignore[arg-type]
    wide = tab.evaluate("document.documentElement.scrollWidth")
    tab.set_viewport_size(WIDE)  # type: ignore[arg-type]

    assert [_told(violation) for violation in found] == []
    assert wide <= NARROW["width"], f"overflows at 390 px: {wide} px"
    assert refused == [], "the content security policy refused something, or a script failed"


def _note(refused: list[str], told: Any) -> None:
    if told.type == "error" and "favicon" not in told.text:
        refused.append(told.text)


def _told(violation: dict[str, Any]) -> str:
    where = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
    return f"{violation['id']}: {where}"
