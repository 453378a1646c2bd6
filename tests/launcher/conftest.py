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
def model_of_cluster() -> Iterator[Path]:
    """One initdb for the whole folder: each test gets a copy."""
    base = Path(tempfile.mkdtemp(prefix="guichet-launcher-", dir="/tmp"))
    base.chmod(0o755)
    home = shelter.own(base / "pg" / "18", postgres.owner())
    cluster_at(base, home).create()
    yield home
    shutil.rmtree(base)


@pytest.fixture
def cluster(model_of_cluster: Path) -> Iterator[Cluster]:
    """Made, not started; stopped and removed at the end, whatever happened to it."""
    base = Path(tempfile.mkdtemp(prefix="guichet-launcher-", dir="/tmp"))
    base.chmod(0o755)
    user = postgres.owner()
    home = shelter.own(base / "pg", user)
    shutil.copytree(model_of_cluster / "data", home / "data", copy_function=shutil.copy)
    if user is not None:
        for entry in (home / "data", *(home / "data").rglob("*")):
            shutil.chown(entry, user.uid, user.gid)
    one = cluster_at(base, home)
    yield one
    one.clear_remains()
    one.stop()
    shutil.rmtree(base)


def cluster_at(base: Path, home: Path) -> Cluster:
    user = postgres.owner()
    places = Places(root=ROOT, data=base)
    binaries = shelter.reachable_binaries(postgres.find_binaries(places), home, user)
    return Cluster(binaries, home, shelter.own(base / "s", user), base / "postgresql.log", user)


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
