"""Keep PostgreSQL, the web server and the worker running until told to stop.

One loop, no thread: it prints what the children say, restarts the ones that die (sooner the first
time, later and later if they insist), brings PostgreSQL back before anything else, and on SIGINT or
SIGTERM stops all of it in order.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Callable

from launcher import processes, say
from launcher.cluster import Cluster
from launcher.say import Failure

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0  # a process that has lived this long starts again with a clean slate
GIVE_UP_AFTER = 5
READY_PATIENCE = 180.0
GRACE = 10.0
TRACEBACK = (
    "Traceback (most recent call last)",
    "The above exception was",
    "During handling of the above",
)
MANY_THREADS = "which seems quite high compared to the number of CPU cores"
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Child:
    """A process to keep alive; `label` is what the terminal calls it, in French."""

    name: str
    label: str
    command: list[str]
    environment: dict[str, str]
    cwd: Path
    log: Path
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started: float = 0.0
    due: float = 0.0
    unfinished: bytes = field(default=b"", repr=False)


class Supervisor:
    def __init__(
        self,
        children: list[Child],
        record: Path,
        cluster: Cluster | None = None,
        leaving: Callable[[], None] = lambda: None,
    ) -> None:
        """`leaving` is called once, when the end begins: the next one may wait for it."""
        self.leaving = leaving
        self.children = children
        self.record = record
        self.cluster = cluster
        self.stopping = False
        self.impatient = False
        self.asked = 0.0
        self.cluster_failures = 0
        self.cluster_started = time.monotonic()
        self.cluster_down: float | None = None
        self.cluster_due = 0.0
        self.selector = selectors.DefaultSelector()

    def run(self, is_ready: Callable[[], tuple[bool, str]], announce: Callable[[], None]) -> None:
        """Blocks until a signal; `announce` is called once, when everything answers."""
        heard = [one for one in STOP_SIGNALS if one != signal.SIGHUP or not hangs_on()]
        previous = {number: signal.signal(number, self._on_signal) for number in heard}
        wake_reader, wake_writer = os.pipe()
        os.set_blocking(wake_reader, False)
        os.set_blocking(wake_writer, False)
        signal.set_wakeup_fd(wake_writer, warn_on_full_buffer=False)
        previous[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        self.selector.register(wake_reader, selectors.EVENT_READ, None)
        try:
            self._keep_running(is_ready, announce)
        finally:
            self._stop_everything()
            signal.set_wakeup_fd(-1)
            for number, handler in previous.items():
                signal.signal(number, handler)
            self.selector.close()
            os.close(wake_reader)
            os.close(wake_writer)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        """A second request, made after a moment, means « now »."""
        self.impatient = self.stopping and time.monotonic() - self.asked > 1
        if not self.stopping:
            self.asked = time.monotonic()
        self.stopping = True

    def _keep_running(
        self, is_ready: Callable[[], tuple[bool, str]], announce: Callable[[], None]
    ) -> None:
        deadline = time.monotonic() + READY_PATIENCE
        ready = False
        while not self.stopping:
            self._look_after_cluster()
            self._look_after_children(ready)
            if not ready:
                ready, reason = is_ready()
                if ready:
                    announce()
                elif time.monotonic() > deadline:
                    raise Failure(
                        f"Guichet ne répond pas comme il faut ({reason}) : lisez "
                        f"{self.record.parent}/log, puis recommencez."
                    )
            self._listen(0.5 if ready else 0.1)

    # PostgreSQL

    def _look_after_cluster(self) -> None:
        """Before the others: neither the web server nor the worker is worth anything without it."""
        if self.cluster is None:
            return
        code = self.cluster.has_died()
        if code is not None and self.cluster_down is None:
            self._mourn_cluster(code)
        if self.cluster_down is not None and time.monotonic() >= self.cluster_due:
            self._revive_cluster(self.cluster, self.cluster_down)

    def _mourn_cluster(self, code: int) -> None:
        now = time.monotonic()
        if now - self.cluster_started > STEADY_AFTER:
            self.cluster_failures = 0
        self.cluster_down = now
        self.cluster_due = now + pause_after(self.cluster_failures)
        self.cluster_failures += 1
        say.line(f"La base de données s’est arrêtée ({cause(code)}) : redémarrage.")

    def _revive_cluster(self, cluster: Cluster, down: float) -> None:
        try:
            cluster.start(giving_up=lambda: self.stopping)
        except Failure:
            self.cluster_failures += 1
            if self.cluster_failures > GIVE_UP_AFTER:
                raise
            self.cluster_due = time.monotonic() + pause_after(self.cluster_failures)
            return
        self.cluster_down = None
        self.cluster_started = time.monotonic()
        if not self.stopping:
            lasted = say.seconds(time.monotonic() - down)
            say.line(f"La base de données répond de nouveau après {lasted}.")

    # Web and worker

    def _look_after_children(self, ready: bool) -> None:
        for child in self.children:
            if child.process is None:
                if time.monotonic() >= child.due:
                    self._start(child)
            elif child.process.poll() is not None:
                self._bury(child, ready)

    def _start(self, child: Child) -> None:
        say.rotate(child.log)
        child.process = subprocess.Popen(
            child.command,
            cwd=child.cwd,
            env=child.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        child.started = time.monotonic()
        if child.process.stdout is not None:
            os.set_blocking(child.process.stdout.fileno(), False)
            self.selector.register(child.process.stdout, selectors.EVENT_READ, child)
        self._write_record()

    def _bury(self, child: Child, ready: bool) -> None:
        """Its own children must not keep its port or its jobs: they go with it."""
        code = self._reap(child)
        lived = time.monotonic() - child.started
        child.failures = 1 if lived > STEADY_AFTER else child.failures + 1
        if not ready and child.failures >= GIVE_UP_AFTER:
            raise Failure(
                f"{child.label} n’arrive pas à démarrer ({cause(code)}) ; dernières lignes de "
                f"{child.log} :\n{say.tail(child.log)}"
            )
        pause = pause_after(child.failures)
        child.due = time.monotonic() + pause
        say.line(
            f"{child.label} s’est arrêté ({cause(code)}) : redémarrage dans {say.seconds(pause)}."
        )

    def _reap(self, child: Child) -> int:
        process, child.process = child.process, None
        if process is None:
            return 0
        signal_group(process.pid, signal.SIGKILL)
        code = process.wait()
        self._drain(child, process)
        if process.stdout is not None:
            self.selector.unregister(process.stdout)
            process.stdout.close()
        return code

    # What they say

    def _listen(self, patience: float) -> None:
        nearest = [child.due for child in self.children if child.process is None]
        wait = min([patience, *(max(due - time.monotonic(), 0.01) for due in nearest)])
        for key, _events in self.selector.select(wait):
            if isinstance(key.data, Child):
                self._drain(key.data, key.data.process)
            else:
                os.read(key.fd, 512)

    def _drain(self, child: Child, process: subprocess.Popen[bytes] | None) -> None:
        if process is None or process.stdout is None:
            return
        while True:
            chunk = process.stdout.read(65536)
            if not chunk:
                break
            *whole, child.unfinished = (child.unfinished + chunk).split(b"\n")
            for text in whole:
                self._relay(child, text)

    def _relay(self, child: Child, text: bytes) -> None:
        # A disk that is full for a while must not stop what answers.
        with contextlib.suppress(OSError), child.log.open("ab") as log:
            log.write(time.strftime("%Y-%m-%d %H:%M:%S ").encode() + text + b"\n")
        shown = text.decode(errors="replace")
        if not is_detail(shown):
            say.show(f"[{child.name}] {shown}")

    # The end

    def _stop_everything(self) -> None:
        self.leaving()
        for child in self.children:
            if child.process is not None and child.process.poll() is None:
                child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while self._anyone_left() and time.monotonic() < deadline and not self.impatient:
            self._listen(0.1)
        for child in self.children:
            self._reap(child)
        if self.cluster is not None:
            self.cluster.stop()
        self.record.unlink(missing_ok=True)

    def _anyone_left(self) -> bool:
        return any(
            child.process is not None and child.process.poll() is None for child in self.children
        )

    # For the next one, in case of a kill -9 of ourselves

    def _write_record(self) -> None:
        living = [
            {"pid": child.process.pid, "name": child.name, "executable": child.command[0]}
            for child in self.children
            if child.process is not None
        ]
        draft = self.record.with_suffix(".new")
        with contextlib.suppress(OSError):
            draft.write_text(json.dumps(living))
            draft.replace(self.record)


def end_leftovers(record: Path) -> int:
    """End the children of a supervisor that was killed; returns how many processes there were."""
    try:
        living = json.loads(record.read_text())
    except (OSError, ValueError):
        return 0
    ended = 0
    for one in living:
        ended += processes.end_group(int(one["pid"]), str(one["executable"]))
    record.unlink(missing_ok=True)
    return ended


def signal_group(group: int, number: signal.Signals) -> None:
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return


def is_detail(line: str) -> bool:
    """The inside of a traceback: the log keeps it, the screen only shows how it ends. So is what
    the web server says of the number of its threads: they are meant to sleep (ADR 0022)."""
    return not line.strip() or line.startswith((" ", "\t", *TRACEBACK)) or MANY_THREADS in line


def hangs_on() -> bool:
    """Started by nohup: the end of the terminal is not the end of the service."""
    return signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


def pause_after(failures: int) -> float:
    """None, 0.2 s, 0.4 s, 0.8 s… up to half a minute."""
    return min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) if failures > 0 else 0.0


def cause(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"
