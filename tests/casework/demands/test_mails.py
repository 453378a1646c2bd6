"""Answers by mail: filed in their thread, or kept in sight; never lost."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core import mail as outbox
from django.urls import reverse

from guichet.casework.demands import actions
from guichet.casework.demands.actions.mails import NO_LETTER, NO_RIGHT, OTHER_SENDER
from guichet.casework.demands.choices import DemandStatus, MessageAudience
from guichet.casework.demands.models import Demand, Message, UnfiledMail
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.actions import deliver
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.notifications.replies import reply_address
from tests.casework.demands.factories import A_PDF, make_demand
from tests.client import StrictClient
from tests.foundations.notifications.mails import mail
from tests.people import People
from tests.races import at_once
from tests.world import World

S = DemandStatus
APPLICANT, INTERNAL = MessageAudience.APPLICANT, MessageAudience.INTERNAL
SignIn = Callable[[User | None], StrictClient]


@pytest.fixture(autouse=True)
def answered(settings: Any) -> None:
    settings.REPLY_DOMAIN = "guichet.example"


@pytest.fixture
def demand(world: World, people: People, now: datetime) -> Demand:
    return make_demand(world, people, stage=S.ACKNOWLEDGED, at=now)


def letter_to(demand: Demand, email: str, people: People, now: datetime, **of: Any) -> Delivery:
    """The letter that tells somebody of a message."""
    audience = of.get("audience", APPLICANT)
    actions.write_message(
        demand, audience=audience, body="Où en est le plan ?", by=of.get("by", people.bruno), at=now
    )
    return Delivery.objects.filter(to_email=email).exclude(thread="").latest("pk")


def test_an_answer_joins_its_thread_with_its_file(
    demand: Demand, people: People, now: datetime
) -> None:
    letter = letter_to(demand, "anne@example.fr", people, now)
    Delivery.objects.exclude(pk=letter.pk).delete()
    raw = mail(
        "Le voici.\n\nLe 10 mars 2026, Guichet a écrit :\n> Où en est le plan ?\n",
        to=reply_address(letter), files=(("plan.pdf", A_PDF), ("virus.exe", b"MZ")),
    )  # fmt: skip

    done = actions.receive_mail(raw, at=now)

    assert isinstance(done, Message)
    assert (done.author, done.audience) == (people.anne, APPLICANT)
    assert done.body.startswith("Le voici.\n\n[Fichier non gardé] « virus.exe »")
    assert [file.document.name for file in done.attachments.order_by("pk")] == ["plan.pdf"]
    assert set(Delivery.objects.exclude(pk=letter.pk).values_list("to_email", flat=True)) == {
        "bruno@example.fr"
    }
    assert Event.objects.of_case(demand.case_key).of_actions("message.write").count() == 2


def test_the_same_mail_twice_is_one_message(demand: Demand, people: People, now: datetime) -> None:
    raw = mail(to=reply_address(letter_to(demand, "anne@example.fr", people, now)))
    actions.receive_mail(raw, at=now)

    assert actions.receive_mail(raw, at=now) is None
    assert Message.objects.exclude(mail_id="").count() == 1


@pytest.mark.parametrize("stage", [S.REFERRED, S.DECLINED, S.CLOSED])
def test_no_answer_is_lost_to_a_change_of_state(
    world: World, people: People, now: datetime, stage: str
) -> None:
    demand = make_demand(world, people, stage=stage, at=now)
    raw = mail("Trop tard ?", to=reply_address(letter_to(demand, "anne@example.fr", people, now)))

    done = actions.receive_mail(raw, at=now)

    assert isinstance(done, Message) and done.body == "Trop tard ?"


def test_between_services_stays_between_services(
    demand: Demand, people: People, now: datetime
) -> None:
    letter = letter_to(demand, "denis@example.fr", people, now, audience=INTERNAL)

    done = actions.receive_mail(
        mail("Avis favorable.", sender="denis@example.fr", to=reply_address(letter)), at=now
    )

    assert isinstance(done, Message) and done.audience == INTERNAL


def test_the_contact_without_an_account_answers_too(
    world: World, people: People, now: datetime
) -> None:
    demand = make_demand(world, people, stage=S.ACKNOWLEDGED, at=now, author=people.bruno)
    letter = letter_to(demand, "anne@example.fr", people, now)
    assert letter.to_user is None
    sent = Delivery.objects.filter(to_email="anne@example.fr").count()

    done = actions.receive_mail(mail(to=reply_address(letter)), at=now)

    assert isinstance(done, Message)
    assert (done.author, done.author_label) == (None, "Anne, Commune de Banon")
    assert Delivery.objects.filter(to_email="anne@example.fr").count() == sent


class TestKept:
    def test_another_sender(self, demand: Demand, people: People, now: datetime) -> None:
        address = reply_address(letter_to(demand, "anne@example.fr", people, now))

        done = actions.receive_mail(mail(sender="lea@example.fr", to=address), at=now)

        assert isinstance(done, UnfiledMail)
        assert (done.reason, done.demand, done.department) == (
            OTHER_SENDER, demand, demand.department
        )  # fmt: skip
        assert Event.objects.get(action="mail.keep").data["audience"] == INTERNAL

    @pytest.mark.parametrize("wrong", ["reponse+1-aaaaaaaaaaaaaaaa@guichet.example", "x@y.fr"])
    def test_an_address_that_is_not_ours(self, demand: Demand, now: datetime, wrong: str) -> None:
        done = actions.receive_mail(mail(sender="inconnu@example.fr", to=wrong), at=now)

        assert isinstance(done, UnfiledMail)
        assert (done.reason, done.department) == (NO_LETTER, None)

    def test_shown_to_the_desk_that_knows_the_sender(self, demand: Demand, now: datetime) -> None:
        done = actions.receive_mail(mail(to="guichet@guichet.example"), at=now)

        assert isinstance(done, UnfiledMail) and done.department == demand.department

    def test_a_right_that_is_over(self, demand: Demand, people: People, now: datetime) -> None:
        address = reply_address(letter_to(demand, "anne@example.fr", people, now))
        people.anne.person.memberships.all().delete()

        done = actions.receive_mail(mail(to=address), at=now)

        assert isinstance(done, UnfiledMail) and done.reason == NO_RIGHT

    def test_what_cannot_be_read_is_kept_as_it_came(
        self, now: datetime, monkeypatch: pytest.MonkeyPatch, db: None
    ) -> None:
        monkeypatch.setattr("guichet.foundations.notifications.incoming.MOST_BYTES", 10)

        done = actions.receive_mail(mail(), at=now)

        assert isinstance(done, UnfiledMail) and bytes(done.raw) == mail()

    def test_an_absence_is_ignored(self, demand: Demand, people: People, now: datetime) -> None:
        address = reply_address(letter_to(demand, "anne@example.fr", people, now))

        assert actions.receive_mail(mail(to=address, Auto_Submitted="auto-replied"), at=now) is None
        assert not UnfiledMail.objects.exists()

    def test_the_desk_files_it_with_its_file(
        self, demand: Demand, people: People, now: datetime, client_of: SignIn
    ) -> None:
        raw = mail(sender="Maire <maire@example.fr>", to="x@y.fr", files=(("plan.pdf", A_PDF),))
        kept = actions.receive_mail(raw, at=now)
        assert isinstance(kept, UnfiledMail)
        UnfiledMail.objects.filter(pk=kept.pk).update(department=demand.department)
        client = client_of(people.bruno)
        home = client.get(reverse("dashboards:home")).content.decode()

        answer = client.post(
            reverse("demands:file_mail", args=[kept.pk]), {"demand": demand.reference}
        )
        again = client.post(reverse("demands:dismiss_mail", args=[kept.pk]), {"because": "Non"})

        assert "1\u00a0courriel à classer" in home
        assert answer.status_code == 302
        filed = Message.objects.get(mail_id="<1@example.fr>")
        assert filed.author_label == "Maire (courriel classé par Bruno)"
        assert filed.attachments.count() == 1
        assert again.status_code == 422 and "déjà été traité" in again.content.decode()

    def test_dismissed_it_stays_in_the_base(
        self, demand: Demand, people: People, now: datetime, client_of: SignIn
    ) -> None:
        kept = actions.receive_mail(mail(to="x@y.fr"), at=now)
        assert isinstance(kept, UnfiledMail)

        client_of(people.bruno).post(
            reverse("demands:dismiss_mail", args=[kept.pk]), {"because": "Publicité"}
        )

        assert UnfiledMail.objects.waiting().count() == 0
        assert Event.objects.get(action="mail.dismiss").because == "Publicité"


class TestLetters:
    def test_carry_the_signed_address(self, demand: Demand, people: People, now: datetime) -> None:
        letter = letter_to(demand, "anne@example.fr", people, now)

        deliver(letter.pk, at=now)

        sent = outbox.outbox[-1]
        local = sent.reply_to[0].partition("@")[0]
        assert sent.reply_to == [reply_address(letter)] and len(local) <= 64
        assert local == local.lower()
        assert "Vous pouvez répondre à ce message" in sent.body

    def test_without_a_domain_nobody_answers(
        self, demand: Demand, people: People, now: datetime, settings: Any
    ) -> None:
        settings.REPLY_DOMAIN = ""
        letter = letter_to(demand, "anne@example.fr", people, now)

        deliver(letter.pk, at=now)

        assert not outbox.outbox[-1].reply_to
        assert "n’y répondez pas" in outbox.outbox[-1].body


@pytest.mark.django_db(transaction=True)
def test_a_mail_read_by_two_workers_is_kept_once(world: World, now: datetime) -> None:
    raw = mail("Bonjour, pouvez-vous nous aider ?", to="guichet@prefecture.example")

    assert at_once(*[lambda: actions.receive_mail(raw, at=now)] * 3) == [""] * 3

    assert UnfiledMail.objects.count() == 1
