"""Every page × every person. A page without a row fails; so does a row that no longer holds."""

import importlib
import pkgutil
from collections.abc import Callable
from datetime import datetime

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import access
from tests.access.table import Page, Scene
from tests.client import StrictClient
from tests.people import COLUMNS, People
from tests.world import World

PAGES: list[Page] = [
    page
    for module in sorted(pkgutil.iter_modules(access.__path__), key=lambda m: m.name)
    if module.name not in {"table", "document"}
    for page in importlib.import_module(f"tests.access.{module.name}").PAGES
]


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            found |= names(pattern.url_patterns, prefix + inner)
        elif pattern.name:
            found.add(prefix + pattern.name)
    return found


def test_no_page_is_forgotten() -> None:
    assert names(get_resolver().url_patterns) == {page.name for page in PAGES}


@pytest.mark.parametrize("column", ["nobody", *COLUMNS])
@pytest.mark.parametrize("page", PAGES, ids=lambda p: f"{p.method} {p.name}{p.query}")
def test_access(
    page: Page,
    column: str,
    world: World,
    people: People,
    now: datetime,
    client_of: Callable[..., StrictClient],
) -> None:
    scene = Scene(world, people, now)
    client = client_of(None if column == "nobody" else getattr(people, column))
    address = reverse(page.name, args=page.args(scene)) + page.query
    expected = dict(page.answers())[column]

    response = (
        client.get(address) if page.method == "get" else client.post(address, page.data(scene))
    )

    if response.streaming:
        # Read to its end, a file closes.
        b"".join(response.streaming_content)
    assert response.status_code == expected
