"""Read the command line. By hand: argparse speaks English, and three options need no library."""

from __future__ import annotations

from dataclasses import dataclass, field

from launcher import ports
from launcher.say import Failure

# What is passed on as it stands: Django's and pytest's own options.
PASS_ON = ("manage", "test", "bench")
FLAGS = {"--empty": "empty", "--yes": "yes", "-y": "yes"}
VALUES = {"--port": "port", "--data": "data"}
ALLOWED = {
    "run": {"port", "data", "empty"},
    "stop": {"data"},
    "reset": {"data", "yes"},
    "docs": {"data"},
    "manage": {"data"},
    "bench": {"data"},
    "test": set(),
    "check": set(),
    "fix": set(),
    "help": set(),
}


@dataclass
class Options:
    command: str = "help"
    port: int | None = None
    data: str | None = None
    empty: bool = False
    yes: bool = False
    rest: list[str] = field(default_factory=list)


def parse(arguments: list[str]) -> Options:
    options = Options()
    given: dict[str, object] = {}
    left = list(arguments)
    chosen: str | None = None
    while left:
        word = left.pop(0)
        if word in {"-h", "--help", "help"} and chosen is None:
            return options
        if word.startswith("-"):
            _read_option(word, left, given)
        elif chosen is not None:
            raise Failure(f"« {word} » est de trop après « ./guichet {chosen} ».")
        else:
            chosen = _read_command(word)
            if chosen in PASS_ON:
                options.rest = left
                break
    options.command = chosen or "help"
    _refuse_foreign(options.command, given)
    for name, value in given.items():
        setattr(options, name, value)
    return options


def _read_command(word: str) -> str:
    if word not in ALLOWED:
        raise Failure(f"« {word} » n’est pas une commande : « ./guichet » seul donne la liste.")
    return word


def _read_option(word: str, left: list[str], given: dict[str, object]) -> None:
    name, equals, value = word.partition("=")
    if name in FLAGS and not equals:
        given[FLAGS[name]] = True
        return
    if name not in VALUES:
        raise Failure(f"L’option « {word} » n’existe pas : « ./guichet » seul donne la liste.")
    if not equals:
        if not left:
            raise Failure(
                f"L’option « {name} » attend une valeur, par exemple « {name} {_example(name)} »."
            )
        value = left.pop(0)
    given[VALUES[name]] = ports.parse(value) if name == "--port" else value


def _example(name: str) -> str:
    return "8080" if name == "--port" else "/chemin/du/dossier"


def _refuse_foreign(command: str, given: dict[str, object]) -> None:
    foreign = sorted(set(given) - ALLOWED[command])
    if foreign and command != "help":
        raise Failure(f"L’option « --{foreign[0]} » n’a pas de sens avec « ./guichet {command} ».")
