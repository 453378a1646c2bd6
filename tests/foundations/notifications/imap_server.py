"""An IMAP server of a few lines, on loopback: it keeps mails, and which of them were read."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

PASSWORD = "secret"


class ImapServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, mails: list[bytes], *, claims: int) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mails, self.claims = mails, claims
        self.read: set[int] = set()

    @property
    def port(self) -> int:
        return self.socket.getsockname()[1]


class Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, command = line.partition(" ")
            self._answer(tag, command)

    def _answer(self, tag: str, command: str) -> None:
        server = cast(ImapServer, self.server)
        verdict = "OK"
        if command.startswith("CAPABILITY"):
            self._say("* CAPABILITY IMAP4rev1")
        elif command.startswith("LOGIN"):
            verdict = "OK" if PASSWORD in command else "NO"
        elif command.startswith("SELECT"):
            verdict = "OK" if "INBOX" in command else "NO"
            self._say(f"* {len(server.mails)} EXISTS")
        elif command.startswith("UID SEARCH"):
            unread = [str(n) for n in range(1, len(server.mails) + 1) if n not in server.read]
            self._say(f"* SEARCH {' '.join(unread)}")
        elif fetched := re.fullmatch(r"UID FETCH (\d+) \((.*)\)", command):
            self._fetch(int(fetched[1]), fetched[2])
        elif stored := re.match(r"UID STORE (\d+)", command):
            server.read.add(int(stored[1]))
        self._say(f"{tag} {verdict} done")

    def _fetch(self, number: int, what: str) -> None:
        server = cast(ImapServer, self.server)
        raw = server.mails[number - 1]
        if what == "RFC822.SIZE":
            self._say(f"* {number} FETCH (UID {number} RFC822.SIZE {server.claims or len(raw)})")
            return
        part = raw if what == "BODY.PEEK[]" else raw.partition(b"\n\n")[0] + b"\n\n"
        self.wfile.write(f"* {number} FETCH (UID {number} BODY[] {{{len(part)}}}\r\n".encode())
        self.wfile.write(part + b")\r\n")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def imap_server(*mails: bytes, claims: int = 0) -> Iterator[ImapServer]:
    """`claims` is the weight that the server announces for each mail."""
    with ImapServer(list(mails), claims=claims) as server:
        threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
