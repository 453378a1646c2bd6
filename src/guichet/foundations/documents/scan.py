"""Our only words with the virus scanner (adapter to clamd, INSTREAM over TCP)."""

import logging
import socket
from typing import IO

from django.conf import settings

from .choices import ScanResult

CHUNK = 64 * 1024
TIMEOUT_SECONDS = 10
# EICAR, « Anti-Malware Testfile »: 68 printable characters at the head of a file of 128 at most.
# In two pieces, so that this very file is not taken for one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"
EICAR_WITHIN = 1024
logger = logging.getLogger(__name__)


def examine(content: IO[bytes]) -> ScanResult:
    """What the scanner says; PENDING when there is none or when it is down.

    A file that nobody looked at is never called clean: it is served as a download, no more. The
    test file of the profession is refused everywhere: an administrator tries the refusal with it.
    """
    content.seek(0)
    if EICAR in content.read(EICAR_WITHIN):
        return ScanResult.INFECTED
    if not settings.CLAMD_ADDRESS:
        return ScanResult.PENDING
    host, _, port = settings.CLAMD_ADDRESS.partition(":")
    try:
        answer = _ask(host, int(port or 3310), content)
    except OSError as error:
        logger.warning("virus scanner unreachable: %s", error)
        return ScanResult.PENDING
    return _verdict(answer)


def _ask(host: str, port: int, content: IO[bytes]) -> bytes:
    content.seek(0)
    with socket.create_connection((host, port), timeout=TIMEOUT_SECONDS) as line:
        line.sendall(b"zINSTREAM\0")
        while chunk := content.read(CHUNK):
            line.sendall(len(chunk).to_bytes(4, "big") + chunk)
        line.sendall(bytes(4))
        with line.makefile("rb") as heard:
            return heard.read(4096)


def _verdict(answer: bytes) -> ScanResult:
    said = answer.rstrip(b"\0\n ")
    if said.endswith(b" OK"):
        return ScanResult.CLEAN
    if said.endswith(b" FOUND"):
        return ScanResult.INFECTED
    logger.warning("virus scanner answered %r", said)
    return ScanResult.PENDING
