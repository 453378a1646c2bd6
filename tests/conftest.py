"""The harness: cast, small world, strict templates, no network, nothing slept."""

import os
import socket
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.base import Variable, VariableDoesNotExist
from hypothesis import HealthCheck
from hypothesis import settings as properties

from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import PARIS
from tests.client import StrictClient
from tests.jobs import forget_jobs
from tests.people import People, build_people
from tests.world import World, build_world

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"

# A property is about the answer, never about the speed of the machine that looks for it.
properties.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("house")

# The browser's driver speaks to Django from another thread's event loop.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Real files stand beside the repository, or the tests that read them are skipped."""
    if SHARED.is_dir():
        return
    skip = pytest.mark.skip(reason="les fichiers réels ne sont pas à côté du dépôt")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(skip)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count the tests that really read the real files, for .ci/run."""
    path = os.environ.get("GUICHET_SHARED_REPORT")
    if path and report.when == "call" and report.passed and "shared" in report.keywords:
        with Path(path).open("a") as out:
            out.write(f"{report.nodeid}\n")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only loopback and sockets in the file system: a test never asks the outside."""
    allowed = {"127.0.0.1", "localhost", "::1", ""}
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in allowed:
            raise AssertionError(f"a test spoke to {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def strict_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that our templates misspell fails the test instead of showing nothing."""
    resolve = Variable._resolve_lookup

    def strict(self: Variable, context: Any) -> Any:
        try:
            return resolve(self, context)
        except VariableDoesNotExist as missing:
            origin = getattr(getattr(context, "template", None), "origin", None)
            name = str(getattr(origin, "name", ""))
            if "guichet" in name and str(self.var) not in OPTIONAL_VARIABLES:
                missing.add_note(f"in {name}")
                context.template.engine.missing_variables = [str(self.var)]
            raise

    monkeypatch.setattr(Variable, "_resolve_lookup", strict)


# Asked by {% if %} before they may exist; anything else is a spelling mistake.
OPTIONAL_VARIABLES = {"link", "action", "user", "tab"}


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 10, 10, 0, tzinfo=PARIS)


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def people(world: World) -> People:
    return build_people(world)


@pytest.fixture
def client() -> StrictClient:
    return StrictClient()


@pytest.fixture
def client_of() -> Callable[[User | None], StrictClient]:
    """A browser in which this person is signed in (None: a visitor)."""

    def sign_in(person: User | None) -> StrictClient:
        visitor = StrictClient()
        if person is not None:
            visitor.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return visitor

    return sign_in


@pytest.fixture(autouse=True)
def jobs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Django's flush does not empty the tables of the queue: what a test left must not run."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not commits and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    # Asked for here, so that the base is still open when this one ends.
    request.getfixturevalue("transactional_db")
    yield
    forget_jobs()


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "files"
    yield
