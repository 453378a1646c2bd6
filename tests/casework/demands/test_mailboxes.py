"""A mailbox is read mail by mail: nothing lost, nobody flooded, a server that is down waits."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from guichet.casework.demands import actions
from guichet.casework.demands.actions import mails
from guichet.casework.demands.actions.mails import TO_THE_DESK, TOO_HEAVY, TOO_MANY
from guichet.casework.demands.choices import Channel, DemandStatus, MessageAudience
from guichet.casework.demands.models import Demand, Message, UnfiledMail
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.incoming import MOST_BYTES
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.notifications.replies import reply_address
from tests.casework.demands.factories import A_PDF, make_demand
from tests.client import StrictClient
from tests.foundations.notifications.imap_server import ImapServer, imap_server
from tests.foundations.notifications.mails import mail
from tests.people import People
from tests.world import World

SignIn = Callable[[User | None], StrictClient]


@pytest.fixture(autouse=True)
def answered(settings: Any) -> None:
    settings.REPLY_DOMAIN = "guichet.example"


def box(server: ImapServer, **changes: object) -> dict[str, object]:
    return {
        "host": "127.0.0.1", "port": server.port, "user": "guichet", "password": "secret",
        "folder": "INBOX", "department": "04", "is_encrypted": False, **changes,
    }  # fmt: skip


def stranger(number: int = 1, *, sender: str = "mairie@village.example") -> bytes:
    return mail("Le pont menace.", sender=sender, to="guichet@ddt.example",
                mail_id=f"<{number}@{sender}>", subject=f"Pont {number}",
                files=(("plan.pdf", A_PDF),))  # fmt: skip


class TestRead:
    def test_what_a_stranger_writes_waits_for_the_desk_of_the_mailbox(
        self, world: World, people: People, now: datetime, settings: Any
    ) -> None:
        with imap_server(stranger(1), stranger(2)) as server:
            settings.MAILBOXES = [box(server)]
            taken = (actions.read_mailboxes(at=now), actions.read_mailboxes(at=now))

        assert taken == (2, 0) and server.read == {1, 2}
        kept = UnfiledMail.objects.order_by("pk")
        assert [(m.subject, m.department, m.reason) for m in kept] == [
            ("Pont 1", world.d04, TO_THE_DESK), ("Pont 2", world.d04, TO_THE_DESK)
        ]  # fmt: skip

    def test_an_answer_joins_its_case(
        self, world: World, people: People, now: datetime, settings: Any
    ) -> None:
        demand = make_demand(world, people, stage=DemandStatus.ACKNOWLEDGED, at=now)
        actions.write_message(
            demand, audience=MessageAudience.APPLICANT, body="Le plan ?", by=people.bruno, at=now
        )
        letter = Delivery.objects.filter(to_email="anne@example.fr").latest("pk")

        with imap_server(mail("Le voici.", to=reply_address(letter))) as server:
            settings.MAILBOXES = [box(server)]
            actions.read_mailboxes(at=now)

        assert Message.objects.latest("pk").body == "Le voici."
        assert not UnfiledMail.objects.exists()

    def test_sixty_megabytes_stay_in_the_mailbox_and_are_told(
        self, world: World, now: datetime, settings: Any
    ) -> None:
        with imap_server(stranger(), claims=MOST_BYTES + 1) as server:
            settings.MAILBOXES = [box(server)]
            actions.read_mailboxes(at=now)

        kept = UnfiledMail.objects.get()
        assert (kept.reason, kept.sender) == (TOO_HEAVY, "mairie@village.example")
        assert A_PDF not in bytes(kept.raw)

    @pytest.mark.parametrize("wrong", [{"password": "autre"}, {"folder": "Absent"}, {"port": 1}])
    def test_a_mailbox_that_is_down_keeps_nobody_waiting(
        self, world: World, now: datetime, settings: Any, wrong: dict[str, object]
    ) -> None:
        with imap_server(stranger()) as server:
            settings.MAILBOXES = [box(server, **wrong), box(server)]

            assert actions.read_mailboxes(at=now) == 1

    def test_a_mail_that_was_not_written_is_not_marked(
        self, world: World, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def failing(*args: object, **kwargs: object) -> None:
            raise RuntimeError("the database went away")

        monkeypatch.setattr(mails, "_keep", failing)
        with imap_server(stranger()) as server:
            settings.MAILBOXES = [box(server)]
            with pytest.raises(RuntimeError):
                actions.read_mailboxes(at=now)

        assert server.read == set()


class TestNewDemand:
    def test_a_mail_that_waited_becomes_a_draft_with_its_files(
        self, world: World, people: People, now: datetime, client_of: SignIn
    ) -> None:
        kept = actions.receive_mail(stranger(), at=now, department=world.d04)
        assert isinstance(kept, UnfiledMail)
        client = client_of(people.bruno)
        listed = client.get(reverse("demands:mails")).content.decode()
        refused = client.post(reverse("doors:open_kept_mail", args=[kept.pk]), {"commune": ""})

        done = client.post(reverse("doors:open_kept_mail", args=[kept.pk]), {"commune": "Banon"})
        again = client.get(reverse("doors:kept_mail", args=[kept.pk]))

        demand = Demand.objects.get()
        assert "En faire une nouvelle demande" in listed
        assert (refused.status_code, done.status_code, again.status_code) == (422, 302, 404)
        assert (demand.channel, demand.requester) == (Channel.EMAIL, world.banon_hall)
        names = sorted(one.document.name for one in demand.attachments.for_panel())
        assert names == ["courriel.eml.txt", "plan.pdf"]
        assert not UnfiledMail.objects.waiting().exists()
        assert Event.objects.of_actions("mail.become_demand").count() == 1


class TestFlood:
    def test_a_sender_of_hundreds_hides_nobody_and_leaves_in_one_gesture(
        self, world: World, people: People, now: datetime, client_of: SignIn
    ) -> None:
        for number in range(60):
            actions.receive_mail(stranger(number, sender="bombe@x.example"), at=now,
                                 department=world.d04)  # fmt: skip
        last = actions.receive_mail(stranger(), at=now, department=world.d04)
        assert isinstance(last, UnfiledMail)
        client = client_of(people.bruno)

        page = client.get(reverse("demands:mails")).content.decode()
        first = UnfiledMail.objects.order_by("pk")[0]
        client.post(
            reverse("demands:dismiss_mail", args=[first.pk]),
            {"because": "Envoi en masse", "with_others": "on"},
        )

        assert page.count('class="app-card"') == 4
        assert "Et 57\u00a0autres courriels du même expéditeur" in page
        assert "mairie@village.example" in page
        assert UnfiledMail.objects.waiting().get() == last
        assert not Delivery.objects.exists()
        assert Event.objects.get(action="mail.dismiss").data["count"] == 60

    def test_an_answer_repeated_for_an_hour_no_longer_writes_to_the_desk(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=DemandStatus.ACKNOWLEDGED, at=now)
        actions.write_message(
            demand, audience=MessageAudience.APPLICANT, body="Le plan ?", by=people.bruno, at=now
        )
        to = reply_address(Delivery.objects.filter(to_email="anne@example.fr").latest("pk"))
        before = Delivery.objects.count()

        for number in range(mails.PER_CASE + 5):
            actions.receive_mail(mail(f"{number}", to=to, mail_id=f"<{number}@x.fr>"), at=now)
        later = now + timedelta(hours=2)
        calm = actions.receive_mail(mail("Enfin", to=to, mail_id="<99@x.fr>"), at=later)

        assert UnfiledMail.objects.filter(reason=TOO_MANY, demand=demand).count() == 5
        assert Delivery.objects.count() == before + mails.PER_CASE + 1
        assert isinstance(calm, Message)
