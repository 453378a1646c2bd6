"""The real worker, on its own connections, alive and killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as configured
from django.core import mail
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from guichet.foundations.accounts.actions import send_magic_link
from guichet.foundations.accounts.models import User
from guichet.foundations.notifications.actions import Message, notify
from guichet.foundations.notifications.choices import DeliveryStatus
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.notifications.tasks import rescue_stalled_jobs
from tests.foundations.notifications.mail_server import mail_server

pytestmark = pytest.mark.usefixtures("queue")

MESSAGE = Message("Votre demande est déposée", "Bonjour.")


def work() -> None:
    """Run the real worker until nothing is left to do, one job after the other."""
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(
            wait=False, concurrency=1, install_signal_handlers=False, listen_notify=False
        )


@pytest.fixture
def start_worker() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start(**environment: str) -> subprocess.Popen[bytes]:
        database = connection.settings_dict
        address = (
            f"postgresql://{database['USER']}:{quote(database['PASSWORD'])}@/{database['NAME']}"
            f"?host={quote(database['HOST'])}&port={database['PORT'] or 5432}"
        )
        worker = subprocess.Popen(
            [sys.executable, "-m", "django", "procrastinate", "worker"],
            env={
                **os.environ,
                **environment,
                "DATABASE_URL": address,
                "DJANGO_SETTINGS_MODULE": "config.settings.dev",
                "GUICHET_DATA_DIR": str(configured.DATA_DIR),
                "PYTHONPATH": str(Path(configured.BASE_DIR) / "src"),
            },
        )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        if worker.poll() is None:
            worker.send_signal(signal.SIGKILL)
        worker.wait(10)


def test_carries_letters_and_links_in_the_transactions_of_their_jobs(now: datetime) -> None:
    User.objects.create(email="anne@banon.example", name="Anne")
    notify(["mairie@banon.example"], MESSAGE, at=now)
    send_magic_link("anne@banon.example", next_path="", at=now)

    work()

    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "anne@banon.example",
        "mairie@banon.example",
    ]
    assert {letter.status for letter in Delivery.objects.all()} == {DeliveryStatus.SENT}


def test_a_worker_killed_in_the_middle_of_a_letter_loses_nothing(
    now: datetime, start_worker: Callable[..., subprocess.Popen[bytes]]
) -> None:
    with mail_server(hangs=True) as server:
        notify(["mairie@banon.example"], MESSAGE, at=now)
        worker = start_worker(GUICHET_SMTP_HOST="127.0.0.1", GUICHET_SMTP_PORT=str(server.port))
        assert server.caller_waits.wait(30), "the worker never tried to send the letter"
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)
    [job] = ProcrastinateJob.objects.filter(task_name="guichet.send_delivery")
    assert job.status == "doing"
    assert Delivery.objects.get().status == DeliveryStatus.WAITING

    _let_a_minute_pass()
    with suppress(AlreadyEnqueued):  # the clock may have queued it already
        rescue_stalled_jobs.defer(timestamp=0)
    work()

    [letter] = mail.outbox
    assert letter.to == ["mairie@banon.example"]
    assert Delivery.objects.get().status == DeliveryStatus.SENT


def test_stops_at_once_when_asked(
    now: datetime, start_worker: Callable[..., subprocess.Popen[bytes]]
) -> None:
    notify(["mairie@banon.example"], MESSAGE, at=now)
    worker = start_worker(GUICHET_SMTP_HOST="")
    _wait_until_sent()

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(15) == 0


def _let_a_minute_pass() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 min'")


def _wait_until_sent() -> None:
    deadline = time.monotonic() + 30
    while Delivery.objects.get().status != DeliveryStatus.SENT:
        assert time.monotonic() < deadline, "the worker never sent the letter"
        time.sleep(0.1)
