"""The small commands: manage, docs, stop, reset, bench."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

from launcher import application, database, environment, processes, say, shelter, supervisor
from launcher.options import Options
from launcher.places import NOTICE, Places
from launcher.runlock import RunLock
from launcher.say import Failure

# What « reset » leaves: the reasons of past troubles, the lock that it holds, the key of the
# cookies.
KEPT_BY_RESET = {NOTICE, "log", "run.lock", "secret-key"}


def manage(places: Places, options: Options) -> int:
    """Any Django command on the same database as `run`."""
    return _django(places, options.rest or ["help"], "manage")


def docs(places: Places, options: Options) -> int:
    return _django(places, ["write_docs"], "docs")


def bench(places: Places, options: Options) -> int:
    """On a base of its own, beside the one of `run`; its pages name the static files."""
    return _django(places, ["bench", *options.rest], "bench", with_static_files=True)


def _django(
    places: Places, arguments: list[str], command: str, *, with_static_files: bool = False
) -> int:
    environment.ensure(places, environment.RUN)
    last = application.last_run(places)
    with database.borrowed(places, command) as url:
        given = application.environment(
            places, url, port=int(last["port"]), demonstration=bool(last["demonstration"])
        )
        if with_static_files:
            collecting = application.start_collecting(places, given)
            application.finish_collecting(places, collecting)
        child = subprocess.Popen(application.django(places, *arguments), cwd=places.root, env=given)
        return _wait_through_interrupts(child)


def _wait_through_interrupts(child: subprocess.Popen[bytes]) -> int:
    """Ctrl-C reaches the child too: it decides (a shell only drops its line), and we wait."""
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        code = child.wait()
    except KeyboardInterrupt:  # a SIGTERM, sent to us alone
        child.terminate()
        code = child.wait()
    finally:
        signal.signal(signal.SIGINT, previous)
    return code if code >= 0 else 128 - code


def stop(places: Places, options: Options) -> int:
    """Stop what runs on these data, or what a kill -9 left behind."""
    lock = RunLock(places.lock)
    holder = lock.holder()
    if holder is not None:
        return _stop_holder(lock, holder.pid)
    ended = supervisor.end_leftovers(places.children)
    for cluster in database.existing_clusters(places):
        if cluster.running_pid() is not None:
            cluster.stop()
            ended += 1
    told = (
        "Les restes d’un arrêt brutal sont terminés."
        if ended
        else f"Rien ne tourne sur {places.data}."
    )
    say.line(told)
    return 0


def _stop_holder(lock: RunLock, pid: int) -> int:
    if pid:
        processes.send(pid, signal.SIGTERM)
    if not processes.wait_until(lambda: lock.holder() is None, 60, pause=0.1):
        raise Failure(
            f"Le processus {pid} ne s’arrête pas : terminez-le par « kill -9 {pid} », puis "
            "relancez « ./guichet stop » pour terminer ce qu’il laisse."
        )
    say.line("Guichet est arrêté.")
    return 0


def reset(places: Places, options: Options) -> int:
    """Erase the database and the files of these data, after asking."""
    if database.outside_url() is not None:
        raise Failure(
            "DATABASE_URL désigne une base que Guichet ne gère pas et n’effacera pas : retirez "
            "DATABASE_URL, ou videz cette base vous-même (« ./guichet manage flush »)."
        )
    lock = RunLock(places.lock)
    lock.take("reset")
    try:
        if not options.yes and not _confirmed(places):
            say.line("Rien n’a été effacé.")
            return 1
        supervisor.end_leftovers(places.children)
        for cluster in database.existing_clusters(places):
            cluster.stop()
        _erase(places)
    finally:
        lock.release()
    say.line("La base et les fichiers sont effacés ; « ./guichet run » repart de zéro.")
    return 0


def _confirmed(places: Places) -> bool:
    if not sys.stdin.isatty():
        raise Failure(
            f"« reset » efface toute la base et tous les fichiers de {places.data} : confirmez par "
            "« ./guichet reset --yes »."
        )
    print(f"Toute la base et tous les fichiers de {places.data} vont être effacés.")
    return input("Tapez « oui » pour continuer : ").strip().lower() == "oui"


def _erase(places: Places) -> None:
    doomed = [entry for entry in places.data.iterdir() if entry.name not in KEPT_BY_RESET]
    shelters = [shelter.shelter_of(places)]
    for entry in [*doomed, *shelters]:
        _remove(entry)


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    elif entry.exists() or entry.is_symlink():
        entry.unlink()
