"""A mail server of a few lines, on loopback: it takes letters, refuses them, or hangs."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast


class MailServer(socketserver.ThreadingTCPServer):
    """`refuses` is the SMTP code given to every recipient (450: later, 550: never)."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *, hangs: bool, refuses: int) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.hangs = hangs
        self.refuses = refuses
        self.letters: list[str] = []
        # Set when somebody is kept waiting, so that a test can kill them at that very moment.
        self.caller_waits = threading.Event()
        self.let_go = threading.Event()

    @property
    def port(self) -> int:
        return self.socket.getsockname()[1]


class Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = cast(MailServer, self.server)
        if server.hangs:
            server.caller_waits.set()
            server.let_go.wait(30)
            return
        self._say("220 ready")
        while command := self.rfile.readline().decode().strip().upper():
            self._answer(server, command)

    def _answer(self, server: MailServer, command: str) -> None:
        if command.startswith("RCPT") and server.refuses:
            self._say(f"{server.refuses} no such mailbox")
        elif command == "DATA":
            self._say("354 go on")
            server.letters.append(self._letter())
            self._say("250 taken")
        else:
            self._say("221 bye" if command == "QUIT" else "250 fine")

    def _letter(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode()) not in {".\r\n", ""}:
            lines.append(line)
        return "".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server(*, hangs: bool = False, refuses: int = 0) -> Iterator[MailServer]:
    with MailServer(hangs=hangs, refuses=refuses) as server:
        threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        try:
            yield server
        finally:
            server.let_go.set()
            server.shutdown()
