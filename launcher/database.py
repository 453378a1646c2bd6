"""Which database a command uses: DATABASE_URL when it is set, else a cluster on this machine."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from launcher import postgres, processes, say, shelter
from launcher.cluster import THROW_AWAY, Cluster
from launcher.places import Places
from launcher.runlock import RunLock
from launcher.say import Failure

# Run by the Python of .venv, which has a driver; this package has none.
OUTSIDE_CHECK = """
import os, sys
import psycopg
try:
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
        if connection.info.server_version < 150000:
            sys.exit("PostgreSQL 15 ou plus est demandé, ce serveur est en %d"
                     % (connection.info.server_version // 10000))
        for name in ("unaccent", "pg_trgm", "btree_gist"):
            connection.execute("CREATE EXTENSION IF NOT EXISTS " + name)
except psycopg.Error as error:
    sys.exit(str(error).strip().splitlines()[0])
"""


def outside_url() -> str | None:
    """A database that is not ours to start nor to stop."""
    return os.environ.get("DATABASE_URL") or None


def check_outside(places: Places, url: str) -> None:
    """It answers, is recent enough and has the extensions; else say what is missing."""
    answer = subprocess.run(
        [str(places.python), "-c", OUTSIDE_CHECK],
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode != 0:
        say.note(answer.stderr)
        reason = (answer.stderr.strip().splitlines() or ["raison inconnue"])[-1]
        raise Failure(
            f"La base désignée par DATABASE_URL n’est pas utilisable ({reason}) : corrigez "
            "l’adresse ou les droits, ou retirez DATABASE_URL pour que Guichet crée la sienne."
        )


def local_cluster(places: Places) -> Cluster:
    """The cluster of this set of data, made the first time; not started."""
    cluster = find_cluster(places)
    cluster.create()
    return cluster


def find_cluster(places: Places) -> Cluster:
    user = postgres.owner()
    binaries = postgres.find_binaries(places)
    home = shelter.choose_home(places, binaries, user)
    binaries = shelter.reachable_binaries(binaries, home, user)
    log = places.logs / "postgresql.log"
    say.rotate(log)
    return Cluster(binaries, home, shelter.socket_folder(home, user), log, user)


def existing_clusters(places: Places) -> list[Cluster]:
    """Those of this set of data as they stand, to stop or erase them: nothing is created."""
    folders = [places.data / "pg", shelter.shelter_of(places)]
    homes = [data.parent for folder in folders for data in sorted(folder.glob("*/data"))]
    nothing = postgres.Binaries(folder=Path(), major=0)
    return [
        Cluster(nothing, home, home / "socket", places.logs / "postgresql.log") for home in homes
    ]


@contextlib.contextmanager
def borrowed(places: Places, command: str) -> Iterator[str]:
    """The database of these data for the time of one command, started only if nothing else has."""
    url = outside_url()
    if url is not None:
        yield url
        return
    lock = RunLock(places.lock)
    if lock.holder() is not None:
        with _users(places, fcntl.LOCK_SH):
            yield _url_of_running(places)
        return
    lock.take(command)
    cluster = local_cluster(places)
    try:
        cluster.start()
        cluster.ensure_database()
        yield cluster.url
    finally:
        with _users(
            places, fcntl.LOCK_EX
        ):  # another command may still be borrowing what we started
            cluster.stop()
        lock.release()


@contextlib.contextmanager
def _users(places: Places, kind: int) -> Iterator[None]:
    with (places.data / "users.lock").open("w") as file:
        fcntl.flock(file, kind)
        yield


def _url_of_running(places: Places) -> str:
    """Only waited for: the one who holds the data may be making it at this very moment."""
    cluster = find_cluster(places)
    if not processes.wait_until(cluster.is_usable, 60):
        raise Failure(
            "Une autre commande tient ces données mais sa base ne répond pas : arrêtez-la par « "
            "./guichet stop », puis recommencez."
        )
    return cluster.url


@contextlib.contextmanager
def for_tests(places: Places, folder: Path) -> Iterator[str]:
    """DATABASE_URL to try another server (the oldest supported), else a throw-away cluster."""
    url = outside_url()
    if url is not None:
        say.line("Les tests emploient le serveur de DATABASE_URL.")
        yield url
        return
    with throw_away(places, folder) as url:
        yield url


@contextlib.contextmanager
def throw_away(places: Places, folder: Path) -> Iterator[str]:
    """A cluster for the tests: fast because it may lose everything, gone at the end."""
    user = postgres.owner()
    binaries = postgres.find_binaries(places)
    # Not TMPDIR, which may be private to root or too long for a socket.
    base = Path(tempfile.mkdtemp(prefix="guichet-pg-", dir="/tmp"))
    try:
        base.chmod(0o755)
        home = shelter.own(base / "pg" / str(binaries.major), user)
        binaries = shelter.reachable_binaries(binaries, home, user)
        socket = shelter.own(base / "s", user)
        cluster = Cluster(
            binaries, home, socket, folder / "postgresql.log", user, settings=THROW_AWAY
        )
        cluster.create()
        try:
            cluster.start()
            cluster.ensure_database()
            yield cluster.url
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(base, ignore_errors=True)
