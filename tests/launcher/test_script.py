"""The script as a newcomer meets it."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ROOT / "guichet", *sorted((ROOT / "launcher").glob("*.py"))]


def guichet(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """With an empty environment, as in a cron job or a container."""
    given = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **environment}
    command = [sys.executable, str(ROOT / "guichet"), *arguments]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


def test_alone_it_lists_its_commands() -> None:
    answer = guichet()

    assert answer.returncode == 0
    for command in ("run", "stop", "reset", "manage", "test", "check", "fix", "docs"):
        assert f"./guichet {command}" in answer.stdout


def test_a_mistake_gets_a_sentence_and_no_traceback() -> None:
    answer = guichet("rum")

    assert answer.returncode == 1
    assert answer.stderr == (
        "« rum » n’est pas une commande : « ./guichet » seul donne la liste.\n"
    )


def test_an_unforeseen_error_goes_to_the_journal(tmp_path: Path) -> None:
    """The folder of PostgreSQL is a file: nobody foresees everything."""
    data = tmp_path / "data"
    guichet("--data", str(data), "stop", GUICHET_DATA_DIR="")
    data.mkdir()
    (data / "LISEZMOI.txt").touch()
    (data / "children.json").mkdir()

    answer = guichet("reset", "--yes", "--data", str(data))

    assert answer.returncode in {0, 1}
    assert "Traceback" not in answer.stderr


def test_stopping_what_does_not_run_is_no_error(tmp_path: Path) -> None:
    answer = guichet("stop", "--data", str(tmp_path / "none"))

    assert answer.returncode == 0
    assert "Rien ne tourne" in answer.stdout
    assert not (tmp_path / "none").exists(), "asking creates nothing"


def test_reset_asks_before_erasing(tmp_path: Path) -> None:
    answer = guichet("reset", "--data", str(tmp_path / "data"))

    assert answer.returncode == 1
    assert "confirmez par « ./guichet reset --yes »" in answer.stderr


def test_reset_does_not_touch_a_database_that_is_not_ours(tmp_path: Path) -> None:
    url = "postgresql://desk@db.example/guichet"

    answer = guichet("reset", "--yes", "--data", str(tmp_path / "data"), DATABASE_URL=url)

    assert answer.returncode == 1
    assert "que Guichet ne gère pas" in answer.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_an_old_python_can_read_the_refusal(path: Path) -> None:
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))


def test_make_alone_explains_itself() -> None:
    answer = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert "./guichet run" in answer.stdout
