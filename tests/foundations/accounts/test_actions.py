from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guichet.foundations.accounts import actions
from guichet.foundations.accounts.models import LinkRequest, MagicLink, User
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.errors import DomainError
from tests.jobs import run_jobs, waiting_jobs
from tests.races import at_once


@pytest.fixture
def anne(db: None) -> User:
    return User.objects.create(email="Anne@banon.example", name="Anne")


def issue(user: User, *, at: datetime, next_path: str = "") -> str:
    request = LinkRequest.objects.create(email=user.email.lower(), asked_at=at, next_path=next_path)
    link = actions.issue_link(request.pk, at=at)
    assert link is not None
    return link.token


class TestSendMagicLink:
    def test_sends_one_letter_to_a_known_address_whatever_its_capitals(
        self, anne: User, now: datetime
    ) -> None:
        actions.send_magic_link(" ANNE@banon.example ", next_path="/demandes/", at=now)
        run_jobs()

        [letter] = Delivery.objects.all()
        [link] = MagicLink.objects.all()
        assert letter.to_email == "Anne@banon.example"
        assert (link.user, link.next_path) == (anne, "/demandes/")

    def test_does_the_same_work_for_a_stranger_and_writes_to_nobody(
        self, anne: User, now: datetime
    ) -> None:
        actions.send_magic_link(anne.email, next_path="", at=now)
        known = waiting_jobs()
        run_jobs()
        Delivery.objects.all().delete()
        MagicLink.objects.all().delete()

        actions.send_magic_link("personne@ailleurs.example", next_path="", at=now)

        assert waiting_jobs() == known
        run_jobs()
        assert not Delivery.objects.exists()
        assert not MagicLink.objects.exists()

    def test_asks_the_database_the_same_questions_for_both(self, anne: User, now: datetime) -> None:
        with CaptureQueriesContext(connection) as known:
            actions.send_magic_link(anne.email, next_path="", at=now)
        with CaptureQueriesContext(connection) as unknown:
            actions.send_magic_link("personne@ailleurs.example", next_path="", at=now)

        assert len(known) == len(unknown)

    def test_refuses_kindly_the_sixth_link_in_a_quarter_of_an_hour(
        self, anne: User, now: datetime
    ) -> None:
        for minute in range(5):
            at = now + timedelta(minutes=minute)
            actions.send_magic_link(anne.email, next_path="", at=at)

        with pytest.raises(DomainError, match="quart d’heure"):
            actions.send_magic_link(anne.email.upper(), next_path="", at=now + timedelta(minutes=6))

        actions.send_magic_link(anne.email, next_path="", at=now + timedelta(minutes=16))

    def test_limits_strangers_alike(self, db: None, now: datetime) -> None:
        for _ in range(5):
            actions.send_magic_link("personne@ailleurs.example", next_path="", at=now)

        with pytest.raises(actions.TooManyLinks):
            actions.send_magic_link("personne@ailleurs.example", next_path="", at=now)

    def test_sends_nothing_to_a_closed_account(self, anne: User, now: datetime) -> None:
        User.objects.filter(pk=anne.pk).update(is_active=False)

        actions.send_magic_link(anne.email, next_path="", at=now)
        run_jobs()

        assert not Delivery.objects.exists()

    def test_forgets_addresses_after_a_day(self, db: None, now: datetime) -> None:
        actions.send_magic_link("personne@ailleurs.example", next_path="", at=now)

        actions.send_magic_link("autre@ailleurs.example", next_path="", at=now + timedelta(days=2))

        [request] = LinkRequest.objects.all()
        assert request.email == "autre@ailleurs.example"

    def test_drops_a_path_too_long_to_keep(self, anne: User, now: datetime) -> None:
        actions.send_magic_link(anne.email, next_path="/" + "a" * 400, at=now)

        assert LinkRequest.objects.get().next_path == ""


class TestIssueLink:
    def test_serves_a_request_once(self, anne: User, now: datetime) -> None:
        request = LinkRequest.objects.create(email="anne@banon.example", asked_at=now)

        assert actions.issue_link(request.pk, at=now) is not None
        assert actions.issue_link(request.pk, at=now) is None
        assert actions.issue_link(0, at=now) is None

    def test_keeps_only_the_hash_of_the_secret(self, anne: User, now: datetime) -> None:
        token = issue(anne, at=now)

        link = MagicLink.objects.get()
        assert link.token_hash == actions.hash_of(token) != token
        assert len(token) > 40


class TestRedeem:
    def test_opens_the_door_and_writes_it_down(self, anne: User, now: datetime) -> None:
        token = issue(anne, at=now, next_path="/demandes/")

        link = actions.redeem(token, at=now + timedelta(minutes=14))

        assert (link.user, link.next_path) == (anne, "/demandes/")
        event = Event.objects.of_stream(f"accounts.user:{anne.pk}").last()
        assert event is not None
        assert (event.action, event.actor_label) == ("account.sign_in", "Anne")

    @pytest.mark.parametrize("minutes", [15, 16, 60 * 24])
    def test_refuses_a_link_after_a_quarter_of_an_hour(
        self, anne: User, now: datetime, minutes: int
    ) -> None:
        token = issue(anne, at=now)

        with pytest.raises(actions.LinkRefused, match="expiré"):
            actions.redeem(token, at=now + timedelta(minutes=minutes))

    def test_refuses_a_link_already_used(self, anne: User, now: datetime) -> None:
        token = issue(anne, at=now)
        actions.redeem(token, at=now)

        with pytest.raises(actions.LinkRefused, match="déjà servi"):
            actions.redeem(token, at=now)

    def test_refuses_what_it_never_issued(self, anne: User, now: datetime) -> None:
        with pytest.raises(actions.LinkRefused, match="pas reconnu"):
            actions.redeem("inventé", at=now)

    def test_refuses_the_link_of_an_account_closed_since(self, anne: User, now: datetime) -> None:
        token = issue(anne, at=now)
        User.objects.filter(pk=anne.pk).update(is_active=False)

        with pytest.raises(actions.LinkRefused, match="pas reconnu"):
            actions.redeem(token, at=now)

    def test_looking_at_a_link_does_not_use_it(self, anne: User, now: datetime) -> None:
        token = issue(anne, at=now)

        actions.check_link(token, at=now)
        actions.check_link(token, at=now)

        assert actions.redeem(token, at=now).user == anne


class TestCreateAccount:
    def test_opens_an_account_without_a_password(self, db: None, now: datetime) -> None:
        user = actions.create_account("lea@mairie.example", " Léa ", by=None, at=now)

        assert (user.name, user.is_administrator, user.has_usable_password()) == (
            "Léa", False, False,
        )  # fmt: skip
        assert Event.objects.get().action == "account.create"

    @pytest.mark.parametrize(
        ("email", "name", "word"),
        [
            ("pas une adresse", "Léa", "n’est pas une adresse"),
            ("lea@mairie.example", "  ", "Indiquez le nom"),
            ("ANNE@BANON.example", "Autre", "existe déjà"),
        ],
    )
    def test_says_what_is_wrong(
        self, anne: User, now: datetime, email: str, name: str, word: str
    ) -> None:
        with pytest.raises(actions.AccountRefused, match=word):
            actions.create_account(email, name, by=None, at=now)


@pytest.mark.django_db(transaction=True)
def test_an_account_created_twice_at_once_is_refused_in_words(now):
    def deed():
        actions.create_account("lea@mairie.example", "Léa", by=None, at=now)

    done, refused = at_once(deed, deed)

    assert done == ""
    assert "Un compte existe déjà" in refused
