"""Speak to the person at the terminal: French lines on the screen, everything in the journal."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
import traceback
from pathlib import Path

ROTATE_BEYOND = 5_000_000
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)

_journal: Path | None = None


class Failure(Exception):
    """A refusal, told in one French sentence that says how to mend it."""


def keep_journal(path: Path) -> None:
    """From now on every line, and every traceback, also goes to this file."""
    global _journal
    path.parent.mkdir(parents=True, exist_ok=True)
    rotate(path)
    _journal = path


def rotate(path: Path) -> None:
    """Set a log aside before it grows without end; only the last one is kept."""
    if path.exists() and path.stat().st_size > ROTATE_BEYOND:
        path.replace(path.with_name(path.name + ".1"))


def line(text: str) -> None:
    """Print one line, and keep it in the journal."""
    note(text)
    show(text)


def show(text: str) -> None:
    """Print one line now, even when the reader at the other end of the pipe has left."""
    try:
        print(text, flush=True)
    except OSError:
        # `./guichet run | head`: losing the screen is no reason to stop serving. The descriptor
        # itself is replaced, else the interpreter complains once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def warn(text: str) -> None:
    line("Attention : " + text)


def refuse(failure: Failure) -> None:
    """The last words before a non-zero exit."""
    note("Refus : " + str(failure))
    print(str(failure), file=sys.stderr, flush=True)


def note(text: str) -> None:
    """Write in the journal only."""
    if _journal is None:
        return
    # A full disk takes the journal, not the sentence on the screen nor what is running.
    with contextlib.suppress(OSError), _journal.open("a", encoding="utf-8") as journal:
        journal.write(time.strftime("%Y-%m-%d %H:%M:%S ") + text + "\n")


def confess(error: BaseException) -> None:
    """An error nobody foresaw: the traceback in the journal, one sentence on the screen."""
    details = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    note(details)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        where = f" ({error.filename})" if error.filename else ""
        print(
            f"Il n’y a plus de place sur le disque{where} : libérez-en, puis recommencez ; ce qui "
            "était enregistré l’est toujours.",
            file=sys.stderr,
            flush=True,
        )
        return
    if _journal is None:
        print(details, file=sys.stderr)
        return
    print(
        f"Une erreur imprévue a arrêté la commande ({type(error).__name__}) : le détail est dans "
        f"{_journal} ; joignez ce fichier à votre signalement.",
        file=sys.stderr,
        flush=True,
    )


def seconds(duration: float) -> str:
    """1.234 → « 1,2 s »."""
    return f"{duration:.1f} s".replace(".", ",")


def tail(path: Path, count: int = 3) -> str:
    """The last lines of a log, to be quoted in a refusal."""
    if not path.exists():
        return ""
    rows = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join("    " + row for row in [row for row in rows if row.strip()][-count:])
