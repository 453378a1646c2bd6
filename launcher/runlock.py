"""One command at a time on a set of data: who holds it, and on which port."""

from __future__ import annotations

import fcntl
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from launcher.say import Failure

LEAVING = "leaving"
# How long the one that leaves may take: its grace (supervisor.py), then PostgreSQL.
PATIENCE = 30.0


@dataclass(frozen=True)
class Holder:
    pid: int
    command: str
    port: int | None


class RunLock:
    """The kernel frees it when the process dies, however it dies: there is no stale lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    def take(self, command: str, port: int | None = None) -> None:
        """Hold the data until exit, or refuse and say who holds them.

        One that is leaving is waited for: a restart need not be tried twice.
        """
        file = self.path.open("a+", encoding="utf-8")
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                holder = self.holder()
                leaves = holder is None or holder.command == LEAVING
                if not leaves or time.monotonic() > deadline:
                    file.close()
                    raise Failure(refusal(holder, self.path)) from error
                time.sleep(0.05)
        self._file = file
        self.sign(command, port)

    def sign(self, command: str, port: int | None) -> None:
        """Write who we are: the next one is told."""
        if self._file is None:
            raise RuntimeError("sign() before take()")
        self._file.seek(0)
        self._file.truncate()
        json.dump({"pid": os.getpid(), "command": command, "port": port}, self._file)
        self._file.flush()

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def holder(self) -> Holder | None:
        """Who holds the data now, None when nobody does."""
        if not self.path.exists():
            return None
        with self.path.open("r", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return read_holder(file.read())
        return None


def read_holder(text: str) -> Holder:
    """A lock whose signature is being written right now is held all the same."""
    try:
        signed = json.loads(text)
        return Holder(int(signed["pid"]), str(signed["command"]), signed.get("port"))
    except (ValueError, KeyError, TypeError):
        return Holder(pid=0, command="run", port=None)


def refusal(holder: Holder | None, path: Path) -> str:
    if holder is None:
        return "Une autre commande vient de finir sur ces données : recommencez."
    if holder.command == "run" and holder.port:
        return (
            f"Guichet tourne déjà sur {path.parent} : processus {holder.pid}, "
            f"http://127.0.0.1:{holder.port} ; arrêtez-le par « ./guichet stop », ou prenez "
            "d’autres données avec --data."
        )
    return (
        f"Une autre commande (« ./guichet {holder.command} », processus {holder.pid}) tient "
        f"{path.parent} : attendez qu’elle finisse, puis recommencez."
    )
