"""The environment is rebuilt when its pinned list changes, and only then."""

from pathlib import Path

import pytest

from launcher import environment
from launcher.places import Places
from launcher.say import Failure

calls: list[list[str]] = []


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A checkout whose installer only notes what it was asked."""
    one = Places(root=tmp_path, data=tmp_path / "var")
    one.requirements.mkdir()
    for level in ("run", "test", "uv"):
        (one.requirements / f"{level}.txt").write_text(f"# {level}\n")

    def attempt(command: list[str]) -> bool:
        calls.append(command)
        one.python.parent.mkdir(parents=True, exist_ok=True)
        one.python.touch()
        return True

    calls.clear()
    monkeypatch.setattr(environment, "attempt", attempt)
    monkeypatch.setattr(environment, "find_uv", lambda _: "uv")
    monkeypatch.setattr(environment, "venv_works", lambda _: one.python.exists())
    return one


def synchronised() -> list[str]:
    return [Path(command[-1]).name for command in calls if command[1:3] == ["pip", "sync"]]


def test_the_second_run_installs_nothing(places: Places) -> None:
    environment.ensure(places, environment.RUN)
    environment.ensure(places, environment.RUN)

    assert synchronised() == ["run.txt"]


def test_a_changed_list_is_installed(places: Places) -> None:
    environment.ensure(places, environment.RUN)
    (places.requirements / "run.txt").write_text("# one more package\n")

    environment.ensure(places, environment.RUN)

    assert synchronised() == ["run.txt", "run.txt"]


def test_a_run_after_a_test_does_not_take_pytest_away(places: Places) -> None:
    environment.ensure(places, environment.TEST)
    pytest_package = places.venv / "lib" / "python3.11" / "site-packages" / "pytest"
    pytest_package.mkdir(parents=True)
    (pytest_package / "__init__.py").touch()
    environment.ensure(places, environment.RUN)
    (places.requirements / "run.txt").write_text("# one more package\n")

    environment.ensure(places, environment.RUN)

    assert synchronised() == ["test.txt", "test.txt"]


def test_pip_takes_over_when_uv_cannot_be_had(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "find_uv", lambda _: None)
    monkeypatch.setattr(environment, "has_pip", lambda _: True)

    environment.ensure(places, environment.RUN)

    [install] = [command for command in calls if "install" in command]
    assert "--require-hashes" in install


def test_an_install_that_fails_is_told_and_tried_again_next_time(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.python.parent.mkdir(parents=True)
    places.python.touch()
    monkeypatch.setattr(environment, "has_pip", lambda _: True)
    monkeypatch.setattr(environment, "attempt", lambda _: False)

    with pytest.raises(Failure, match="vérifiez l’accès au registre de paquets"):
        environment.ensure(places, environment.RUN)

    assert not environment.is_current(places, environment.RUN)


def test_an_incomplete_checkout_is_named(tmp_path: Path) -> None:
    with pytest.raises(Failure, match=r"requirements/run\.txt"):
        environment.requirements(Places(root=tmp_path, data=tmp_path), "run")
