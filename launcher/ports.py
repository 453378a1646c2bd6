"""Which port to listen on."""

from __future__ import annotations

import socket

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


def choose(asked: int | None) -> int:
    """The port asked for, or a refusal; without a wish, the usual one or the next that is free."""
    if asked is not None:
        if not is_free(asked):
            raise Failure(
                f"Le port {asked} est déjà pris par un autre programme : donnez-en un autre avec "
                "--port, ou laissez Guichet choisir en ne donnant pas --port."
            )
        return asked
    if is_free(USUAL):
        return USUAL
    for port in NEXT:
        if is_free(port):
            say.line(f"Le port {USUAL} est pris : Guichet prend le {port}.")
            return port
    raise Failure("Aucun port libre entre 8000 et 8099 : donnez-en un avec --port.")


def parse(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Failure(f"« {text} » n’est pas un port : donnez un nombre entre 1 et 65535.")
    return int(text)
