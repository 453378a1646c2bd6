"""Every refusal is one French sentence that says how to mend it."""

import errno
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher import database, interpreter, options, ports, postgres, running, say, shelter
from launcher.places import Places
from launcher.postgres import Binaries, Owner
from launcher.runlock import RunLock, read_holder
from launcher.say import Failure
from launcher.supervisor import Child, Supervisor

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    one = Places(root=ROOT, data=tmp_path / "data")
    one.prepare()
    return one


class TestInterpreter:
    def test_says_which_version_is_there_and_which_is_needed(self) -> None:
        sentence = interpreter.refusal((3, 9, 6), "/usr/bin/python3")

        assert "demande Python 3.11" in sentence
        assert "/usr/bin/python3 est en 3.9.6" in sentence

    def test_knows_the_floor(self) -> None:
        assert not interpreter.is_enough((3, 10, 13))
        assert interpreter.is_enough((3, 11, 0))

    def test_passes_over_a_version_that_is_installed_but_does_not_answer(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name, body in {"python3.13": "exit 127", "python3.12": "echo 3.12"}.items():
            (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
            (tmp_path / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))

        assert interpreter.newer() == str(tmp_path / "python3.12")


class TestPort:
    @pytest.fixture(autouse=True)
    def given_back(self) -> Iterator[None]:
        yield
        ports.release()

    def test_refuses_the_port_asked_for_when_it_is_taken(self, free_port: int) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", free_port))
            other.listen()

            with pytest.raises(Failure, match=f"Le port {free_port} est déjà pris"):
                ports.choose(free_port)

    def test_two_that_prepare_at_once_do_not_wait_for_the_same_port(
        self, free_port: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The first one listens in a minute only; together they would each answer every other
        time, from two sets of data."""
        first = (
            "import sys; from launcher import ports; ports.choose(int(sys.argv[1]));"
            "print('reserved', flush=True); sys.stdin.read()"
        )
        command = [sys.executable, "-c", first, str(free_port)]
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdout is not None and other.stdout.readline() == "reserved\n"
            with pytest.raises(Failure, match=f"Le port {free_port} est déjà pris"):
                ports.choose(free_port)
            other.communicate()

        assert ports.choose(free_port) == free_port

    def test_whoever_waits_for_the_end_of_a_run_finds_its_port_free(
        self, places: Places, free_port: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The next one asks for the port as soon as the lock of the data is free."""
        free: list[bool] = []
        release = RunLock.release

        def released(lock: RunLock) -> None:
            free.append(ports.reserve(free_port))
            release(lock)

        monkeypatch.setattr(running.parent, "follow", lambda: None)
        monkeypatch.setattr(running, "_run", lambda *given: ports.choose(free_port))
        monkeypatch.setattr(RunLock, "release", released)

        running.run(places, options.Options("run"))

        assert free == [True]

    def test_a_port_taken_during_the_preparation_is_told(self, free_port: int) -> None:
        ports.confirm(free_port)
        with socket.socket() as other:
            other.bind(("127.0.0.1", free_port))
            other.listen()

            with pytest.raises(Failure, match="pendant la préparation"):
                ports.confirm(free_port)

    def test_takes_the_next_free_one_when_none_was_asked_for(
        self, free_port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            monkeypatch.setattr(ports, "USUAL", other.getsockname()[1])
            monkeypatch.setattr(ports, "NEXT", [free_port])

            assert ports.choose(None) == free_port

        assert f"Guichet prend le {free_port}" in capsys.readouterr().out


class TestLock:
    def test_says_who_holds_the_data_and_on_which_port(self, places: Places) -> None:
        first = RunLock(places.lock)
        first.take("run", 8123)

        with pytest.raises(Failure, match=f"processus {os.getpid()}, http://127.0.0.1:8123"):
            RunLock(places.lock).take("run", 8000)

        first.release()
        assert RunLock(places.lock).holder() is None

    def test_a_signature_being_written_is_a_holder_all_the_same(self) -> None:
        assert read_holder('{"pid": 12').pid == 0


class TestData:
    def test_refuses_a_folder_that_holds_something_else(self, tmp_path: Path) -> None:
        (tmp_path / "photos.txt").touch()

        with pytest.raises(Failure, match="contient déjà autre chose"):
            Places(root=ROOT, data=tmp_path).prepare()

    def test_makes_one_key_that_only_its_owner_reads(self, places: Places) -> None:
        key = places.secret_key()

        assert places.secret_key() == key
        assert stat.S_IMODE((places.data / "secret-key").stat().st_mode) == 0o600


class TestDatabase:
    def test_the_address_given_by_the_user_wins(
        self, places: Places, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgresql://desk@db.example/guichet")

        with database.borrowed(places, "manage") as url:
            assert url == "postgresql://desk@db.example/guichet"

        assert not (places.data / "pg").exists()

    def test_an_address_that_does_not_answer_is_told(self, places: Places) -> None:
        with pytest.raises(Failure, match="DATABASE_URL n’est pas utilisable"):
            database.check_outside(places, f"postgresql://nobody@/guichet?host={places.data}")

    def test_files_of_another_major_version_are_not_replaced_by_empty_ones(
        self, places: Places
    ) -> None:
        (places.data / "pg" / "17" / "data").mkdir(parents=True)

        with pytest.raises(Failure, match="a été faite par PostgreSQL 17"):
            shelter.refuse_other_major(places.data / "pg", 18)


class TestShelter:
    NOBODY = Owner(name="nobody", uid=65534, gid=65534)

    def test_names_the_first_closed_folder(self) -> None:
        tmp_path = Path(tempfile.mkdtemp(dir="/tmp"))
        tmp_path.chmod(0o755)
        inside = tmp_path / "home" / "project"
        inside.mkdir(parents=True)
        (tmp_path / "home").chmod(0o700)

        assert postgres.blocked_at(inside, self.NOBODY) == tmp_path / "home"
        assert postgres.blocked_at(inside, None) is None
        shutil.rmtree(tmp_path)

    def test_a_long_path_gets_a_short_socket(self, tmp_path: Path) -> None:
        long = tmp_path / ("x" * 90)
        long.mkdir()

        folder = shelter.socket_folder(long, None)

        assert len(str(folder)) <= shelter.LONGEST_SOCKET_FOLDER
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        folder.rmdir()

    def test_new_data_do_not_continue_the_base_of_a_deleted_folder(
        self, places: Places, tmp_path: Path
    ) -> None:
        shelter_of_the_deleted = tmp_path / "guichet-0123"
        (shelter_of_the_deleted / "18" / "data").mkdir(parents=True)

        opened = shelter.open_shelter(places, shelter_of_the_deleted, tmp_path)

        assert list(opened.glob("*/data")) == []
        assert len(list(tmp_path.glob("guichet-0123-*/18/data"))) == 1, "kept, not erased"
        assert shelter.open_shelter(places, opened, tmp_path) == opened, "then it is its own"
        assert len(list(tmp_path.glob("guichet-0123-*"))) == 1

    def test_refuses_a_shelter_that_belongs_to_somebody_else(
        self, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "trap").symlink_to(tmp_path)

        with pytest.raises(Failure, match="appartient à quelqu’un d’autre"):
            shelter.open_shelter(places, tmp_path / "trap", tmp_path)

    def test_without_any_postgresql_says_what_to_install(
        self, places: Places, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgres, "candidates", lambda _: [])

        with pytest.raises(Failure, match="apt-get install postgresql"):
            postgres.find_binaries(places)

    def test_binaries_of_another_machine_are_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "postgres").write_text("not a program")
        (tmp_path / "postgres").chmod(0o755)

        assert postgres.major_of(Binaries(tmp_path, 0).folder) == 0


class TestCommandLine:
    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            ("rum", "« rum » n’est pas une commande"),
            ("run --port", "attend une valeur"),
            ("run --port huit", "n’est pas un port"),
            ("run --port 70000", "n’est pas un port"),
            ("run --prot 8000", "L’option « --prot » n’existe pas"),
            ("stop --port 8000", "n’a pas de sens avec « ./guichet stop »"),
            ("run vite", "« vite » est de trop"),
        ],
    )
    def test_a_mistake_is_named(self, line: str, sentence: str) -> None:
        with pytest.raises(Failure, match=sentence):
            options.parse(line.split())

    def test_passes_on_what_belongs_to_django(self) -> None:
        parsed = options.parse(["--data", "/srv/guichet", "manage", "migrate", "--plan"])

        assert (parsed.command, parsed.data) == ("manage", "/srv/guichet")
        assert parsed.rest == ["migrate", "--plan"]


class TestNoRoom:
    """/dev/full refuses every byte, as a disk that is full does."""

    def test_a_journal_that_cannot_be_written_stops_nothing(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(say, "_journal", Path("/dev/full"))

        say.line("Guichet est prêt.")
        say.confess(OSError(errno.ENOSPC, "No space left on device", "/srv/guichet/run.lock"))

        told = capsys.readouterr()
        assert told.out == "Guichet est prêt.\n"
        assert told.err.startswith("Il n’y a plus de place sur le disque (/srv/guichet/run.lock)")

    def test_what_a_child_says_is_shown_when_its_log_is_full(
        self, places: Places, capsys: pytest.CaptureFixture[str]
    ) -> None:
        child = Child("web", "Le serveur web", [], {}, places.root, Path("/dev/full"))

        Supervisor([child], places.children)._relay(child, b"bonjour")

        assert capsys.readouterr().out == "[web] bonjour\n"
