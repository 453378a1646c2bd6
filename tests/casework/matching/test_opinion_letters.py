"""An opinion asked of a structure that no mail reaches: its letter, its code, its voice noted."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from guichet.casework.matching import actions
from guichet.casework.matching.answer_codes import answer_code
from guichet.casework.matching.answer_links import answer_path
from guichet.casework.matching.models import Opinion
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.policies.actions import load_taxonomy
from tests.casework.demands.factories import make_demand
from tests.reference.offers.factories import make_offer

SAID = {
    "told_by": "Camille Exemple, directrice",
    "channel": "PHONE",
    "heard_on": date(2026, 3, 12),
}


@pytest.fixture
def nobody_there(world, people, now):
    """The CAUE has here neither account nor address."""
    load_taxonomy(by=None, at=now)
    world.caue.email = ""
    world.caue.save()
    make_offer(world, people, now, provider=world.caue, title="Conseil d’architecte")
    return world.caue


@pytest.fixture
def in_march(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=4))


def ask(demand, provider, people, now) -> Opinion:
    return actions.ask_opinion(
        demand, provider=provider, question="L’implantation convient-elle ?",
        due_on=date(2026, 4, 1), by=people.bruno, at=now,
    )  # fmt: skip


@pytest.fixture
def opinion(world, people, now, nobody_there):
    demand = make_demand(world, people, stage="QUALIFIED", at=now)
    return ask(demand, nobody_there, people, now)


class TestAsked:
    def test_the_desk_is_led_to_the_letter_at_once(
        self, client_of, world, people, now, nobody_there, in_march
    ):
        demand = make_demand(world, people, stage="QUALIFIED", at=now)

        answer = client_of(people.bruno).post(
            reverse("matching:ask_opinion", args=[demand.reference]),
            {"provider": nobody_there.pk, "question": "Et ?", "due_on": "2026-04-01"}, follow=True,
        )  # fmt: skip

        page = answer.content.decode()
        assert "personne n’y est prévenu" in page
        assert reverse("matching:opinion_letter", args=[Opinion.objects.get().pk]) in page
        assert not Delivery.objects.filter(to_email="").exists()


class TestLetter:
    def test_says_all_it_takes_to_answer(self, client_of, opinion, people, in_march):
        page = client_of(people.bruno).get(reverse("matching:opinion_letter", args=[opinion.pk]))

        text = page.content.decode()
        for words in (
            opinion.demand.reference, answer_code(opinion), "http://testserver/repondre/",
            "L’implantation convient-elle", "mercredi 1er avril 2026", "Favorable avec réserves",
            "CAUE des Alpes-de-Haute-Provence", "Direction départementale des territoires",
        ):  # fmt: skip
            assert words in text

    def test_its_code_opens_the_page_of_the_link(self, client, opinion, in_march):
        answer = client.post(
            reverse("matching:open_code"),
            {"reference": opinion.demand.reference, "code": answer_code(opinion)},
        )

        assert answer.url == answer_path(opinion)
        assert "votre avis est demandé" in client.get(answer.url).content.decode()

    def test_its_departure_is_traced_and_opens_the_code_again(
        self, client_of, client, opinion, people, now, monkeypatch
    ):
        later = now + timedelta(days=91)
        monkeypatch.setattr("django.utils.timezone.now", lambda: later)
        assert client.get(answer_path(opinion)).status_code == 410

        client_of(people.bruno).post(
            reverse("matching:post_opinion_letter", args=[opinion.pk]),
            {"sent_on": local_day(later).isoformat()},
        )

        assert client.get(answer_path(opinion)).status_code == 200
        event = Event.objects.get(action="opinion.post_opinion_letter")
        assert event.data["day"] == "9 juin 2026" and event.actor_id == people.bruno.pk
        opinion.refresh_from_db()
        assert opinion.due_on == date(2026, 4, 1)

    @pytest.mark.parametrize(
        ("day", "words"),
        [(date(2026, 3, 9), "adressée que le 10 mars"), (date(2026, 3, 15), "pas encore venu")],
    )
    def test_refuses_a_day_that_cannot_be(self, opinion, people, now, day, words):
        with pytest.raises(actions.ReferralRefused, match=words):
            actions.post_opinion_letter(
                opinion, sent_on=day, by=people.bruno, at=now + timedelta(days=4)
            )


class TestGiven:
    def test_the_desk_reads_a_subject_that_is_french(self, world, people, now):
        demand = make_demand(world, people, stage="QUALIFIED", at=now)

        actions.give_opinion(ask(demand, world.it04, people, now), position="NONE", by=None, at=now)

        letter = Delivery.objects.filter(to_email="bruno@example.fr").latest("pk")
        assert letter.subject.endswith("avis d’IT04")

    def test_its_page_is_titled_without_an_elision(self, client_of, world, people, now):
        demand = make_demand(world, people, stage="QUALIFIED", at=now)

        page = client_of(people.bruno).get(ask(demand, world.it04, people, now).get_absolute_url())

        assert "Avis demandé à IT04" in page.content.decode()


class TestRecord:
    def test_from_the_form_to_the_case(self, client_of, opinion, people, in_march):
        bruno = client_of(people.bruno)
        form = bruno.get(reverse("matching:before_opinion", args=[opinion.pk])).content.decode()
        assert "par téléphone" in form and "Position de la structure" in form
        assert "Qui l’a donné" in form and "Qui l’a donnée" not in form

        bruno.post(
            reverse("matching:record_opinion", args=[opinion.pk]),
            {**SAID, "position": "RESERVATIONS", "reservations": "Garder le platane."},
        )

        opinion.refresh_from_db()
        assert (opinion.status, opinion.position) == ("GIVEN", "RESERVATIONS")
        assert local_day(opinion.given_at) == date(2026, 3, 12) and opinion.given_by is None
        page = bruno.get(opinion.get_absolute_url()).content.decode()
        assert "Camille Exemple, directrice (CAUE 04, par téléphone)" in page
        written = Event.objects.get(action="opinion.record_opinion")
        assert written.actor_id == people.bruno.pk and written.data["how"] == "par téléphone"
        # Bruno wrote it down: he is not told of it.
        assert not Delivery.objects.filter(to_email="bruno@example.fr", subject__contains=": avis")

    def test_the_structure_that_can_be_told_is(self, world, people, now):
        demand = make_demand(world, people, stage="QUALIFIED", at=now)
        opinion = ask(demand, world.it04, people, now)

        actions.record_opinion(
            opinion, position="FAVOURABLE", **{**SAID, "heard_on": local_day(now)},
            by=people.bruno, at=now,
        )  # fmt: skip

        letter = Delivery.objects.filter(to_email="claire@example.fr").latest("pk")
        assert "a noté votre avis" in letter.subject and "favorable" in letter.body
        assert "écrivez au guichet" in letter.body

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"told_by": "  "}, "Dites qui"),
            ({"channel": "PIGEON"}, "comment la réponse"),
            ({"heard_on": date(2026, 3, 9)}, "adressée que le 10 mars 2026"),
            ({"heard_on": date(2026, 3, 15)}, "pas encore venu"),
            ({"position": "MAYBE"}, "Choisissez une position"),
            ({"position": "RESERVATIONS"}, "Écrivez vos réserves"),
        ],
    )
    def test_refuses_in_a_sentence(self, opinion, people, now, changes, words):
        said = {"position": "FAVOURABLE", **SAID, **changes}

        with pytest.raises(actions.ReferralRefused, match=words):
            actions.record_opinion(opinion, **said, by=people.bruno, at=now + timedelta(days=4))
        assert not Event.objects.filter(action="opinion.record_opinion").exists()

    def test_a_refused_form_keeps_what_was_typed(self, client_of, opinion, people, in_march):
        answer = client_of(people.bruno).post(
            reverse("matching:record_opinion", args=[opinion.pk]),
            {**SAID, "position": "RESERVATIONS"},
        )

        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Écrivez vos réserves" in page and "Camille Exemple, directrice" in page

    def test_after_the_opinion_the_pages_lead_back(self, client_of, opinion, people, now):
        actions.give_opinion(opinion, position="NONE", by=None, at=now)
        bruno = client_of(people.bruno)

        for name in ("opinion_letter", "before_opinion"):
            answer = bruno.get(reverse(f"matching:{name}", args=[opinion.pk]), follow=True)
            assert "déjà rendu" in answer.content.decode()
        with pytest.raises(actions.ReferralRefused, match="plus de lettre"):
            actions.post_opinion_letter(opinion, sent_on=local_day(now), by=people.bruno, at=now)
