"""`./guichet run`: from a bare checkout to a product that answers, then keep it so."""

from __future__ import annotations

import contextlib
import time

from launcher import application, database, environment, parent, ports, say, supervisor
from launcher.cluster import Cluster
from launcher.options import Options
from launcher.places import Places
from launcher.runlock import LEAVING, RunLock
from launcher.supervisor import Child, Supervisor

# A product without demonstration data has nobody in it: say how the first person comes in.
EMPTY = """
Installation vide. Le premier compte s’ouvre par :
  ./guichet manage open_account vous@exemple.fr "Votre nom" --administrator
et son lien de connexion s’affiche par :
  ./guichet manage sign_in_link vous@exemple.fr"""


def run(places: Places, options: Options) -> int:
    parent.follow()
    lock = RunLock(places.lock)
    lock.take("run")  # before anything else: the second run must not touch what the first one uses
    try:
        with contextlib.suppress(KeyboardInterrupt):
            _run(places, options, lock)
        say.line("Guichet est arrêté.")
    finally:
        # In this order: the run that waits for the lock asks for the port at once.
        ports.release()
        lock.release()
    return 0


def _run(places: Places, options: Options, lock: RunLock) -> None:
    started = time.monotonic()
    ended = supervisor.end_leftovers(places.children)
    if ended:
        say.line(f"Un arrêt brutal avait laissé {ended} processus : ils sont terminés.")
    port = ports.choose(options.port)
    lock.sign("run", port)
    environment.ensure(places, environment.RUN)
    cluster = _start_database(places)
    try:
        url = cluster.url if cluster is not None else str(database.outside_url())
        given = application.environment(places, url, port=port, demonstration=not options.empty)
        _prepare(places, given, options)
        application.remember(places, port=port, demonstration=not options.empty)

        def announce() -> None:
            say.line("")
            say.line(f"Guichet est prêt : {application.address(port)}")
            say.note(f"Prêt en {say.seconds(time.monotonic() - started)}")
            say.line(EMPTY if options.empty else application.read_cast(places.cast))
            say.line("")
            say.line("Ctrl-C arrête tout.")

        ports.confirm(port)
        children = _children(places, given, port)
        Supervisor(
            children, places.children, cluster, leaving=lambda: lock.sign(LEAVING, port)
        ).run(lambda: application.health(port), announce)
    finally:
        if cluster is not None:
            cluster.stop()


def _start_database(places: Places) -> Cluster | None:
    url = database.outside_url()
    if url is not None:
        say.line("La base est celle de DATABASE_URL.")
        database.check_outside(places, url)
        return None
    cluster = database.local_cluster(places)
    try:
        cluster.start()
        cluster.ensure_database()
    except BaseException:
        cluster.stop()
        raise
    return cluster


def _prepare(places: Places, given: dict[str, str], options: Options) -> None:
    """Static files are gathered while the database is being prepared: two processes, two cores."""
    collecting = application.start_collecting(places, given)
    try:
        application.run_to_end(
            application.django(places, "prepare", *(["--empty"] if options.empty else [])),
            given,
            places,
            "prepare.log",
            "La base de données n’a pas pu être préparée",
        )
        application.finish_collecting(places, collecting)
    finally:
        if collecting is not None and collecting.poll() is None:
            collecting.terminate()
            collecting.wait()


def _children(places: Places, given: dict[str, str], port: int) -> list[Child]:
    def child(name: str, label: str, command: list[str]) -> Child:
        return Child(name, label, command, given, places.root, places.logs / f"{name}.log")

    return [
        child("web", "Le serveur web", application.web(places, port)),
        child("worker", "Le processus des tâches", application.worker(places)),
    ]
