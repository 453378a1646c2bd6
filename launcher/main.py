"""From the command line to a command, and from any trouble to one French sentence."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Callable

from launcher import commands, interpreter, options, running, say, suite
from launcher.options import Options
from launcher.places import Places, find_places
from launcher.say import Failure

HELP = """Guichet : le guichet unique de l’ingénierie territoriale et son comité.

  ./guichet run      prépare tout et lance Guichet (Ctrl-C arrête)
  ./guichet stop     arrête celui qui tourne sur ces données
  ./guichet reset    efface la base et les fichiers, après confirmation (--yes : sans)
  ./guichet manage … n’importe quelle commande de Django, sur la même base
  ./guichet test     vérifications, tests et navigateur (« test -k mot » : pytest seul)
  ./guichet check    vérifications seules : style, types, imports, gabarits, migrations
  ./guichet fix      corrige ce qu’une machine peut corriger
  ./guichet bench    mesure chaque page sur 2 000 demandes, dans une base jetable (--json)
  ./guichet docs     refait les pages de documentation engendrées

  --port N     port de « run » (8000, ou le premier libre ensuite)
  --data DIR   dossier des données (var/) : run, stop, reset, « --data DIR manage … »
  --empty      « run » sans les données de démonstration

DATABASE_URL=postgresql://… emploie cette base au lieu d’en créer une.
"""

COMMANDS: dict[str, Callable[[Places, Options], int]] = {
    "run": running.run,
    "stop": commands.stop,
    "reset": commands.reset,
    "manage": commands.manage,
    "docs": commands.docs,
    "bench": commands.bench,
    "test": suite.test,
    "check": suite.check,
    "fix": suite.fix,
}


def main(script: str, arguments: list[str]) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # nohup asks not to stop with the terminal
            signal.signal(number, _as_interrupt)
    try:
        chosen = options.parse(arguments)
        if chosen.command == "help":
            print(HELP, end="")
            return 0
        interpreter.ensure(script, arguments)
        return _serve(chosen)
    except Failure as failure:
        say.refuse(failure)
    except KeyboardInterrupt:
        say.line("Interrompu.")
        return 130
    except Exception as error:
        say.confess(error)
    return 1


def _serve(chosen: Options) -> int:
    places = find_places(chosen.data)
    if chosen.command == "stop" and not places.data.exists():
        say.line(f"Rien ne tourne sur {places.data}.")
        return 0
    places.prepare()
    say.keep_journal(places.logs / "guichet.log")
    say.note(f"guichet {chosen.command}")
    return COMMANDS[chosen.command](places, chosen)


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    """SIGTERM unwinds like Ctrl-C: every `finally` stops what it started."""
    raise KeyboardInterrupt
