"""The two threads, the complement, the files."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from guichet.casework.demands import actions
from guichet.casework.demands.actions.conversation import AttachmentRefused, MessageRefused
from guichet.casework.demands.choices import DemandStatus, MessageAudience
from guichet.casework.demands.models import Message
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.errors import DomainError
from tests.casework.demands.factories import make_demand, pdf
from tests.client import StrictClient
from tests.people import People
from tests.world import World

S = DemandStatus
APPLICANT, INTERNAL = MessageAudience.APPLICANT, MessageAudience.INTERNAL
SignIn = Callable[[User | None], StrictClient]


def addresses() -> set[str]:
    return set(Delivery.objects.values_list("to_email", flat=True))


class TestWrite:
    def test_the_applicant_writes_to_whoever_follows(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)
        Delivery.objects.all().delete()

        message = actions.write_message(
            demand, audience=APPLICANT, body=" Bonjour ! ", by=people.anne, at=now
        )

        assert message.body == "Bonjour !"
        assert message.author_label == "Anne, Commune de Banon"
        assert addresses() == {"bruno@example.fr"}

    def test_the_desk_writes_to_the_applicant(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)
        Delivery.objects.all().delete()

        actions.write_message(demand, audience=APPLICANT, body="Bonjour", by=people.bruno, at=now)

        assert addresses() == {"anne@example.fr"}

    def test_a_provider_is_heard_by_both(self, world: World, people: People, now: datetime) -> None:
        demand = make_demand(world, people, stage=S.REFERRED)
        Delivery.objects.all().delete()

        actions.write_message(demand, audience=APPLICANT, body="Bonjour", by=people.claire, at=now)

        assert addresses() == {"anne@example.fr", "bruno@example.fr"}

    def test_services_write_to_one_another(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)
        Delivery.objects.all().delete()

        actions.write_message(demand, audience=INTERNAL, body="Avis ?", by=people.bruno, at=now)

        assert addresses() == {"denis@example.fr"}

    def test_a_second_click_sends_one_message(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people)
        actions.write_message(demand, audience=APPLICANT, body="Bonjour", by=people.anne, at=now)

        with pytest.raises(MessageRefused, match="déjà envoyé"):
            actions.write_message(
                demand, audience=APPLICANT, body="Bonjour", by=people.anne, at=now
            )

        later = now + timedelta(hours=1)
        actions.write_message(demand, audience=APPLICANT, body="Bonjour", by=people.anne, at=later)
        assert Message.objects.count() == 2

    def test_the_thread_goes_on_after_the_end(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.CLOSED)

        actions.write_message(demand, audience=APPLICANT, body="Merci.", by=people.anne, at=now)

        assert Message.objects.filter(body="Merci.").exists()


class TestComplete:
    def test_the_answer_is_kept_and_the_desk_told(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.RETURNED)
        Delivery.objects.all().delete()

        actions.complete(demand, answer="Voici le plan.", by=people.anne, at=now)

        demand.refresh_from_db()
        assert demand.status == S.ACKNOWLEDGED
        assert Message.objects.for_applicant().filter(body="Voici le plan.").exists()
        assert addresses() == {"bruno@example.fr"}


class TestFiles:
    def test_joined_once_with_its_event(self, world: World, people: People, now: datetime) -> None:
        demand = make_demand(world, people)

        first = actions.attach(demand, upload=pdf(), by=people.anne, at=now)
        second = actions.attach(demand, upload=pdf(), by=people.anne, at=now)

        assert first == second
        assert Event.objects.get(action="demand.attach").data["name"] == "plan.pdf"

    def test_a_refused_file_leaves_nothing(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people)

        with pytest.raises(DomainError, match="type accepté"):
            actions.attach(demand, upload=pdf("a.exe"), by=people.anne, at=now)

        assert not demand.attachments.exists()

    def test_files_of_a_deposited_demand_stay(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people)
        attachment = actions.attach(demand, upload=pdf(), by=people.anne, at=now)

        with pytest.raises(AttachmentRefused):
            actions.detach(attachment, by=people.anne, at=now)

        assert demand.attachments.count() == 1

    def test_downloaded_by_those_who_see_the_demand(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people)
        joined = actions.attach(demand, upload=pdf(), by=people.anne, at=now)
        address = reverse("demands:attachment", args=[demand.reference, joined.pk])

        answer = client_of(people.bruno).get(address)

        assert b"".join(answer.streaming_content).startswith(b"%PDF")
        assert client_of(people.hugo).get(address).status_code == 404
        other = make_demand(world, people)
        elsewhere = reverse("demands:attachment", args=[other.reference, joined.pk])
        assert client_of(people.bruno).get(elsewhere).status_code == 404


class TestPage:
    def test_services_talk_out_of_hearing(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.REFERRED)
        actions.write_message(
            demand, audience=INTERNAL, body="Entre nous.", by=people.bruno, at=now
        )
        pages = ("conversation", "history", "detail")

        for person, hears in (
            (people.anne, False),
            (people.claire, False),
            (people.bruno, True),
            (people.denis, True),
            (people.elise, True),
        ):
            client = client_of(person)
            shown = [
                client.get(reverse(f"demands:{name}", args=[demand.reference])).content.decode()
                for name in pages
            ]
            assert ("Entre nous." in shown[0]) is hears, person
            assert ("entre services" in shown[1]) is hears, person
            assert ("entre services" in shown[2]) is hears, person

    def test_an_applicant_cannot_write_to_the_services(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        demand = make_demand(world, people)
        address = reverse("demands:write_message", args=[demand.reference])

        answer = client_of(people.anne).post(address, {"audience": "INTERNAL", "body": "Coucou"})

        assert answer.status_code == 403
        assert not Message.objects.exists()

    def test_a_refused_message_comes_back_with_its_words(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people)
        address = reverse("demands:write_message", args=[demand.reference])
        client = client_of(people.anne)
        long = "Bonjour. " * 600

        empty = client.post(address, {"audience": "APPLICANT", "body": " "})
        too_long = client.post(address, {"audience": "APPLICANT", "body": long})

        assert (empty.status_code, too_long.status_code) == (422, 422)
        assert "Écrivez votre message avant de l’envoyer." in empty.content.decode()
        assert long.strip() in too_long.content.decode()

    def test_two_clicks(self, world: World, people: People, client_of: SignIn) -> None:
        demand = make_demand(world, people)
        address = reverse("demands:write_message", args=[demand.reference])
        client = client_of(people.anne)
        client.post(address, {"audience": "APPLICANT", "body": "Bonjour"})

        again = client.post(address, {"audience": "APPLICANT", "body": "Bonjour"})

        assert "Ce message est déjà envoyé" in again.content.decode()
        assert Message.objects.count() == 1
