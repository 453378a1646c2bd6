"""The village secretary without an account: write, confirm, follow, answer."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from guichet.casework.demands.choices import Channel, DemandStatus
from guichet.casework.demands.models import Demand
from guichet.casework.doors import actions
from guichet.casework.doors.actions.public import PER_EMAIL, PER_ORIGIN, Visit
from guichet.casework.doors.forms import PublicForm
from guichet.casework.doors.forms.public import SALT
from guichet.casework.doors.models import Knock, PublicEntry
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import local_day
from tests.client import StrictClient
from tests.people import People
from tests.world import World

ANSWERS = {
    "title": "Rénover l’école",
    "description": "Le toit fuit depuis deux hivers.",
    "expected_help": "Savoir par où commencer.",
    "contact_name": "Camille Exemple",
    "contact_title": "",
    "contact_email": "mairie@banon.example",
    "contact_phone": "",
}


def typed(**changes: str) -> dict[str, str]:
    shown = (timezone.now() - timedelta(minutes=5)).isoformat()
    stamp = signing.dumps(shown, salt=SALT)
    return {**ANSWERS, "commune": "Banon (04018)", "asker": "COMMUNE", "shown": stamp, **changes}


def visit(now: datetime, address: str = "192.0.2.7", trap: str = "") -> Visit:
    return Visit(address, now - timedelta(minutes=2), trap)


def token_in(letter: Delivery) -> str:
    return letter.link.rstrip("/").rsplit("/", 1)[-1]


def left(world: World, now: datetime) -> str:
    actions.leave_entry(world.banon_hall, commune=world.banon, answers=ANSWERS, at=now)
    return token_in(Delivery.objects.latest("pk"))


class TestForm:
    def test_asks_at_most_ten_things(self, db: None, now: datetime) -> None:
        fields = [field for field in PublicForm(at=now) if not field.is_hidden]

        assert len(fields) <= 10

    def test_the_whole_way_without_an_account(
        self, world: World, people: People, client: StrictClient
    ) -> None:
        answer = client.post(reverse("doors:leave_entry"), typed())
        assert answer["Location"] == reverse("doors:entry_left")
        assert "mairie@banon.example" in client.get(answer["Location"]).content.decode()
        assert not Demand.objects.exists()
        [letter] = Delivery.objects.all()
        assert letter.to_email == "mairie@banon.example"

        # A mail scanner opens the link twice: nothing is written.
        for _ in range(2):
            assert "Déposer ma demande" in client.get(letter.link).content.decode()
        assert not Demand.objects.exists()
        answer = client.post(letter.link)

        demand = Demand.objects.get()
        assert (demand.reference, demand.channel) == (
            f"D-04-{local_day(timezone.now()):%y}-0001", Channel.PUBLIC,
        )  # fmt: skip
        assert (demand.requester, demand.status) == (world.banon_hall, DemandStatus.SUBMITTED)
        page = client.get(answer["Location"]).content.decode()
        assert demand.reference in page and "Où en est ma demande" in page
        receipt = Delivery.objects.get(subject__startswith="Accusé de réception")
        assert receipt.link == answer["Location"]
        # The desk is told, and reads its own page.
        told = Delivery.objects.get(to_email=people.bruno.email)
        assert told.link == f"/demandes/{demand.reference}/"

    def test_a_replayed_link_says_that_it_is_done(
        self, world: World, people: People, client: StrictClient, now: datetime
    ) -> None:
        token = left(world, timezone.now())
        client.post(reverse("doors:confirm_entry", args=[token]))

        for answer in (
            client.post(reverse("doors:confirm_entry", args=[token])),
            client.get(reverse("doors:confirm_entry", args=[token])),
        ):
            assert answer.status_code == 410
            assert "a déjà servi : votre demande est déposée" in answer.content.decode()
        assert Demand.objects.count() == 1

    def test_a_refused_form_keeps_what_was_typed(
        self, world: World, people: People, client: StrictClient
    ) -> None:
        answer = client.post(
            reverse("doors:leave_entry"), typed(contact_email="mairie@", commune="Atlantis")
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Le toit fuit depuis deux hivers." in page
        assert "Aucune commune ne s’appelle « Atlantis »" in page
        assert not Knock.objects.exists()

    def test_a_department_without_a_desk_says_where_to_go(
        self, world: World, client: StrictClient
    ) -> None:
        answer = client.post(reverse("doors:leave_entry"), typed())

        assert "ne reçoit pas encore de demandes" in answer.content.decode()

    def test_an_authority_with_an_account_is_the_same_authority(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = actions.confirm_entry(left(world, now), at=now)

        assert Demand.objects.visible_to(people.anne).get() == demand

    def test_the_grouping_may_ask(self, world: World, people: People) -> None:
        with pytest.raises(actions.AuthorityUnknown, match="membre d’aucune intercommunalité"):
            actions.requester_of(world.banon, for_grouping=True)
        with pytest.raises(actions.AuthorityUnknown, match="pas encore dans l’annuaire"):
            actions.requester_of(world.digne, for_grouping=True)


class TestRobots:
    def test_the_trap_leaves_a_trace_and_nothing_else(
        self, world: World, people: People, client: StrictClient
    ) -> None:
        answer = client.post(reverse("doors:leave_entry"), typed(site="http://spam.example"))

        assert answer.status_code == 422
        assert "ressemble à celui d’un robot" in answer.content.decode()
        assert "Le toit fuit" in answer.content.decode()
        assert [knock.outcome for knock in Knock.objects.all()] == ["ROBOT"]
        assert not PublicEntry.objects.exists() and not Delivery.objects.exists()

    @pytest.mark.parametrize("stamp", ["", "forged", "NOW"])
    def test_too_fast_or_without_the_page(
        self, stamp: str, world: World, people: People, client: StrictClient
    ) -> None:
        shown = signing.dumps(timezone.now().isoformat(), salt=SALT) if stamp == "NOW" else stamp

        answer = client.post(reverse("doors:leave_entry"), typed(shown=shown))

        assert answer.status_code == 422
        assert "envoyé trop vite" in answer.content.decode()
        assert [knock.outcome for knock in Knock.objects.all()] == ["TOO_FAST"]

    def test_a_fresh_form_is_accepted_once_it_has_been_open_long_enough(
        self, world: World, client: StrictClient, now: datetime
    ) -> None:
        stamp = str(PublicForm(at=now)["shown"].value())

        assert PublicForm({"shown": stamp}, at=now + timedelta(minutes=1)).shown_at() == now
        assert PublicForm({"shown": stamp}, at=now + timedelta(days=3)).shown_at() is None

    def test_the_limit_per_address_of_mail(self, db: None, now: datetime) -> None:
        for rank in range(PER_EMAIL):
            actions.knock(visit(now, f"192.0.2.{rank}"), email="A@example.fr", at=now)

        with pytest.raises(actions.KnockRefused, match="avec cette adresse électronique"):
            actions.knock(visit(now), email="a@example.fr ", at=now)
        actions.knock(visit(now), email="b@example.fr", at=now)
        later = now + timedelta(hours=1, seconds=1)
        actions.knock(visit(later), email="a@example.fr", at=later)

    def test_the_limit_per_origin_keeps_the_desk_dry(self, db: None, now: datetime) -> None:
        for rank in range(PER_ORIGIN):
            actions.knock(visit(now), email=f"{rank}@example.fr", at=now)

        for rank in range(50):
            with pytest.raises(actions.KnockRefused, match="depuis votre réseau"):
                actions.knock(visit(now), email=f"x{rank}@example.fr", at=now)
        assert Knock.objects.filter(outcome="TOO_MANY").count() == 50
        actions.knock(visit(now, "198.51.100.1"), email="c@example.fr", at=now)

    def test_no_address_is_readable_in_the_table(self, db: None, now: datetime) -> None:
        actions.knock(visit(now), email="mairie@example.fr", at=now)

        row = Knock.objects.values().get()
        assert "192.0.2.7" not in str(row) and "mairie" not in str(row)

    def test_a_forged_header_does_not_change_the_origin(
        self, world: World, people: People, client: StrictClient
    ) -> None:
        for forged in ("203.0.113.1", "203.0.113.2"):
            client.post(
                reverse("doors:leave_entry"), typed(site="x"),
                headers={"X-Forwarded-For": forged},
            )  # fmt: skip

        assert len({knock.origin for knock in Knock.objects.all()}) == 1


class TestEntries:
    def test_an_old_link_no_longer_confirms(
        self, world: World, people: People, now: datetime
    ) -> None:
        token = left(world, now)

        with pytest.raises(actions.EntryRefused, match="quarante-huit heures"):
            actions.confirm_entry(token, at=now + timedelta(hours=48))
        assert not Demand.objects.exists()

    def test_an_unknown_link(self, db: None, now: datetime) -> None:
        with pytest.raises(actions.EntryRefused, match="pas reconnu"):
            actions.check_entry("inconnu", at=now)

    def test_what_nobody_confirmed_is_erased_after_thirty_days(
        self, world: World, people: People, now: datetime
    ) -> None:
        kept = left(world, now)
        actions.confirm_entry(kept, at=now)
        left(world, now)
        actions.knock(visit(now), email="a@example.fr", at=now)

        assert actions.forget_entries(at=now + timedelta(days=29)) == 0
        assert actions.forget_entries(at=now + timedelta(days=31)) == 1
        assert PublicEntry.objects.get().answers == {}
        assert not Knock.objects.exists()


class TestHouse:
    def test_the_number_of_queries(
        self, world: World, people: People, client: StrictClient,
        django_assert_max_num_queries: Any,
    ) -> None:  # fmt: skip
        with django_assert_max_num_queries(2):
            client.get(reverse("doors:ask"))
        left(world, timezone.now())
        letter = Delivery.objects.latest("pk")
        with django_assert_max_num_queries(40):
            client.post(letter.link)

    def test_the_hidden_trap_is_out_of_the_way(self, db: None, client: StrictClient) -> None:
        page = client.get(reverse("doors:ask")).content.decode()

        assert re.search(r'class="doors-trap" aria-hidden="true"', page)
        assert 'tabindex="-1"' in page
