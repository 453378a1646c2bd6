"""The Python environment in `.venv`, from hashed requirement files; skipped when nothing changed.

uv when it is there or can be had, else pip with the same files: slower, same result.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from launcher import say
from launcher.places import Places
from launcher.say import Failure

UV_FLOOR = (0, 5)
RUN, TEST = "run", "test"


def ensure(places: Places, level: str) -> None:
    """`.venv` holds what running (or testing) needs, and nothing that is not pinned by hash."""
    if is_current(places, level):
        return
    places.tools.mkdir(exist_ok=True)
    with (places.tools / "lock").open("w") as lock:
        # `run` and `test` started together must not build the same folder at the same time.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current(places, level):
            synchronise(places, level)


def is_current(places: Places, level: str) -> bool:
    """An environment made for the tests also serves to run: it holds all that running needs."""
    try:
        stamp = json.loads(stamp_path(places).read_text())
    except (OSError, ValueError):
        return False
    return bool(stamp.get(level) == fingerprint(places, level) and places.python.exists())


def stamp_path(places: Places) -> Path:
    return places.venv / "guichet-stamp.json"


def fingerprint(places: Places, level: str) -> str:
    digest = hashlib.sha256(requirements(places, level).read_bytes())
    digest.update(f"{sys.version_info[:2]}".encode())
    return digest.hexdigest()


def requirements(places: Places, level: str) -> Path:
    path = places.requirements / f"{level}.txt"
    if not path.exists():
        raise Failure(f"Il manque {path} : la copie du dépôt est incomplète, clonez-le de nouveau.")
    return path


def synchronise(places: Places, level: str) -> None:
    if level == RUN and serves_tests(places):
        level = TEST  # never take pytest away from somebody who is using it
    say.line("Installation des paquets Python dans .venv…")
    started = time.monotonic()
    file = requirements(places, level)
    stamp_path(places).unlink(missing_ok=True)
    uv = find_uv(places)
    if uv is None or not sync_with_uv(places, uv, file):
        sync_with_pip(places, file)
    levels = (RUN, TEST) if level == TEST else (RUN,)
    stamp = {one: fingerprint(places, one) for one in levels}
    stamp_path(places).write_text(json.dumps(stamp))
    say.line(f"Paquets Python installés en {say.seconds(time.monotonic() - started)}.")


def serves_tests(places: Places) -> bool:
    return any(places.venv.glob("lib/python*/site-packages/pytest/__init__.py"))


# uv


def find_uv(places: Places) -> str | None:
    """A recent uv on the PATH, else a pinned one in `.tools/`, else None: pip will do."""
    on_path = shutil.which("uv")
    if on_path and uv_version(on_path) >= UV_FLOOR:
        return on_path
    pinned = places.requirements / "uv.txt"
    digest = hashlib.sha256(pinned.read_bytes()).hexdigest()[:12]
    private = places.tools / f"uv-{digest}" / "bin" / "uv"
    if private.exists() or install_uv(pinned, private):
        return str(private)
    return None


def uv_version(uv: str) -> tuple[int, ...]:
    answer = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"(\d+)\.(\d+)", answer.stdout)
    return tuple(int(part) for part in found.groups()) if found else (0,)


def install_uv(pinned: Path, private: Path) -> bool:
    """With the pip of this Python when it has one: a private folder is quicker than a venv."""
    folder = private.parent.parent
    python = sys.executable
    if importlib.util.find_spec("pip") is None:
        make_venv(folder.with_name("pip"))
        python = str(folder.with_name("pip") / "bin" / "python")
    command = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
    ]
    command += ["--only-binary", ":all:", "--require-hashes", "--target", str(folder)]
    return attempt([*command, "-r", str(pinned)]) and private.exists()


def sync_with_uv(places: Places, uv: str, file: Path) -> bool:
    if not venv_works(places) and not attempt(
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(places.venv)]
    ):
        return False
    sync = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(places.python)]
    return attempt([*sync, str(file)])


def uv_settings() -> dict[str, str]:
    """No interpreter fetched behind the user's back, and the certificates that the machine trusts.

    Administrations often sit behind a proxy that signs with its own authority: pip reads the
    system's store, uv must be told to (the second name is for the versions before 0.10).
    """
    settings = {"UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}
    return {**os.environ, **settings}


# pip


def sync_with_pip(places: Places, file: Path) -> None:
    say.line("uv n’est pas utilisable ici : installation par pip, une à deux minutes.")
    if not venv_works(places) or not has_pip(places.python):
        make_venv(places.venv)
    command = [str(places.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if not attempt([*command, "--require-hashes", "-r", str(file)]):
        raise Failure(
            "Les paquets Python n’ont pas pu être installés : vérifiez l’accès au registre de "
            "paquets (réseau, mandataire, certificats), puis recommencez ; le détail est dans "
            "var/log/guichet.log."
        )


def venv_works(places: Places) -> bool:
    """It exists, and its Python still does and is recent enough."""
    if not places.python.exists():
        return False
    code = "import sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([str(places.python), "-c", code], check=False).returncode == 0


def has_pip(python: Path) -> bool:
    return (
        subprocess.run(
            [str(python), "-c", "import pip"], capture_output=True, check=False
        ).returncode
        == 0
    )


def make_venv(folder: Path) -> None:
    ensure_ensurepip()
    if not attempt([sys.executable, "-m", "venv", "--clear", str(folder)]):
        raise Failure(
            f"L’environnement Python {folder} n’a pas pu être créé : vérifiez la place sur le "
            "disque et les droits du dossier ; le détail est dans var/log/guichet.log."
        )


def ensure_ensurepip() -> None:
    """Debian ships Python without it; its own package brings it."""
    if importlib.util.find_spec("ensurepip") is not None:
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    install = ["apt-get", "install", "-y", "--no-install-recommends", package]
    if can_apt():
        say.line(f"Installation du paquet système {package}…")
        if attempt(["apt-get", "update"]) and attempt(install):
            return
    raise Failure(
        f"Python n’a pas son module ensurepip : lancez « sudo apt-get install {package} », puis "
        "recommencez."
    )


def can_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def attempt(command: list[str]) -> bool:
    """Run quietly; what it said goes to the journal when it fails."""
    environment = {
        **uv_settings(),
        "DEBIAN_FRONTEND": "noninteractive",
        "PIP_ROOT_USER_ACTION": "ignore",
    }
    answer = subprocess.run(
        command,
        capture_output=True,
        text=True,
        errors="replace",
        stdin=subprocess.DEVNULL,
        env=environment,
        check=False,
    )
    if answer.returncode != 0:
        say.note(f"{' '.join(command)} : code {answer.returncode}\n{answer.stdout}{answer.stderr}")
    return answer.returncode == 0
