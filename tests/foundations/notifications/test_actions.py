from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guichet.foundations.accounts.actions import issue_link_for
from guichet.foundations.accounts.models import User
from guichet.foundations.notifications import actions
from guichet.foundations.notifications.actions import Message, notify
from guichet.foundations.notifications.choices import DeliveryStatus
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.notifications.notifications import sign_in_link
from guichet.foundations.notifications.tasks import Patience, send_delivery
from tests.foundations.notifications.mail_server import mail_server
from tests.jobs import run_jobs, waiting_jobs

RECEIPT = Message("Votre demande est déposée", "Bonjour,\n\nElle porte le numéro D-04-26-0001.")


@pytest.fixture
def anne(db: None) -> User:
    return User.objects.create(email="anne@banon.example", name="Anne")


@pytest.fixture
def use_mail_server(settings: Any) -> Callable[[int], None]:
    def use(port: int) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = port

    return use


class TestNotify:
    def test_sends_a_letter_in_plain_text(self, anne: User, now: datetime) -> None:
        notify([anne], Message("Objet", "Bonjour,", link="/demandes/D-04-26-0001/"), at=now)
        run_jobs()

        [letter] = mail.outbox
        [kept] = Delivery.objects.all()
        assert letter.to == ["anne@banon.example"]
        assert letter.body.startswith(
            "Bonjour,\n\nhttp://127.0.0.1:8000/demandes/D-04-26-0001/\n\n-- \nGuichet"
        )
        assert (kept.status, kept.attempts, kept.to_user) == (DeliveryStatus.SENT, 1, anne)
        assert kept.sent_at is not None
        assert letter.extra_headers["Message-ID"].startswith(f"<courriel-{kept.pk}-")

    def test_writes_once_to_whoever_is_named_twice(self, anne: User, now: datetime) -> None:
        closed = User.objects.create(email="closed@x.example", name="Fermé", is_active=False)

        notify([anne, "ANNE@banon.example", " ", "mairie@x.example", closed], RECEIPT, at=now)

        letters = Delivery.objects.order_by("pk").values_list("to_email", "to_user")
        assert list(letters) == [("anne@banon.example", anne.pk), ("mairie@x.example", None)]

    def test_an_address_named_before_its_account_still_gets_one_letter(
        self, anne: User, now: datetime
    ) -> None:
        notify(["anne@banon.example", anne], RECEIPT, at=now)

        assert Delivery.objects.get().to_user == anne

    def test_writes_to_nobody_without_a_word(self, db: None, now: datetime) -> None:
        notify([], RECEIPT, at=now)

        assert waiting_jobs() == []

    def test_a_subject_holds_on_one_line(self, anne: User, now: datetime) -> None:
        notify([anne], Message("Demande\nBcc: mal@x.example " + "a" * 300, "…"), at=now)
        run_jobs()

        [letter] = mail.outbox
        assert "\n" not in letter.subject
        assert len(letter.subject) == 250

    def test_costs_the_same_for_one_and_for_thirty(self, db: None, now: datetime) -> None:
        notify(["first@x.example"], RECEIPT, at=now)
        counts = []
        for count in (1, 30):
            addresses = [f"mairie{n}@x.example" for n in range(count)]
            with CaptureQueriesContext(connection) as asked:
                notify(addresses, RECEIPT, at=now)
            counts.append([query["sql"].split()[0] for query in asked])

        assert counts[0] == counts[1] == ["INSERT", "SELECT"]

    @pytest.mark.usefixtures("queue")
    def test_an_undone_transaction_sends_nothing(self, now: datetime) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            notify(["anne@banon.example"], RECEIPT, at=now)
            _ = 1 / 0

        assert waiting_jobs() == []
        assert not Delivery.objects.exists()


# Tasks read the real clock, and a letter is given up after a week: these are written just now.
class TestDeliver:
    def test_is_safe_to_run_twice(self, anne: User) -> None:
        notify([anne], RECEIPT, at=timezone.now())
        [letter] = Delivery.objects.all()

        actions.deliver(letter.pk, at=timezone.now())
        actions.deliver(letter.pk, at=timezone.now())
        run_jobs()

        assert len(mail.outbox) == 1

    def test_ignores_a_letter_that_is_gone(self, db: None) -> None:
        actions.deliver(404, at=timezone.now())

        assert mail.outbox == []

    def test_in_the_demonstration_nothing_leaves(self, anne: User, settings: Any) -> None:
        settings.EMAIL_HOST = ""
        notify([anne], RECEIPT, at=timezone.now())
        run_jobs()

        assert mail.outbox == []
        assert Delivery.objects.get().status == DeliveryStatus.SENT

    def test_a_real_site_without_a_mail_server_says_what_is_missing(
        self, anne: User, settings: Any
    ) -> None:
        settings.EMAIL_HOST = ""
        settings.DEMONSTRATION = False
        notify([anne], RECEIPT, at=timezone.now())
        run_jobs()

        letter = Delivery.objects.get()
        assert letter.status == DeliveryStatus.FAILED
        assert "GUICHET_SMTP_HOST" in letter.last_error


class TestMailDown:
    def test_keeps_the_letter_with_the_error_and_tries_again(
        self, anne: User, use_mail_server: Callable[[int], None]
    ) -> None:
        with mail_server() as server:
            closed = server.port
        use_mail_server(closed)
        notify([anne], RECEIPT, at=timezone.now())
        run_jobs()

        letter = Delivery.objects.get()
        assert (letter.status, letter.attempts) == (DeliveryStatus.FAILED, 1)
        assert "ConnectionRefusedError" in letter.last_error
        assert waiting_jobs() == ["guichet.send_delivery"]

        with mail_server() as server:
            use_mail_server(server.port)
            run_jobs(later=timedelta(minutes=1))
            assert len(server.letters) == 1

        letter.refresh_from_db()
        assert (letter.status, letter.attempts) == (DeliveryStatus.SENT, 2)
        assert letter.last_error == ""

    def test_waits_longer_each_time_but_never_more_than_an_hour(self) -> None:
        waits = []
        for attempts in (0, 1, 2, 6, 7, 500):
            job = send_delivery.configure(queueing_lock="x").job.evolve(attempts=attempts)
            decision = Patience().get_retry_decision(exception=actions.DeliveryFailed("…"), job=job)
            assert decision is not None and decision.retry_at is not None
            waits.append(round((decision.retry_at - timezone.now()).total_seconds()))

        assert waits == [30, 60, 120, 1920, 3600, 3600]

    def test_a_bug_is_not_retried_for_ever(self) -> None:
        job = send_delivery.configure(queueing_lock="x").job

        assert Patience().get_retry_decision(exception=KeyError("bug"), job=job) is None

    def test_stops_at_once_when_the_address_does_not_exist(
        self, anne: User, use_mail_server: Callable[[int], None]
    ) -> None:
        with mail_server(refuses=550) as server:
            use_mail_server(server.port)
            notify([anne], RECEIPT, at=timezone.now())
            run_jobs()

        letter = Delivery.objects.get()
        assert letter.status == DeliveryStatus.ABANDONED
        assert "550" in letter.last_error
        assert waiting_jobs() == []

    def test_gives_up_after_a_week(
        self, anne: User, use_mail_server: Callable[[int], None]
    ) -> None:
        notify([anne], RECEIPT, at=timezone.now())
        [letter] = Delivery.objects.all()

        with mail_server(refuses=450) as server:
            use_mail_server(server.port)
            with pytest.raises(actions.DeliveryFailed):
                actions.deliver(letter.pk, at=timezone.now() + timedelta(days=6))
            actions.deliver(letter.pk, at=timezone.now() + timedelta(days=8))

        letter.refresh_from_db()
        assert letter.status == DeliveryStatus.ABANDONED


class TestRequeueForgotten:
    def test_gives_a_job_to_a_letter_that_lost_its_own(self, anne: User, now: datetime) -> None:
        Delivery.objects.create(to_email=anne.email, subject="S", body="B", created_at=now)

        assert actions.requeue_forgotten(at=now + timedelta(seconds=30)) == 0
        assert actions.requeue_forgotten(at=now + timedelta(minutes=2)) == 1
        assert actions.requeue_forgotten(at=now + timedelta(minutes=3)) == 0
        run_jobs()

        assert len(mail.outbox) == 1

    def test_leaves_alone_what_waits_its_turn_or_is_done(self, anne: User, now: datetime) -> None:
        notify([anne], RECEIPT, at=now)
        assert actions.requeue_forgotten(at=now + timedelta(hours=1)) == 0

        run_jobs()
        assert actions.requeue_forgotten(at=now + timedelta(hours=1)) == 0


class TestInThePast:
    def test_an_invented_past_writes_to_nobody(self, anne: User, now: datetime) -> None:
        with actions.in_the_past():
            notify([anne], RECEIPT, at=now - timedelta(days=900))
        notify(["mairie@x.example"], RECEIPT, at=timezone.now())

        run_jobs()

        assert [letter.to for letter in mail.outbox] == [["mairie@x.example"]]


class TestSignInLetter:
    def test_says_until_when_and_forgets_the_secret_once_gone(
        self, anne: User, now: datetime
    ) -> None:
        link = issue_link_for(anne, at=now)
        notify([anne], sign_in_link(link), at=now)
        run_jobs()

        [sent] = mail.outbox
        kept = Delivery.objects.get()
        assert "10\u00a0h\u00a015" in sent.body
        assert link.token in sent.body
        assert link.token not in kept.body + kept.link

    def test_stays_readable_in_the_outbox_of_the_demonstration(
        self, anne: User, now: datetime, settings: Any
    ) -> None:
        settings.EMAIL_HOST = ""
        link = issue_link_for(anne, at=now)
        notify([anne], sign_in_link(link), at=now)
        run_jobs()

        assert link.token in Delivery.objects.get().link
