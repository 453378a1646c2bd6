"""Read marks, mentions, and files joined to a message."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.casework.demands import actions
from guichet.casework.demands.choices import DemandStatus, MessageAudience
from guichet.casework.demands.correspondents import is_named
from guichet.casework.demands.models import Demand, Message, ReadMark
from guichet.foundations.accounts.models import User
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.errors import DomainError
from tests.casework.demands.factories import make_demand, pdf
from tests.client import StrictClient
from tests.people import People
from tests.world import World

S = DemandStatus
APPLICANT, INTERNAL = MessageAudience.APPLICANT, MessageAudience.INTERNAL
SignIn = Callable[[User | None], StrictClient]


@pytest.fixture
def demand(world: World, people: People, now: datetime) -> Demand:
    return make_demand(world, people, stage=S.REFERRED, at=now)


def address(name: str, demand: Demand) -> str:
    return reverse(f"demands:{name}", args=[demand.reference])


def unread(demand: Demand, user: User) -> int:
    return Message.objects.filter(demand=demand).unread_by(user).count()


class TestReadMarks:
    def test_each_person_and_each_thread_apart(
        self, demand: Demand, people: People, now: datetime
    ) -> None:
        actions.write_message(demand, audience=INTERNAL, body="Avis ?", by=people.bruno, at=now)
        last = actions.write_message(
            demand, audience=APPLICANT, body="Bonjour", by=people.bruno, at=now
        )

        actions.mark_read(demand, audience=APPLICANT, up_to=last.pk, by=people.denis)

        assert unread(demand, people.bruno) == 0
        assert unread(demand, people.denis) == 1
        assert unread(demand, people.elise) == 2

    def test_never_backwards_and_not_what_came_since(
        self, demand: Demand, people: People, now: datetime
    ) -> None:
        first, second = (
            actions.write_message(demand, audience=APPLICANT, body=body, by=people.bruno, at=now)
            for body in ("Un", "Deux")
        )

        actions.mark_read(demand, audience=APPLICANT, up_to=second.pk, by=people.anne)
        actions.mark_read(demand, audience=APPLICANT, up_to=first.pk, by=people.anne)
        actions.write_message(demand, audience=APPLICANT, body="Trois", by=people.bruno, at=now)

        assert ReadMark.objects.get(user=people.anne).last_read == second
        assert unread(demand, people.anne) == 1

    def test_counted_on_every_tab_and_at_home_until_read(
        self, demand: Demand, people: People, now: datetime, client_of: SignIn
    ) -> None:
        last = actions.write_message(
            demand, audience=APPLICANT, body="Bonjour", by=people.bruno, at=now
        )
        actions.write_message(demand, audience=INTERNAL, body="Psst", by=people.bruno, at=now)
        client = client_of(people.anne)
        pages = [demand.get_absolute_url(), reverse("matching:of_demand", args=[demand.reference])]
        badge = '1<span class="fr-sr-only"> non lus'

        before = [client.get(page).content.decode() for page in pages]
        home = client.get(reverse("dashboards:home")).content.decode()
        thread = client.get(address("conversation", demand)).content.decode()
        client.post(address("mark_read", demand), {"up_to_applicant": last.pk, "up_to_internal": 9})
        after = [client.get(page).content.decode() for page in pages]

        assert all(badge in page for page in before)
        assert f"1\u00a0nouveau message sur {demand.reference}" in home
        assert "Non lu" in thread and f'value="{last.pk}"' in thread
        assert not any(badge in page for page in after)
        assert "nouveau message" not in client.get(reverse("dashboards:home")).content.decode()
        assert not ReadMark.objects.filter(audience=INTERNAL, user=people.anne).exists()

    def test_writing_marks_what_was_read(
        self, demand: Demand, people: People, now: datetime
    ) -> None:
        actions.write_message(demand, audience=APPLICANT, body="Bonjour", by=people.anne, at=now)
        actions.write_message(demand, audience=APPLICANT, body="Oui ?", by=people.bruno, at=now)

        assert unread(demand, people.bruno) == 0


class TestMentions:
    @pytest.mark.parametrize(
        ("body", "called"),
        [("@Denis votre avis ?", True), ("@ denis", True), ("Denis a dit", False),
         ("denis@example.fr", False), ("@Denise", False)],
    )  # fmt: skip
    def test_a_name_after_the_sign(self, body: str, called: bool) -> None:
        assert is_named("Denis", body) is called

    def test_told_once_by_a_letter_of_its_own(
        self, demand: Demand, people: People, now: datetime
    ) -> None:
        Delivery.objects.all().delete()

        message = actions.write_message(
            demand, audience=INTERNAL, body="@Denis : avis ?", by=people.bruno, at=now,
            mentions=[people.elise, people.anne],
        )  # fmt: skip

        assert message.named == [people.denis, people.elise]
        letters = list(Delivery.objects.order_by("to_email"))
        assert [letter.to_email for letter in letters] == ["denis@example.fr", "elise@example.fr"]
        assert all("vous interpelle" in letter.subject for letter in letters)

    def test_never_in_the_thread_of_the_applicant(
        self, demand: Demand, people: People, now: datetime
    ) -> None:
        message = actions.write_message(
            demand, audience=APPLICANT, body="@Élise", by=people.bruno, at=now,
            mentions=[people.elise],
        )  # fmt: skip

        assert message.named == []
        assert not Delivery.objects.filter(to_email="elise@example.fr").exists()


class TestFiles:
    def test_between_services_it_is_read_by_them_only(
        self, demand: Demand, people: People, client_of: SignIn
    ) -> None:
        client_of(people.bruno).post(
            address("write_message", demand),
            {"audience": "INTERNAL", "body": "Le devis.", "uploads": pdf("devis.pdf")},
        )
        file = demand.attachments.get()
        link = reverse("demands:attachment", args=[demand.reference, file.pk])

        for person, status in (
            (people.bruno, 200), (people.denis, 200), (people.anne, 404), (people.claire, 404)
        ):  # fmt: skip
            client = client_of(person)
            answer = client.get(link)
            if answer.streaming:
                b"".join(answer.streaming_content)
            assert answer.status_code == status, person
            for name in ("detail", "conversation", "history"):
                page = client.get(address(name, demand)).content.decode()
                assert "devis.pdf" not in page or status == 200, (person, name)

    def test_a_refused_file_leaves_the_message_to_its_author(
        self, demand: Demand, people: People, client_of: SignIn
    ) -> None:
        answer = client_of(people.anne).post(
            address("write_message", demand),
            {"audience": "APPLICANT", "body": "Voici.", "uploads": pdf("a.exe")},
        )

        page = answer.content.decode()
        assert answer.status_code == 422 and "type accepté" in page and "Voici." in page
        assert not Message.objects.exists()

    def test_a_file_of_the_services_is_not_the_twin_of_another(
        self, demand: Demand, people: People, now: datetime
    ) -> None:
        actions.write_message(
            demand, audience=INTERNAL, body="Voir.", by=people.bruno, at=now, uploads=[pdf()]
        )

        joined = actions.attach(demand, upload=pdf(), by=people.anne, at=now)

        assert joined.message is None


@pytest.mark.parametrize("stage", [code for code in S.values if code != S.DRAFT])
@pytest.mark.parametrize("audience", MessageAudience.values)
def test_a_message_is_kept_at_every_stage(
    world: World, people: People, now: datetime, stage: str, audience: str
) -> None:
    demand = make_demand(world, people, stage=stage, at=now)

    try:
        actions.write_message(demand, audience=audience, body="Encore.", by=people.bruno, at=now)
    except DomainError as refusal:  # pragma: no cover
        pytest.fail(refusal.sentence)

    assert Message.objects.filter(audience=audience, body="Encore.").exists()


@pytest.mark.parametrize("person", ["anne", "bruno"])
def test_same_queries_for_ten_messages_and_two_hundred(
    demand: Demand, people: People, now: datetime, client_of: SignIn, person: str
) -> None:
    client = client_of(getattr(people, person))
    counts = []
    for total in (10, 200):
        present = Message.objects.count()
        for number in range(present, total):
            author = people.anne if number % 2 else people.bruno
            actions.write_message(
                demand, audience=APPLICANT if number % 2 else INTERNAL, body=f"Message {number}",
                by=author, at=now + timedelta(minutes=number),
                uploads=[pdf(f"{number}.pdf")] if number % 50 == 3 else [],
            )  # fmt: skip
        for name in ("conversation", "detail"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address(name, demand)).status_code == 200
            counts.append(len(queries))

    assert counts[:2] == counts[2:]
    assert counts[0] <= 12 and counts[1] <= 15, counts
