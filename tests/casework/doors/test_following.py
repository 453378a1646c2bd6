"""« Où en est ma demande ? »: what the link shows, lets do, and when it no longer opens."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from guichet.casework.demands import actions as demands
from guichet.casework.demands.choices import Channel, DemandStatus
from guichet.casework.demands.following import follow_path, follow_token
from guichet.casework.demands.models import Demand, Message
from guichet.casework.doors import actions
from guichet.casework.doors.following import LinkRefused, demand_of_link
from guichet.casework.doors.models import DraftReminder
from guichet.casework.doors.stages import stages_of
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from tests.casework.demands.factories import answers, make_demand
from tests.client import StrictClient
from tests.people import People
from tests.world import World

S = DemandStatus


class TestLink:
    def test_shows_the_case_in_plain_words(
        self, world: World, people: People, client: StrictClient
    ) -> None:
        demand = make_demand(world, people, stage=S.RETURNED)

        page = client.get(follow_path(demand)).content.decode()

        for words in (
            str(demand.reference), "À qui d’agir", "depuis le 10 mars 2026",
            "Le plan de situation.", "Direction départementale des territoires", "Bruno",
            "Envoyer le complément", "Étudiée par le guichet",
        ):  # fmt: skip
            assert words in page

    def test_the_internal_thread_never_shows(
        self, world: World, people: People, client: StrictClient
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)
        demands.write_message(
            demand, audience="INTERNAL", body="Entre nous.", by=people.bruno, at=timezone.now()
        )
        demands.write_message(
            demand, audience="APPLICANT", body="<b>Bonjour</b>", by=people.bruno, at=timezone.now()
        )

        page = client.get(follow_path(demand)).content.decode()

        assert "Entre nous." not in page
        assert "&lt;b&gt;Bonjour&lt;/b&gt;" in page

    def test_altered_or_unknown_is_one_clear_sentence(
        self, world: World, people: People, client: StrictClient
    ) -> None:
        demand, other = make_demand(world, people), make_demand(world, people, title="Autre")
        token = follow_token(demand)
        signature = token.partition("~")[2]

        for wrong in ("x", token[:-1], f"{other.uuid.hex}~{signature}", f"{token}a"):
            answer = client.get(reverse("doors:follow", args=[wrong]))
            assert answer.status_code == 410
            assert "n’est pas reconnu" in answer.content.decode()
            assert "Recevoir un lien" in answer.content.decode()

    def test_revoked_opens_nothing_and_a_new_one_leaves(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people)
        old = follow_token(demand)

        demands.renew_link(demand, by=people.bruno, at=now)

        with pytest.raises(LinkRefused):
            demand_of_link(old, at=now)
        assert demand_of_link(follow_token(demand), at=now) == demand
        assert Delivery.objects.latest("pk").link == follow_path(demand)

    def test_closes_ninety_days_after_the_end(self, world: World, people: People) -> None:
        demand = make_demand(world, people, stage=S.DECLINED)
        ended = datetime.fromisoformat("2026-03-10T10:00:00+01:00")

        assert demand_of_link(follow_token(demand), at=ended + timedelta(days=90)) == demand
        with pytest.raises(LinkRefused, match="terminée depuis plus de trois mois"):
            demand_of_link(follow_token(demand), at=ended + timedelta(days=90, seconds=1))

    def test_an_open_demand_has_no_end(self, world: World, people: People, now: datetime) -> None:
        demand = make_demand(world, people)

        assert demand_of_link(follow_token(demand), at=now + timedelta(days=2000)) == demand

    def test_a_draft_has_no_link(self, world: World, people: People) -> None:
        draft = make_demand(world, people, stage=S.DRAFT)

        assert follow_path(draft) == ""


class TestWrite:
    def test_answers_what_was_asked(
        self, world: World, people: People, client: StrictClient
    ) -> None:
        demand = make_demand(world, people, stage=S.RETURNED)
        plan = SimpleUploadedFile("plan.pdf", b"%PDF-1.4\n%%EOF\n")

        answer = client.post(
            reverse("doors:write", args=[follow_token(demand)]),
            {"body": "Voici le plan.", "file": plan},
        )

        demand.refresh_from_db()
        assert (answer.status_code, demand.status) == (302, S.ACKNOWLEDGED)
        assert demand.attachments.count() == 1
        message = Message.objects.latest("pk")
        assert message.author_label == "Anne, Commune de Banon"
        event = Event.objects.filter(action="demand.complete").get()
        assert event.actor_label == "Anne, Commune de Banon"
        assert Delivery.objects.latest("pk").to_email == people.bruno.email

    def test_writes_once_even_when_sent_twice(
        self, world: World, people: People, client: StrictClient
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)
        address = reverse("doors:write", args=[follow_token(demand)])

        assert client.post(address, {"body": "Bonjour"}).status_code == 302
        again = client.post(address, {"body": "Bonjour"})

        assert again.status_code == 422
        assert "déjà envoyé" in again.content.decode()
        assert Message.objects.filter(demand=demand).count() == 1

    def test_a_refused_file_keeps_the_words(
        self, world: World, people: People, client: StrictClient
    ) -> None:
        demand = make_demand(world, people, stage=S.RETURNED)
        program = SimpleUploadedFile("plan.pdf.exe", b"MZ")

        answer = client.post(
            reverse("doors:write", args=[follow_token(demand)]),
            {"body": "Voici.", "file": program},
        )

        page = answer.content.decode()
        assert (answer.status_code, "pas d’un type accepté" in page) == (422, True)
        assert "Voici." in page
        assert Demand.objects.get().status == S.RETURNED


class TestNewLink:
    @pytest.mark.parametrize(
        ("number", "email", "leaves"),
        [("d-04-26-0001", "ANNE@example.fr", 1), ("D-04-26-0001", "lea@example.fr", 0),
         ("D-04-26-0009", "anne@example.fr", 0), ("n’importe quoi", "anne@example.fr", 0)],
    )  # fmt: skip
    def test_leaves_only_to_the_contact_and_says_the_same_to_all(
        self, number: str, email: str, leaves: int, world: World, people: People,
        client: StrictClient,
    ) -> None:  # fmt: skip
        make_demand(world, people)
        before = Delivery.objects.count()

        answer = client.post(reverse("doors:send_link"), {"reference": number, "email": email})

        assert answer["Location"] == reverse("doors:new_link")
        assert "Si le numéro et l’adresse" in client.get(answer["Location"]).content.decode()
        assert Delivery.objects.count() - before == leaves

    def test_asked_again_at_once_no_second_letter(
        self, world: World, people: People, now: datetime
    ) -> None:
        make_demand(world, people)

        first, second = (
            actions.send_link_again("D-04-26-0001", email="anne@example.fr", at=now)
            for _ in range(2)
        )

        assert (first, second) == (True, False)


class TestOnBehalf:
    def test_the_town_hall_is_told_by_letter(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = demands.start_draft(world.banon_hall, by=people.bruno, at=now)
        fields = answers(world.banon, contact_email="adjoint@example.fr")

        demands.submit(demand, by=people.bruno, at=now, fields=fields)

        assert demand.channel == Channel.OFFICER
        told = Delivery.objects.get(to_email=world.banon_hall.email)
        assert told.subject.startswith("Une demande a été déposée pour Commune de Banon")
        assert "Si vous n’êtes pas à l’origine" in told.body
        assert told.link == follow_path(demand)
        receipt = Delivery.objects.get(to_email="adjoint@example.fr")
        assert receipt.link == follow_path(demand)

    def test_what_the_town_hall_files_itself_is_not_told_twice(
        self, world: World, people: People
    ) -> None:
        make_demand(world, people)

        assert not Delivery.objects.filter(subject__startswith="Une demande a été").exists()


class TestReminder:
    def test_a_draft_left_a_week_is_recalled_once(
        self, world: World, people: People, now: datetime
    ) -> None:
        draft = make_demand(world, people, stage=S.DRAFT, at=now)
        week = timedelta(days=7, minutes=1)

        assert actions.remind_abandoned(at=now + timedelta(days=6)) == 0
        assert actions.remind_abandoned(at=now + week) == 1
        assert actions.remind_abandoned(at=now + 5 * week) == 0

        [letter] = Delivery.objects.all()
        assert (letter.to_email, letter.link) == (people.anne.email, draft.get_absolute_url())
        assert DraftReminder.objects.count() == 1

    def test_a_draft_written_lately_is_left_alone(
        self, world: World, people: People, now: datetime
    ) -> None:
        draft = make_demand(world, people, stage=S.DRAFT, at=now)
        lately = now + timedelta(days=5)
        demands.save_draft(draft, {"title": "Autre titre"}, by=people.anne, at=lately)

        assert actions.remind_abandoned(at=now + timedelta(days=8)) == 0
        assert actions.remind_abandoned(at=lately + timedelta(days=8)) == 1

    def test_nobody_is_recalled_what_is_deposited_or_empty(
        self, world: World, people: People, now: datetime
    ) -> None:
        make_demand(world, people, at=now)
        demands.start_draft(world.banon_hall, by=people.anne, at=now)
        before = Delivery.objects.count()

        assert actions.remind_abandoned(at=now + timedelta(days=30)) == 0
        assert Delivery.objects.count() == before


def test_a_refusal_does_not_pretend_that_help_was_given() -> None:
    assert [one.label for one in stages_of("DECLINED")] == ["Reçue", "Terminée"]
    assert [one.is_current for one in stages_of("REFERRED")] == [False, False, True, False, False]
