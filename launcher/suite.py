"""`check`, `fix` and `test`: the same tools, at the same versions, as continuous integration."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from launcher import browser, database, environment, say
from launcher.options import Options
from launcher.places import Places

NO_TEST_COLLECTED = 5
MOST_WORKERS = 4  # each has its database, its browser and some 400 MB
# Named rather than « . »: whatever else the developer keeps in the folder is theirs.
SOURCES = ("guichet", "launcher", "src", "tests")


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]


@dataclass(frozen=True)
class Verdict:
    check: Check
    code: int
    output: str
    duration: float


def check(places: Places, options: Options) -> int:
    environment.ensure(places, environment.TEST)
    with (
        tempfile.TemporaryDirectory(prefix="guichet-check-") as folder,
        database.for_tests(places, Path(folder)) as url,
    ):
        return run_checks(places, _environment(places, url, folder))


def test(places: Places, options: Options) -> int:
    """The checks, then pytest; with arguments, pytest alone with these arguments."""
    environment.ensure(places, environment.TEST)
    # With arguments the browser may not be needed at all: it is used when found, not installed.
    chromium = browser.find() if options.rest else browser.ensure()
    with (
        tempfile.TemporaryDirectory(prefix="guichet-test-") as folder,
        database.for_tests(places, Path(folder)) as url,
    ):
        given = _environment(places, url, folder)
        if chromium is not None:
            given["CHROMIUM_PATH"] = chromium
        if not options.rest:
            code = run_checks(places, given)
            if code != 0:
                return code
        return run_pytest(places, given, options.rest or side_by_side())


def fix(places: Places, options: Options) -> int:
    """Everything that a machine can mend."""
    environment.ensure(places, environment.TEST)
    given = _environment(places, "", "")
    # djade fails when it has rewritten a template: that is its work here, so it is asked twice.
    _run(Check("djade", djade(places)), places.root, given)
    tools = [
        Check("ruff check --fix", _module(places, "ruff", "check", "--fix", "--quiet", *SOURCES)),
        Check("ruff format", _module(places, "ruff", "format", "--quiet", *SOURCES)),
        Check("djade", djade(places, "--check")),
    ]
    return max(_report(_run(one, places.root, given)) for one in tools)


def run_checks(places: Places, given: dict[str, str]) -> int:
    """Two at a time, told in order; all of them are told, even after a failure."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        verdicts = pool.map(lambda one: _run(one, places.root, given), checks(places))
        codes = [_report(verdict) for verdict in verdicts]
    return 1 if any(codes) else 0


def checks(places: Places) -> list[Check]:
    return [
        Check("ruff check", _module(places, "ruff", "check", "--quiet", *SOURCES)),
        Check("ruff format", _module(places, "ruff", "format", "--check", "--quiet", *SOURCES)),
        Check("mypy", _module(places, "mypy", "-p", "guichet", "-p", "config", "-p", "launcher")),
        Check("lint-imports", [str(places.python), "-c", LINT_IMPORTS]),
        Check("djade", djade(places, "--check")),
        Check("migrations", _module(places, "django", "makemigrations", "--check", "--dry-run")),
    ]


# Its console script holds the path of the environment and breaks when the checkout is moved.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def side_by_side() -> list[str]:
    """The whole suite on several cores; a few chosen tests would only wait for the workers."""
    cores = min(os.cpu_count() or 1, MOST_WORKERS)
    return ["-n", str(cores), "--dist", "worksteal"] if cores > 1 else []


def run_pytest(places: Places, given: dict[str, str], arguments: list[str]) -> int:
    """One run, hence one closing line, and its true exit code (no test at all is a failure)."""
    # The cluster goes with the tests: dropping their database first would only wait, or stumble
    # on a connection that a browser still holds.
    keep = [] if database.outside_url() else ["--reuse-db"]
    command = _module(places, "pytest", *keep, *arguments)
    process = subprocess.Popen(command, cwd=places.root, env=given)
    try:
        code = process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    if code == NO_TEST_COLLECTED:
        print("Aucun test n’a été trouvé : cela compte comme un échec.", file=sys.stderr)
    return code if code >= 0 else 128 - code


def templates(places: Places) -> list[str]:
    found = (path for path in (places.root / "src").rglob("*.html") if "templates" in path.parts)
    return [str(path.relative_to(places.root)) for path in sorted(found)]


def djade(places: Places, *options: str) -> list[str]:
    program = str(places.venv / "bin" / "djade")  # a compiled program, not a module
    return [program, *options, "--target-version", "5.2", *templates(places)]


def _module(places: Places, name: str, *arguments: str) -> list[str]:
    return [str(places.python), "-m", name, *arguments]


def _environment(places: Places, url: str, folder: str) -> dict[str, str]:
    """A test must depend on nothing that the developer has set, and leave nothing in their data."""
    given = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
    given.update(
        DATABASE_URL=url,
        DJANGO_SETTINGS_MODULE="config.settings.test",
        GUICHET_DATA_DIR=folder,
        GUICHET_SECRET_KEY="only-for-tests",  # noqa: S106 -- a throw-away key
        PYTHONPATH=os.pathsep.join([str(places.root / "src"), str(places.root)]),
        PYTHONUTF8="1",
    )
    if folder:
        given["TMPDIR"] = folder  # whatever the tests and the tools drop there goes with it
    return given


def _run(one: Check, root: Path, given: dict[str, str]) -> Verdict:
    started = time.monotonic()
    answer = subprocess.run(
        one.command,
        cwd=root,
        env=given,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return Verdict(one, answer.returncode, answer.stdout, time.monotonic() - started)


def _report(verdict: Verdict) -> int:
    mark = "✓" if verdict.code == 0 else "✗"
    say.line(f"{mark} {verdict.check.name} ({say.seconds(verdict.duration)})")
    if verdict.code != 0:
        print(verdict.output.rstrip(), flush=True)
    return verdict.code
