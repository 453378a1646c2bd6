"""A real PostgreSQL in a folder that its unprivileged user may enter, and a free port."""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher import postgres, shelter
from launcher.cluster import Cluster
from launcher.places import Places

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def survivor() -> Iterator[Cluster]:
    """One cluster for the whole folder: it must outlive everything that the tests do to it."""
    base = open_base()
    one = cluster_at(base)
    one.create()
    one.start()
    one.ensure_database()
    one.stop()
    yield one
    shutil.rmtree(base)


@pytest.fixture
def cluster(survivor: Cluster) -> Iterator[Cluster]:
    """Made and stopped, before the test as after it, whatever happened in between."""
    yield survivor
    put_out(survivor)


@pytest.fixture
def new_cluster() -> Iterator[Cluster]:
    """A folder without anything in it yet."""
    base = open_base()
    one = cluster_at(base)
    yield one
    put_out(one)
    shutil.rmtree(base)


def open_base() -> Path:
    base = Path(tempfile.mkdtemp(prefix="guichet-launcher-", dir="/tmp"))
    base.chmod(0o755)
    return base


def put_out(cluster: Cluster) -> None:
    cluster.stop()
    cluster.clear_remains()


def cluster_at(base: Path) -> Cluster:
    user = postgres.owner()
    home = shelter.own(base / "pg", user)
    places = Places(root=ROOT, data=base)
    binaries = shelter.reachable_binaries(postgres.find_binaries(places), home, user)
    return Cluster(binaries, home, shelter.own(base / "s", user), base / "postgresql.log", user)


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
