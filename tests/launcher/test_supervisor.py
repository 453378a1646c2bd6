"""What dies comes back; what is told to stop leaves nobody behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from launcher import application, processes, runlock, supervisor
from launcher.cluster import Cluster

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Stage:
    process: subprocess.Popen[str]
    data: Path
    port: int
    screen: Path

    def pid_of(self, name: str) -> int:
        living = json.loads((self.data / "children.json").read_text())
        return next(int(one["pid"]) for one in living if one["name"] == name)

    def said(self) -> str:
        return self.screen.read_text()

    def answers(self) -> bool:
        return application.health(self.port)[0]


Opening = Callable[..., Stage]


@pytest.fixture
def stage(tmp_path: Path, free_port: int) -> Iterator[Opening]:
    opened: list[Stage] = []

    def start(*options: str) -> Stage:
        screen = tmp_path / f"screen-{len(opened)}"
        command = [sys.executable, "-m", "tests.launcher.stage"]
        command += [str(tmp_path / "data"), str(free_port), *options]
        with screen.open("w") as out:
            process = subprocess.Popen(
                command, cwd=ROOT, stdout=out, stderr=out, text=True, start_new_session=True
            )
        one = Stage(process, tmp_path / "data", free_port, screen)
        opened.append(one)
        return one

    def started(*options: str) -> Stage:
        one = start(*options)
        assert processes.wait_until(
            lambda: "prêt" in one.said() or one.process.poll() is not None, 20
        )
        return one

    yield started
    for one in opened:
        if one.process.poll() is None:
            one.process.terminate()
        one.process.wait(timeout=30)
    supervisor.end_leftovers(tmp_path / "data" / "children.json")


def comes_back(one: Stage, name: str, killed: int) -> bool:
    return processes.wait_until(lambda: one.pid_of(name) != killed and one.answers(), 10)


@pytest.mark.parametrize(
    ("name", "label"), [("web", "Le serveur web"), ("worker", "Le processus des tâches")]
)
def test_a_killed_process_comes_back_within_two_seconds(
    stage: Opening, name: str, label: str
) -> None:
    one = stage()
    killed = one.pid_of(name)
    before = time.monotonic()

    os.kill(killed, signal.SIGKILL)

    assert comes_back(one, name, killed)
    assert time.monotonic() - before < 2
    assert f"{label} s’est arrêté (signal 9) : redémarrage dans 0,2 s." in one.said()


def test_a_traceback_stays_in_the_log(stage: Opening) -> None:
    one = stage()

    log = (one.data / "log" / "web.log").read_text()
    assert "Traceback (most recent call last)" in log
    assert "OSError: rien de grave" in one.said()
    assert "Traceback" not in one.said()


def test_pauses_grow_when_a_process_insists_on_dying() -> None:
    pauses = [supervisor.pause_after(failures) for failures in (0, 1, 2, 3, 4, 20)]

    assert pauses == [0.0, 0.2, 0.4, 0.8, 1.6, 30.0]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything(stage: Opening, cluster: Cluster, number: int) -> None:
    one = stage(str(cluster.home))
    children = [one.pid_of("web"), one.pid_of("worker")]

    one.process.send_signal(number)

    assert one.process.wait(timeout=20) == 0
    assert not any(processes.alive(pid) for pid in children)
    assert processes.working_in(cluster.data) == []
    assert not (one.data / "children.json").exists()


def test_postgresql_killed_in_use_comes_back_with_its_rows(
    stage: Opening, cluster: Cluster
) -> None:
    one = stage(str(cluster.home))
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS deposited")
        connection.execute("CREATE TABLE deposited AS SELECT generate_series(1, 100) AS number")
    killed = cluster.running_pid()
    assert killed is not None

    for pid in processes.working_in(cluster.data):
        os.kill(pid, signal.SIGKILL)

    assert processes.wait_until(lambda: "répond de nouveau" in one.said(), 10)
    with psycopg.connect(cluster.url) as connection:
        [count] = connection.execute("SELECT count(*) FROM deposited").fetchone() or [0]
    assert count == 100
    assert cluster.running_pid() != killed


def test_a_second_run_is_refused_and_told_who_holds_the_data(stage: Opening) -> None:
    first = stage()

    second = stage()

    assert second.process.wait(timeout=10) == 1
    assert f"processus {first.process.pid}, http://127.0.0.1:{first.port}" in second.said()
    assert first.answers()


def test_it_leaves_with_the_shell_that_started_it(tmp_path: Path, free_port: int) -> None:
    data = tmp_path / "data"
    command = f"{sys.executable} -m tests.launcher.stage {data} {free_port}; true"
    shell = subprocess.Popen(["sh", "-c", command], cwd=ROOT, stdout=subprocess.DEVNULL)
    assert processes.wait_until(lambda: application.health(free_port)[0], 20)
    children = [one["pid"] for one in json.loads((data / "children.json").read_text())]

    shell.kill()
    shell.wait()

    assert processes.wait_until(lambda: not any(processes.alive(pid) for pid in children), 10)
    assert processes.wait_until(lambda: runlock.RunLock(data / "run.lock").holder() is None, 10)


def test_the_next_one_waits_for_one_that_is_leaving(stage: Opening) -> None:
    first = stage()
    first.process.terminate()
    assert processes.wait_until(lambda: "leaving" in (first.data / "run.lock").read_text(), 5)

    second = stage()

    assert second.answers()
    assert first.process.wait(timeout=10) == 0


def test_the_next_one_ends_what_a_kill_of_the_supervisor_left(stage: Opening) -> None:
    one = stage()
    orphans = [one.pid_of("web"), one.pid_of("worker")]
    one.process.kill()
    one.process.wait()
    assert all(processes.alive(pid) for pid in orphans)

    other = stage()

    assert other.answers()
    assert not any(processes.alive(pid) for pid in orphans)


def test_a_process_that_never_starts_is_told_with_its_last_words(stage: Opening) -> None:
    one = stage("--broken")

    assert one.process.wait(timeout=30) == 1
    assert "Le serveur web n’arrive pas à démarrer (code 1)" in one.said()
    assert "il manque une pièce" in one.said()
    assert not one.answers()
