"""The Django part, seen from outside: its environment, its commands, its two processes."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

from launcher import say
from launcher.places import Places
from launcher.say import Failure

HOST = "127.0.0.1"


def address(port: int) -> str:
    return f"http://{HOST}:{port}"


def environment(
    places: Places, database_url: str, *, port: int, demonstration: bool
) -> dict[str, str]:
    """What every process of the product is given; the rest of the user's environment is kept."""
    given = {
        key: value for key, value in os.environ.items() if key not in {"PYTHONHOME", "VIRTUAL_ENV"}
    }
    given.update(
        DATABASE_URL=database_url,
        DJANGO_SETTINGS_MODULE="config.settings.dev",
        GUICHET_BASE_URL=address(port),
        GUICHET_DATA_DIR=str(places.data),
        GUICHET_SECRET_KEY=os.environ.get("GUICHET_SECRET_KEY") or places.secret_key(),
        PYTHONPATH=str(places.root / "src"),
        PYTHONUNBUFFERED="1",
        PYTHONUTF8="1",
    )
    given.pop("GUICHET_DEMONSTRATION", None)
    if demonstration:
        given["GUICHET_DEMONSTRATION"] = "1"
    return given


def django(places: Places, *arguments: str) -> list[str]:
    return [str(places.python), "-m", "django", *arguments]


def web(places: Places, port: int) -> list[str]:
    """Two processes. Two requests at a time in each, for the connection pool is never short
    (config.gate); the other threads are those in which screens that follow a meeting sleep.
    """
    return [
        *(str(places.python), "-m", "granian", "--interface", "wsgi", "config.wsgi:application"),
        *("--host", HOST, "--port", str(port), "--no-ws", "--log-level", "warning"),
        *("--workers", str(min(2, os.cpu_count() or 1)), "--blocking-threads", "64"),
        *("--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "5"),
    ]


def worker(places: Places) -> list[str]:
    options = ("--concurrency", "2", "--shutdown-graceful-timeout", "5")
    return django(places, "procrastinate", "worker", *options)


def run_to_end(
    command: list[str], environment: dict[str, str], places: Places, log: str, failed: str
) -> None:
    """Show what it says; on failure one sentence, the traceback staying in its log."""
    path = places.logs / log
    say.rotate(path)
    with path.open("ab") as errors:
        code = subprocess.run(
            command,
            cwd=places.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stderr=errors,
            check=False,
        ).returncode
    if code < 0 and -code in {signal.SIGINT, signal.SIGTERM}:
        raise KeyboardInterrupt
    if code != 0:
        raise Failure(f"{failed} ; dernière ligne de {path} :\n{say.tail(path, 1)}")


# Static files: gathered again only when one of them, or the list of packages, has changed.


def start_collecting(places: Places, environment: dict[str, str]) -> subprocess.Popen[bytes] | None:
    """In the background (it needs no database); None when the last collection is still good."""
    stamp = places.data / "static-stamp"
    if stamp.exists() and stamp.read_text() == static_fingerprint(places):
        return None
    say.line("Rassemblement des fichiers de présentation…")
    path = places.logs / "collectstatic.log"
    with path.open("wb") as log:
        return subprocess.Popen(
            django(places, "collectstatic", "--noinput", "--verbosity", "0"),
            cwd=places.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def finish_collecting(places: Places, collecting: subprocess.Popen[bytes] | None) -> None:
    if collecting is None:
        return
    if collecting.wait() != 0:
        path = places.logs / "collectstatic.log"
        raise Failure(
            "Les fichiers de présentation n’ont pas pu être rassemblés ; dernières lignes de "
            f"{path} :\n{say.tail(path)}"
        )
    (places.data / "static-stamp").write_text(static_fingerprint(places))


def static_fingerprint(places: Places) -> str:
    digest = hashlib.sha256((places.requirements / "run.txt").read_bytes())
    for folder in sorted((places.root / "src").rglob("static")):
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            status = file.stat()
            digest.update(f"{file}|{status.st_size}|{status.st_mtime_ns}".encode())
    for settings in sorted((places.root / "src" / "config").rglob("*.py")):
        digest.update(settings.read_bytes())  # they say which files are served
    return digest.hexdigest()


# Health


def health(port: int) -> tuple[bool, str]:
    """Whether /sante says that every part is up, and otherwise the reason it gives."""
    connection = http.client.HTTPConnection(HOST, port, timeout=3)
    try:
        connection.request("GET", "/sante")
        answer = connection.getresponse()
        body = answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return False, f"pas de réponse ({type(error).__name__})"
    finally:
        connection.close()
    return answer.status == 200, f"{answer.status} {body[:300]}"


# What the last run was, so that `manage` sees the same product


def remember(places: Places, *, port: int, demonstration: bool) -> None:
    text = json.dumps({"port": port, "demonstration": demonstration})
    (places.data / "last-run.json").write_text(text)


def last_run(places: Places) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((places.data / "last-run.json").read_text())
    except (OSError, ValueError):
        return {"port": 8000, "demonstration": True}
    return found


def read_cast(path: Path) -> str:
    return path.read_text(encoding="utf-8").rstrip() if path.exists() else ""
