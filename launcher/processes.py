"""Questions about other processes, from /proc where there is one, else from ps."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

PROC = Path("/proc")


@dataclass(frozen=True)
class Process:
    pid: int
    group: int
    zombie: bool
    command: str


def look(pid: int) -> Process | None:
    """The process, or None when there is none."""
    if not (PROC / "self" / "stat").exists():
        return next((found for found in _from_ps("-p", str(pid))), None)
    try:
        stat = (PROC / str(pid) / "stat").read_text(errors="replace")
        command = (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return None
    # The name may hold spaces and parentheses: what counts comes after the last one.
    state, _parent, group = stat.rpartition(")")[2].split()[:3]
    text = command.replace(b"\0", b" ").decode(errors="replace").strip()
    return Process(pid=pid, group=int(group), zombie=state in "ZX", command=text)


def everyone() -> list[Process]:
    if not (PROC / "self" / "stat").exists():
        return _from_ps("-A")
    pids = (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())
    return [found for found in (look(pid) for pid in pids) if found is not None]


def alive(pid: int) -> bool:
    """A zombie is dead: it holds nothing but its number."""
    found = look(pid)
    return found is not None and not found.zombie


def working_in(folder: Path) -> list[int]:
    """Living processes whose current directory is this folder (Linux only: [] elsewhere).

    Every PostgreSQL process of a cluster stands in its data directory, whatever its name says.
    """
    found = []
    wanted = str(folder.resolve())
    for process in everyone():
        with contextlib.suppress(OSError):
            stands = (PROC / str(process.pid) / "cwd").readlink() if not process.zombie else None
            if stands is not None and str(stands) == wanted:
                found.append(process.pid)
    return found


def group_members(group: int) -> list[Process]:
    return [one for one in everyone() if one.group == group and not one.zombie]


def send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def wait_until(condition: Callable[[], bool], patience: float, pause: float = 0.02) -> bool:
    """True as soon as the condition holds, False when patience is over."""
    deadline = time.monotonic() + patience
    while True:
        if condition():
            return True
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)


def end_group(group: int, executable: str, patience: float = 5) -> int:
    """Ask the members of a group to leave, then make them; returns how many there were.

    Only those that run `executable`: the system may have given the number to somebody else since.
    """

    def members() -> list[Process]:
        return [one for one in group_members(group) if executable in one.command]

    found = members()
    for one in found:
        send(one.pid, signal.SIGTERM)
    if found and not wait_until(lambda: not members(), patience):
        for one in members():
            send(one.pid, signal.SIGKILL)
        wait_until(lambda: not members(), 2)
    return len(found)


def _from_ps(*selection: str) -> list[Process]:
    answer = subprocess.run(
        ["ps", *selection, "-o", "pid=,pgid=,stat=,command="],
        capture_output=True,
        text=True,
        check=False,
    )
    found = []
    for row in answer.stdout.splitlines():
        pid, group, state, *command = row.split(None, 3)
        text = command[0] if command else ""
        found.append(Process(int(pid), int(group), state.startswith("Z"), text))
    return found
