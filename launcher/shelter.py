"""Where a cluster lives: in the data folder, unless PostgreSQL's user may not walk there.

Root hands PostgreSQL to `nobody`, who cannot enter a private home nor a 0700 folder. Opening those
folders would be worse than the trouble: the cluster (and a copy of the binaries, when they are shut
in too) then goes to a folder of the system that survives a restart of the machine.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path

from launcher import processes, say
from launcher.places import Places
from launcher.postgres import Binaries, Owner, blocked_at
from launcher.say import Failure

BASE = Path("/var/tmp")  # noqa: S108 -- kept across restarts, unlike /tmp; ownership is checked below
ORIGIN = "origine.txt"  # in the shelter: whose it is
NOTE = "pg-ailleurs.txt"  # in the data: where it is
# Unix sockets accept about 105 bytes, of which PostgreSQL's file name takes 20.
LONGEST_SOCKET_FOLDER = 80


def choose_home(places: Places, binaries: Binaries, user: Owner | None) -> Path:
    """The folder of the cluster of this major version, created and owned as PostgreSQL wants it."""
    regular = places.data / "pg"
    blocked = blocked_at(places.data, user)
    shelter = shelter_of(places)
    if blocked is None and not (places.data / NOTE).exists():
        home = regular
    else:
        if (regular / str(binaries.major) / "data").exists():
            raise Failure(
                f"PostgreSQL ne peut plus entrer dans {blocked or regular} : rouvrez le passage (« "
                f"chmod o+x {blocked or regular} »), puis recommencez."
            )
        home = open_shelter(places, shelter, blocked)
    refuse_other_major(home, binaries.major)
    return own(home / str(binaries.major), user)


def shelter_of(places: Places) -> Path:
    digest = hashlib.sha256(str(places.data).encode()).hexdigest()[:12]
    return BASE / f"guichet-{digest}"


def open_shelter(places: Places, shelter: Path, blocked: Path | None) -> Path:
    refuse_foreign(shelter)
    if shelter.exists() and not (places.data / NOTE).exists():
        set_aside(shelter)
    if not shelter.exists():
        sweep()
        say.line(
            f"Le dossier {blocked} est fermé à l’utilisateur « nobody », sous lequel tourne "
            f"PostgreSQL : la base est rangée dans {shelter}."
        )
    shelter.mkdir(mode=0o755, exist_ok=True)
    refuse_foreign(shelter)  # somebody may have been quicker
    shelter.chmod(0o755)
    (shelter / ORIGIN).write_text(str(places.data), encoding="utf-8")
    (places.data / NOTE).write_text(f"{shelter}\n", encoding="utf-8")
    return shelter


def refuse_foreign(shelter: Path) -> None:
    """Anybody may write in the folder above: only what is ours is trusted."""
    if os.path.lexists(shelter) and (
        shelter.is_symlink() or shelter.lstat().st_uid != os.geteuid()
    ):
        raise Failure(
            f"Le dossier {shelter} appartient à quelqu’un d’autre : supprimez-le, ou choisissez "
            "avec --data un dossier que l’utilisateur « nobody » peut traverser."
        )


def set_aside(shelter: Path) -> None:
    """These data are new: what a deleted folder of the same name left is not theirs to continue."""
    former = shelter.with_name(f"{shelter.name}-{time.strftime('%Y%m%d-%H%M%S')}")
    shelter.rename(former)
    say.line(f"La base d’un ancien dossier du même nom est mise de côté dans {former}.")


def sweep() -> None:
    """Remove the shelters of data that stood in a temporary folder, now gone (throw-away clones).

    Only those: data missing from anywhere else may be on a disk that is not mounted today.
    """
    temporary = {Path(tempfile.gettempdir()).resolve(), Path("/tmp").resolve()}  # noqa: S108
    for shelter in BASE.glob("guichet-*"):
        note = shelter / ORIGIN
        if shelter.is_symlink() or shelter.stat().st_uid != os.geteuid() or not note.exists():
            continue
        origin = Path(note.read_text(encoding="utf-8").strip())
        gone = not origin.exists() and temporary & set(origin.parents)
        busy = any(processes.working_in(data) for data in shelter.glob("*/data"))
        if gone and not busy:
            shutil.rmtree(shelter, ignore_errors=True)


def refuse_other_major(home: Path, major: int) -> None:
    """PostgreSQL never opens the files of another major version: say so rather than start empty."""
    others = sorted(
        int(folder.parent.name) for folder in home.glob("*/data") if folder.parent.name.isdigit()
    )
    if others and major not in others:
        raise Failure(
            f"La base de {home} a été faite par PostgreSQL {others[-1]}, et celui d’ici est en "
            f"{major} : exportez-la avec la version {others[-1]} (pg_dump) avant de changer de "
            "version, ou repartez de zéro par « ./guichet reset »."
        )


def own(folder: Path, user: Owner | None) -> Path:
    """Created with its parents, closed to everybody but PostgreSQL's user."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(exist_ok=True)
    if user is not None:
        folder.parent.chmod(0o755)
        os.chown(folder, user.uid, user.gid)
    folder.chmod(0o700)
    return folder


def socket_folder(home: Path, user: Owner | None) -> Path:
    """Beside the data when the path is short and plain enough for a socket, else a short one."""
    beside = home / "socket"
    plain = str(beside).isascii() and not set(str(beside)) & set(" ,\"'\\")
    if plain and len(str(beside)) <= LONGEST_SOCKET_FOLDER:
        return own(beside, user)
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    short = Path("/tmp") / f"guichet-{os.geteuid()}-{digest}"  # noqa: S108 -- ownership is checked
    with contextlib.suppress(FileExistsError):
        short.mkdir(mode=0o700)
    wanted = user.uid if user is not None else os.geteuid()
    if short.is_symlink() or short.lstat().st_uid not in {wanted, os.geteuid()}:
        raise Failure(
            f"Le dossier {short} appartient à quelqu’un d’autre : supprimez-le, ou choisissez avec "
            "--data un dossier au chemin plus court."
        )
    if user is not None:
        os.chown(short, user.uid, user.gid)
    short.chmod(0o700)
    return short


def reachable_binaries(binaries: Binaries, home: Path, user: Owner | None) -> Binaries:
    """The binaries, or a copy beside the cluster when their user may not walk to them."""
    if blocked_at(binaries.folder, user) is None:
        return binaries
    # The libraries are found by a relative path: the whole install, and its neighbour, must move
    # together.
    package = binaries.folder.parent.parent
    copy = home.parent / f"postgresql-{binaries.major}-{fingerprint(package)}"
    target = copy / package.name / binaries.folder.parent.name / binaries.folder.name
    if not target.exists():
        draft = copy.with_name(copy.name + f".{os.getpid()}")
        for folder in (package, package.with_name(package.name + ".libs")):
            if folder.exists():
                shutil.copytree(folder, draft / folder.name, symlinks=True)
        draft.rename(copy)
        for stale in home.parent.glob(f"postgresql-{binaries.major}-*"):
            if stale != copy:
                shutil.rmtree(stale, ignore_errors=True)
    return Binaries(folder=target, major=binaries.major)


def fingerprint(package: Path) -> str:
    """Changes when the package is replaced by another version."""
    status = (package / "pginstall" / "bin" / "postgres").stat()
    return hashlib.sha256(f"{status.st_size}-{int(status.st_mtime)}".encode()).hexdigest()[:8]
