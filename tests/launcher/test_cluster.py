"""PostgreSQL under our own launcher: nothing stored is lost, whatever is killed."""

import os
import signal
import subprocess

import psycopg
import pytest

from launcher import processes
from launcher.cluster import Cluster


@pytest.fixture
def written(cluster: Cluster) -> Cluster:
    """Started, with a hundred rows of which the last transaction is committed."""
    cluster.start()
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS deposited")
        connection.execute("CREATE TABLE deposited (number int)")
        connection.execute("INSERT INTO deposited SELECT generate_series(1, 100)")
    return cluster


def rows(cluster: Cluster) -> int:
    with psycopg.connect(cluster.url) as connection:
        [count] = connection.execute("SELECT count(*) FROM deposited").fetchone() or [0]
    return int(count)


def server_of(cluster: Cluster) -> int:
    pid = cluster.running_pid()
    assert pid is not None
    return pid


def kill(*pids: int) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    assert processes.wait_until(lambda: not any(map(processes.alive, pids)), 5)


def test_the_database_is_born_with_its_extensions(written: Cluster) -> None:
    with psycopg.connect(written.url) as connection:
        names = {name for (name,) in connection.execute("SELECT extname FROM pg_extension")}
        [durable] = connection.execute("SHOW fsync").fetchone() or [""]

    assert {"unaccent", "pg_trgm", "btree_gist"} <= names
    assert durable == "on"


def test_rows_survive_the_death_of_the_server_alone(written: Cluster) -> None:
    kill(server_of(written))

    written.start()

    assert rows(written) == 100


def test_rows_survive_the_death_of_every_process(written: Cluster) -> None:
    kill(*processes.working_in(written.data))

    written.start()

    assert rows(written) == 100


def test_a_dead_server_that_nobody_reaps_does_not_prevent_a_start(written: Cluster) -> None:
    """In a container without an init, the number in postmaster.pid stays that of a zombie."""
    server = server_of(written)
    zombie_parent, written.child = written.child, None
    kill(*processes.working_in(written.data))
    assert zombie_parent is not None
    assert processes.look(server) is not None, "the test holds it as a zombie"

    written.start()

    assert rows(written) == 100
    zombie_parent.wait()


def test_a_number_given_to_somebody_else_does_not_prevent_a_start(written: Cluster) -> None:
    written.stop()
    with subprocess.Popen(["sleep", "60"]) as stranger:
        lock = written.data / "postmaster.pid"
        lock.write_text(f"{stranger.pid}\n{written.data}\n1\n5432\n{written.socket}\n\n\nready\n")
        (written.socket / ".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n")

        written.start()

        assert rows(written) == 100
        assert stranger.poll() is None, "the stranger was left alone"
        stranger.kill()


def test_an_orphan_server_is_ended_before_another_starts(written: Cluster) -> None:
    """The supervisor was killed with -9: its PostgreSQL still runs on these data."""
    orphan = server_of(written)
    process, written.child = written.child, None

    written.start()

    assert server_of(written) != orphan
    assert rows(written) == 100
    assert process is not None
    process.wait()


def test_an_initdb_cut_in_the_middle_starts_again(new_cluster: Cluster) -> None:
    (new_cluster.home / "data.new" / "base").mkdir(parents=True)

    new_cluster.create()
    new_cluster.start()

    assert new_cluster.is_ready()


def test_a_stop_leaves_no_process(written: Cluster) -> None:
    written.stop()

    assert processes.working_in(written.data) == []
    assert not (written.data / "postmaster.pid").exists()
