"""A Chromium for the browser tests: found, else installed, else asked for; never forgotten."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from launcher import environment, say
from launcher.say import Failure

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find() -> str | None:
    asked = os.environ.get("CHROMIUM_PATH")
    if asked:
        if not works(asked):
            raise Failure(
                f"CHROMIUM_PATH désigne {asked}, qui ne démarre pas : corrigez-le, ou retirez-le "
                "pour laisser Guichet chercher."
            )
        return asked
    on_path = [shutil.which(name) for name in NAMES]
    found = [path for path in [*on_path, *MAC] if path and Path(path).exists()]
    return next((path for path in found if works(path)), None)


def works(path: str) -> bool:
    """Ubuntu's `chromium-browser` only says that one must install something else."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def ensure() -> str:
    found = find()
    if found is None and environment.can_apt():
        say.line("Installation de Chromium pour les tests…")
        install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
        if environment.attempt(["apt-get", "update"]) and environment.attempt(install):
            found = find()
    if found is None:
        raise Failure(
            "Aucun Chromium pour les tests de navigateur : lancez « sudo apt-get install chromium "
            "» (ou installez Chrome), ou donnez son chemin dans CHROMIUM_PATH."
        )
    return found
