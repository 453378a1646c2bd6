"""A supervisor on a small stage: web server and worker of a few lines, everything else real.

    python -m tests.launcher.stage DATA PORT [HOME OF A CLUSTER] [--broken]

Run as a process of its own, so that a test may kill it.
"""

import sys
from pathlib import Path

from launcher import application, parent, places, postgres, runlock, say, shelter, supervisor
from launcher.cluster import Cluster

ROOT = Path(__file__).resolve().parents[2]

WEB = """
import http.server, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"status": "ok"}')
    def log_message(self, *_):
        pass
print("web says hello", flush=True)
import traceback
try:
    raise OSError("rien de grave")
except OSError:
    traceback.print_exc()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""
WORKER = "import time; print('worker says hello', flush=True); time.sleep(600)"
BROKEN = "import sys; sys.exit('il manque une pièce')"


def main(data: Path, port: int, web: str, cluster_home: Path | None) -> int:
    here = places.Places(root=ROOT, data=data)
    here.prepare()
    here.logs.mkdir(exist_ok=True)
    lock = runlock.RunLock(here.lock)
    try:
        lock.take("run", port)
        supervisor.end_leftovers(here.children)
        cluster = _cluster(here, cluster_home)
        if cluster is not None:
            cluster.start()
        children = [
            _child(here, "web", "Le serveur web", [web, str(port)]),
            _child(here, "worker", "Le processus des tâches", [WORKER]),
        ]
        parent.follow()
        supervisor.Supervisor(
            children, here.children, cluster, leaving=lambda: lock.sign(runlock.LEAVING, port)
        ).run(lambda: application.health(port), lambda: say.line("prêt"))
    except say.Failure as failure:
        say.refuse(failure)
        return 1
    return 0


def _cluster(here: places.Places, home: Path | None) -> Cluster | None:
    if home is None:
        return None
    user = postgres.owner()
    binaries = shelter.reachable_binaries(postgres.find_binaries(here), home, user)
    return Cluster(binaries, home, home.parent / "s", here.logs / "postgresql.log", user)


def _child(here: places.Places, name: str, label: str, arguments: list[str]) -> supervisor.Child:
    command = [sys.executable, "-c", *arguments]
    return supervisor.Child(name, label, command, {}, ROOT, here.logs / f"{name}.log")


if __name__ == "__main__":
    options = sys.argv[3:]
    broken = "--broken" in options
    homes = [Path(option) for option in options if option != "--broken"]
    sys.exit(
        main(
            Path(sys.argv[1]),
            int(sys.argv[2]),
            BROKEN if broken else WEB,
            homes[0] if homes else None,
        )
    )
