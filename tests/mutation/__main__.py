"""Mutation testing of the law: change one thing in a pure module, and some test must fail.

    PYTHONPATH=src:. .venv/bin/python -m tests.mutation            every module, some minutes
    PYTHONPATH=src:. .venv/bin/python -m tests.mutation quorum     one module
    PYTHONPATH=src:. .venv/bin/python -m tests.mutation quorum:55,76   some of its lines

Not part of the suite. mutmut copies the tree and starts Python for each mutant, which on this
product costs seconds a piece; here each mutant is a fork of one warm process, whose import of the
module gives the changed source. Nothing on disk is touched. A mutant that outlives its time is
counted as killed: an endless loop does not pass unseen. That time is of the processor, so that a
busy machine kills nobody. Sources that change meanwhile would: run it from a copy of the tree.
"""

import ast
import importlib.abc
import importlib.machinery
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from hypothesis import HealthCheck, settings

from .mutants import Mutant, mutants_of, unchanged

HOUSE = Path(__file__).resolve().parents[2]
PACKAGE = "guichet.casework.committee"
FOLDER = HOUSE / "src" / "guichet" / "casework" / "committee"
TESTS = HOUSE / "tests" / "casework" / "committee" / "pure"
MODULES = (
    "quorum", "votes", "proxies", "notice", "replacement", "second_convocation", "remote",
    "recusal", "renewal", "movements", "outcomes", "ruleset", "answers", "editions",
)  # fmt: skip
SECONDS = 240


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the mutant instead of the file, to whoever imports the module."""

    def __init__(self, name: str, tree: ast.Module, path: Path) -> None:
        self.name, self.path = name, path
        self.code: CodeType = compile(tree, str(path), "exec")

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.machinery.ModuleSpec(name, self, origin=str(self.path))

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self.path)
        exec(self.code, module.__dict__)  # noqa: S102 -- our own source, one node changed


def survives(mutant: Mutant, module: str, path: Path) -> bool:
    """Run the tests of the law in a child that sees the mutant."""
    child = os.fork()
    if child == 0:
        os._exit(_run(mutant, module, path))
    _, status = os.waitpid(child, 0)
    return os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0


def _run(mutant: Mutant, module: str, path: Path) -> int:
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.meta_path.insert(0, Changed(f"{PACKAGE}.{module}", mutant.tree, path))
    return int(pytest.main(_arguments(module)))


def _arguments(module: str) -> list[str]:
    # The broad ones last: most mutants die in the tests that bear the name of their module.
    # The agenda has no law of numbers, and its tests are long.
    every = [path for path in TESTS.glob("test_*.py") if path.stem != "test_agenda"]
    named = {f"test_{module}", "test_survivors", "test_profile", "test_rules"}
    own = sorted(path for path in every if path.stem in named)
    rest = sorted(path for path in every if path not in own)
    options = ["-x", "-q", "-p", "no:django", "-p", "no:cacheprovider", "-p", "no:xdist",
               "--noconftest", "-c", os.devnull, f"--rootdir={HOUSE}"]  # fmt: skip
    return [*options, *map(str, [*own, *rest])]


def main(names: Sequence[str]) -> int:
    os.environ.setdefault("GUICHET_RANDOM_MEETINGS", "300")
    settings.register_profile(
        "mutation",
        max_examples=30,
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutation")
    everything, left = 0, 0
    for name in names or MODULES:
        module, _, lines = name.partition(":")
        wanted = set(map(int, filter(None, lines.split(","))))
        path = FOLDER / f"{module}.py"
        source = path.read_text()
        if not survives(unchanged(source), module, path):
            sys.exit("The tests of the law fail without any change: mend them first.")
        found = [one for one in mutants_of(source) if not wanted or one.line in wanted]
        alive = [mutant for mutant in found if survives(mutant, module, path)]
        everything, left = everything + len(found), left + len(alive)
        # One line a module, and one for each survivor: they want a test.
        sys.stdout.write(f"{module}: {len(found) - len(alive)} of {len(found)} killed\n")
        for mutant in alive:
            sys.stdout.write(f"    {module}.py:{mutant.line}: {mutant.what}\n")
        sys.stdout.flush()
    score = 100 * (everything - left) // max(1, everything)
    sys.stdout.write(f"{everything - left} of {everything} mutants killed ({score} %)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
