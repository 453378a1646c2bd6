"""Which Python runs this: at least 3.11, found elsewhere on the PATH when `python3` is older."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from launcher.say import Failure

FLOOR = (3, 11)
CANDIDATES = ("python3.14", "python3.13", "python3.12", "python3.11")


def is_enough(version: tuple[int, ...]) -> bool:
    return version[:2] >= FLOOR


def refusal(version: tuple[int, ...], executable: str) -> str:
    found = ".".join(str(part) for part in version[:3])
    return (
        f"Guichet demande Python 3.11 ou plus récent, et {executable} est en {found} : installez "
        "Python 3.11 (par exemple « apt-get install python3.11-venv » ou « brew install "
        "python@3.13 »), puis recommencez."
    )


def answers(path: str) -> bool:
    """A pyenv shim exists for every version installed, but answers for the active ones only."""
    try:
        probe = subprocess.run(
            [path, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    parts = probe.stdout.strip().split(".")
    return (
        probe.returncode == 0
        and all(p.isdigit() for p in parts)
        and is_enough(tuple(map(int, parts)))
    )


def newer() -> str | None:
    paths = (shutil.which(name) for name in CANDIDATES)
    return next((path for path in paths if path and answers(path)), None)


def ensure(script: str, arguments: list[str]) -> None:
    """Go on when this Python is recent enough; else start again with one that is, or refuse."""
    version = tuple(sys.version_info[:3])
    if is_enough(version):
        return
    better = newer()
    if better is None:
        raise Failure(refusal(version, sys.executable))
    os.execv(better, [better, script, *arguments])  # noqa: S606 -- same script, better interpreter
