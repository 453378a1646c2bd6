"""One PostgreSQL cluster: made, started as our direct child, brought back after a kill -9, stopped.

Traps known and handled here: a dead postmaster that stays a zombie because nobody reaps it, the
`postmaster.pid` and the socket lock it leaves, backends that outlive it, an initdb cut in the
middle.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any, Callable
from urllib.parse import quote

from launcher import processes, say
from launcher.postgres import Binaries, Owner
from launcher.say import Failure

SUPERUSER = "guichet"
DATABASE = "guichet"
EXTENSIONS = ("unaccent", "pg_trgm", "btree_gist")
# Recovery after a brutal stop replays the journal: minutes on a large base, and it must not be cut.
START_PATIENCE = 300
THROW_AWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100")


class Cluster:
    """`home` holds `data/` and belongs to `user`, as does `socket`; nobody else but root enters."""

    def __init__(
        self,
        binaries: Binaries,
        home: Path,
        socket: Path,
        log: Path,
        user: Owner | None = None,
        *,
        settings: tuple[str, ...] = (),
    ) -> None:
        self.binaries = binaries
        self.home = home
        self.data = home / "data"
        self.mark = home / "pret"  # the database and its extensions are there
        self.socket = socket
        self.log = log
        self.user = user
        self.settings = settings
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://{SUPERUSER}@/{DATABASE}?host={quote(str(self.socket), safe='/')}"

    # Making

    def create(self) -> None:
        """initdb beside, then rename: a cluster that exists is a cluster that is whole."""
        if (self.data / "PG_VERSION").exists():
            return
        draft = self.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        command = [self.binaries.path("initdb"), "-D", str(draft), "-U", SUPERUSER, "-A", "trust"]
        command += ["-E", "UTF8", "--no-sync", "--no-instructions"]
        # The same order on every system; French sorting is done by a key of our own.
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command += builtin if self.binaries.major >= 17 else ["--locale=C"]
        with self._open_log() as log:
            code = subprocess.run(
                command, stdout=log, stderr=log, check=False, **self._as_user()
            ).returncode
        if code != 0:
            raise Failure(
                f"PostgreSQL n’a pas pu créer sa base dans {self.home} : vérifiez la place sur le "
                f"disque, puis recommencez ; dernières lignes de {self.log} :\n{say.tail(self.log)}"
            )
        draft.rename(self.data)

    def ensure_database(self) -> None:
        """The database and its extensions, once: a mark beside the data says it is done."""
        if self.mark.exists():
            return
        existing = self._psql("postgres", "SELECT datname FROM pg_database").split()
        if DATABASE not in existing:
            self._psql("postgres", f"CREATE DATABASE {DATABASE}")
        # In the template too, so that the databases of the tests are born with them.
        extensions = "; ".join(f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS)
        for database in ("template1", DATABASE):
            self._psql(database, extensions)
        self.mark.touch()

    def _psql(self, database: str, statement: str) -> str:
        command = [self.binaries.path("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        command += ["-h", str(self.socket), "-U", SUPERUSER, "-d", database, "-c", statement]
        answer: subprocess.CompletedProcess[str] = subprocess.run(
            command, capture_output=True, text=True, check=False, **self._as_user()
        )
        if answer.returncode != 0:
            raise Failure(
                f"PostgreSQL a refusé « {statement} » ({answer.stderr.strip()}) : si la base a été "
                "modifiée à la main, « ./guichet reset » repart de zéro."
            )
        return answer.stdout

    # Life

    def start(self, giving_up: Callable[[], bool] = lambda: False) -> None:
        """Ready to answer on return. What a dead server left behind is cleared first."""
        self.has_died()  # reaps the previous one
        self.clear_remains()
        command = [self.binaries.path("postgres"), "-D", str(self.data)]
        for setting in (
            "listen_addresses=",
            f"unix_socket_directories={self.socket}",
            "unix_socket_permissions=0700",
            "logging_collector=off",
            *self.settings,
        ):
            command += ["-c", setting]
        with self._open_log() as log:
            self.child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal is for the supervisor alone
                **self._as_user(),
            )
        child = self.child
        processes.wait_until(
            lambda: self._is_ready(child.pid) or child.poll() is not None or giving_up(),
            START_PATIENCE,
        )
        if child.poll() is not None or not (self._is_ready(child.pid) or giving_up()):
            self.stop()
            raise Failure(
                f"PostgreSQL n’a pas démarré ; dernières lignes de {self.log} "
                f":\n{say.tail(self.log)}"
            )

    def has_died(self) -> int | None:
        """The exit code of the server that we started, None while it lives."""
        return self.child.poll() if self.child is not None else None

    def running_pid(self) -> int | None:
        """A server that lives on this data, whoever started it."""
        pid = self._written_pid()
        return pid if pid is not None and self._is_server(pid) else None

    def stop(self) -> None:
        """Fast shutdown: what was under way is rolled back, what was stored is on the disk."""
        child, self.child = self.child, None
        pid = child.pid if child is not None and child.poll() is None else self.running_pid()
        if pid is None:
            return

        def gone() -> bool:
            return (
                child.poll() is not None
                if child is not None and child.pid == pid
                else not processes.alive(pid)
            )

        for number, patience in (
            (signal.SIGINT, 20.0),
            (signal.SIGQUIT, 5.0),
            (signal.SIGKILL, 5.0),
        ):
            processes.send(pid, number)
            if processes.wait_until(gone, patience):
                break

    def clear_remains(self) -> None:
        """End what still runs on this data and remove the locks of the dead.

        PostgreSQL removes stale locks by itself, except when the number in them still exists: a
        zombie that nobody reaps, or a number given to somebody else since. Removing them is safe
        only because nobody is left in the data directory: that is checked, not assumed.
        """
        if not (self.data / "postmaster.pid").exists():
            return
        if self.running_pid() is not None:
            self.stop()
        self._end_backends()
        pid = self._written_pid()
        if pid is None or not processes.look(pid) or self._is_server(pid):
            return
        with contextlib.suppress(FileNotFoundError):
            (self.data / "postmaster.pid").unlink()
        for lock in self.socket.glob(".s.PGSQL.*"):
            lock.unlink()

    def _end_backends(self) -> None:
        """Processes whose server was killed notice within a moment; the others are ended."""
        if processes.wait_until(lambda: not processes.working_in(self.data), 1.5):
            return
        for number in (signal.SIGQUIT, signal.SIGKILL):
            for pid in processes.working_in(self.data):
                processes.send(pid, number)
            if processes.wait_until(lambda: not processes.working_in(self.data), 3):
                return

    # What postmaster.pid says

    def _written_pid(self) -> int | None:
        first = self._lock_lines()[:1]
        return int(first[0]) if first and first[0].strip().isdigit() else None

    def _is_ready(self, pid: int) -> bool:
        """PostgreSQL writes its state in the eighth line; reading it costs no process."""
        lines = self._lock_lines()
        return len(lines) >= 8 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"

    def is_ready(self) -> bool:
        pid = self.running_pid()
        return pid is not None and self._is_ready(pid)

    def is_usable(self) -> bool:
        """Ready, and past the few moments between its first start and its extensions."""
        return self.mark.exists() and self.is_ready()

    def _lock_lines(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _is_server(self, pid: int) -> bool:
        found = processes.look(pid)
        if found is None or found.zombie:
            return False
        return pid in processes.working_in(self.data) or str(self.data) in found.command

    # Small things

    def _open_log(self) -> Any:
        """Opened by us and handed over: PostgreSQL's user may not be able to walk to it."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        return self.log.open("ab")

    def _as_user(self) -> dict[str, Any]:
        arguments: dict[str, Any] = {
            "cwd": str(self.home),
            "env": {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
        }
        if self.user is not None:
            arguments.update(user=self.user.uid, group=self.user.gid, extra_groups=[])
        return arguments
