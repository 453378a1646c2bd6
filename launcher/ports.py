"""Which port to listen on."""

from __future__ import annotations

import fcntl
import os
import socket
import tempfile
from pathlib import Path
from typing import IO

from launcher import say
from launcher.say import Failure

USUAL = 8000
NEXT = range(USUAL + 1, USUAL + 100)


def is_free(port: int) -> bool:
    """Asked without SO_REUSEPORT: two servers must never share a port without knowing."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


# The kernel frees them however we end.
_reserved: list[IO[str]] = []


def reserve(port: int) -> bool:
    """Take the port for ourselves; it is listened on minutes later, once everything is prepared.

    Two servers of the same person would share it (SO_REUSEPORT), each answering every other time.
    """
    if not is_free(port):
        return False
    folder = Path(tempfile.gettempdir()) / f"guichet-ports-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        file = (folder / str(port)).open("a", encoding="utf-8")
    except OSError:
        return True  # nowhere to write it: the port itself is free
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return False
    _reserved.append(file)
    return True


def release() -> None:
    """Give back what was taken: whoever waits for us to leave takes the same port."""
    while _reserved:
        _reserved.pop().close()


def confirm(port: int) -> None:
    """Just before it is listened on: another program may have come while all was prepared."""
    if not is_free(port):
        raise Failure(
            f"Le port {port} a été pris par un autre programme pendant la préparation : "
            "recommencez, tout est déjà prêt."
        )


def choose(asked: int | None) -> int:
    """The port asked for, or a refusal; without a wish, the usual one or the next that is free."""
    if asked is not None:
        if not reserve(asked):
            raise Failure(
                f"Le port {asked} est déjà pris par un autre programme : donnez-en un autre avec "
                "--port, ou laissez Guichet choisir en ne donnant pas --port."
            )
        return asked
    if reserve(USUAL):
        return USUAL
    for port in NEXT:
        if reserve(port):
            say.line(f"Le port {USUAL} est pris : Guichet prend le {port}.")
            return port
    raise Failure("Aucun port libre entre 8000 et 8099 : donnez-en un avec --port.")


def parse(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Failure(f"« {text} » n’est pas un port : donnez un nombre entre 1 et 65535.")
    return int(text)
