"""A structure that no mail reaches: told by a letter, heard by telephone, traced as such."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from guichet.casework.demands.following import follow_path
from guichet.casework.matching import actions
from guichet.casework.matching.answer_codes import answer_code, asked_by_code, read_code
from guichet.casework.matching.answer_links import answer_path, answer_token
from guichet.casework.matching.choices import AnswerChannel
from guichet.casework.matching.models import Referral
from guichet.casework.matching.waiting import asked_of, clocks_of
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.policies.actions import load_taxonomy
from tests.casework.demands.factories import make_demand
from tests.reference.offers.factories import make_offer

from .factories import make_referral

SAID = {
    "told_by": "Camille Exemple, directrice",
    "channel": "PHONE",
    "heard_on": date(2026, 3, 12),
}


@pytest.fixture
def offer(world, people, now):
    """Of the CAUE, which has here neither account nor address."""
    load_taxonomy(by=None, at=now)
    world.caue.email = ""
    world.caue.save()
    return make_offer(
        world, people, now, provider=world.caue, title="Conseil d’architecte",
        contact="04 00 00 00 00",
    )  # fmt: skip


@pytest.fixture
def untold(world, people, now, offer):
    return make_referral(world, people, offer=offer, at=now)


@pytest.fixture
def in_march(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=4))


def line_of(referral, today):
    [asked] = asked_of(Referral.objects.of_demand(referral.demand_id), today=today)
    return asked


class TestUntold:
    def test_the_desk_is_led_to_the_letter_at_once(
        self, client_of, world, people, now, offer, in_march
    ):
        demand = make_demand(world, people, stage="QUALIFIED", at=now)
        bruno = client_of(people.bruno)

        answer = bruno.post(
            reverse("matching:refer", args=[demand.reference]),
            {"offer": offer.pk, "derogation": "Essai."}, follow=True,
        )  # fmt: skip

        page = answer.content.decode()
        referral = Referral.objects.get()
        assert "personne n’y est prévenu" in page
        assert reverse("matching:letter", args=[referral.pk]) in page
        assert "son délai n’a pas commencé" in page

    def test_silence_is_not_held_against_it(self, untold, now):
        much_later = local_day(now + timedelta(days=200))

        asked = line_of(untold, much_later)

        assert clocks_of([untold], today=much_later) == {}
        assert asked.is_untold and asked.is_awaited and not asked.is_silent

    def test_the_applicant_reads_it_too(self, client, untold, in_march):
        page = client.get(follow_path(untold.demand)).content.decode()

        assert "n’a pas encore pu être prévenue" in page

    def test_no_link_is_sent_to_nobody(self, untold, people, now):
        with pytest.raises(actions.ReferralRefused, match="Aucune adresse n’est connue"):
            actions.renew_answer_link(untold, by=people.bruno, at=now)

    def test_an_address_found_later_starts_the_clock_then(self, untold, world, people, now):
        later = now + timedelta(days=60)
        world.caue.email = "caue@example.fr"
        world.caue.save()
        untold = Referral.objects.for_detail().get(pk=untold.pk)

        actions.renew_answer_link(untold, by=people.bruno, at=later)

        assert untold.told_at == later
        asked = line_of(untold, local_day(later))
        assert not asked.is_silent and asked.due > local_day(later)

    def test_whoever_can_be_told_is_told_at_the_sending(self, world, people, now):
        referral = make_referral(world, people, at=now)

        assert referral.told_at == now and not referral.is_untold


class TestLetter:
    def test_says_all_it_takes_to_answer(self, client_of, untold, people, in_march):
        page = client_of(people.bruno).get(reverse("matching:letter", args=[untold.pk]))

        text = page.content.decode()
        for words in (
            untold.demand.reference, answer_code(untold), "http://testserver/repondre/",
            "Plan de charge complet", "CAUE des Alpes-de-Haute-Provence",
            untold.demand.requester.name, "Direction départementale des territoires",
        ):  # fmt: skip
            assert words in text

    def test_its_departure_starts_the_clock_and_is_traced(
        self, client_of, untold, people, now, in_march
    ):
        bruno = client_of(people.bruno)

        bruno.post(reverse("matching:post_letter", args=[untold.pk]), {"sent_on": "2026-03-12"})

        untold.refresh_from_db()
        assert untold.letter_sent_on == date(2026, 3, 12)
        assert local_day(untold.told_at) == date(2026, 3, 12)
        asked = line_of(untold, date(2026, 3, 14))
        assert asked.due > date(2026, 3, 12) and not asked.is_untold
        event = Event.objects.get(action="referral.post_letter")
        assert event.data["day"] == "12 mars 2026" and event.actor_id == people.bruno.pk
        sheet = bruno.get(reverse("matching:ledger", args=[untold.demand.reference]))
        assert "lettre du 12 mars 2026" in sheet.content.decode()

    def test_a_letter_on_top_of_a_mail_moves_no_date(self, world, people, now):
        referral = make_referral(world, people, at=now)

        actions.post_letter(
            referral, sent_on=date(2026, 3, 20), by=people.bruno, at=now + timedelta(days=10)
        )

        assert referral.told_at == now

    @pytest.mark.parametrize(
        ("day", "words"),
        [(date(2026, 3, 9), "adressée que le 10 mars"), (date(2026, 3, 15), "pas encore venu")],
    )
    def test_refuses_a_day_that_cannot_be(self, untold, people, now, day, words):
        with pytest.raises(actions.ReferralRefused, match=words):
            actions.post_letter(untold, sent_on=day, by=people.bruno, at=now + timedelta(days=4))

    def test_the_same_departure_twice_is_one_fact(self, untold, people, now):
        for _ in range(2):
            actions.post_letter(untold, sent_on=local_day(now), by=people.bruno, at=now)

        assert Event.objects.filter(action="referral.post_letter").count() == 1

    def test_after_the_answer_the_page_leads_back(self, client_of, world, people, now):
        referral = make_referral(world, people, stage="ACCEPTED", at=now)
        bruno = client_of(people.bruno)

        for name in ("letter", "before_record"):
            answer = bruno.get(reverse(f"matching:{name}", args=[referral.pk]), follow=True)
            assert "a déjà répondu" in answer.content.decode()
        with pytest.raises(actions.ReferralRefused, match="plus de lettre"):
            actions.post_letter(referral, sent_on=local_day(now), by=people.bruno, at=now)


class TestCode:
    def test_opens_the_page_of_the_link(self, client, untold, in_march):
        typed = answer_code(untold).lower().replace("-", " ")

        answer = client.post(
            reverse("matching:open_code"), {"reference": untold.demand.reference, "code": typed}
        )

        assert answer.url == answer_path(untold)
        assert client.get(answer.url).status_code == 200

    def test_a_wrong_one_opens_nothing_and_says_what_to_do(self, client, untold):
        answer = client.post(
            reverse("matching:open_code"),
            {"reference": untold.demand.reference, "code": "K7QF-2M9X-4TRB"},
        )

        assert answer.status_code == 422
        page = answer.content.decode()
        assert "ne vont pas ensemble" in page and "K7QF-2M9X-4TRB" in page

    def test_the_code_of_one_demand_opens_no_other(self, untold, world, people, now):
        other = make_demand(world, people, stage="QUALIFIED", at=now)

        assert asked_by_code(other.reference, answer_code(untold)) is None
        assert asked_by_code(untold.demand.reference, answer_code(untold)) == untold

    def test_a_new_link_revokes_it(self, world, people, now):
        referral = make_referral(world, people, at=now)
        old = answer_code(referral)

        actions.renew_answer_link(referral, by=people.bruno, at=now)

        assert asked_by_code(referral.demand.reference, old) is None

    def test_without_a_key_there_is_no_code(self, untold):
        untold.link_key = ""
        untold.save()

        assert answer_code(untold) == ""
        assert asked_by_code(untold.demand.reference, "") is None

    def test_closes_after_three_months_and_the_letter_opens_it_again(
        self, client, untold, people, now, monkeypatch
    ):
        later = now + timedelta(days=91)
        monkeypatch.setattr("django.utils.timezone.now", lambda: later)
        assert client.get(answer_path(untold)).status_code == 410

        actions.post_letter(untold, sent_on=local_day(later), by=people.bruno, at=later)

        assert (
            client.get(reverse("matching:answer", args=[answer_token(untold)])).status_code == 200
        )

    @pytest.mark.parametrize(
        ("typed", "read"), [("k7qf2m9x4trb", "K7QF-2M9X-4TRB"), (" K7QF 2M9X ", "K7QF-2M9X")]
    )
    def test_is_read_however_it_is_typed(self, typed, read):
        assert read_code(typed) == read


class TestRecord:
    def test_from_the_form_to_the_ledger(self, client_of, untold, people, in_march):
        bruno = client_of(people.bruno)
        form = bruno.get(reverse("matching:before_record", args=[untold.pk])).content.decode()
        assert "par téléphone" in form and "Plan de charge complet" in form

        bruno.post(
            reverse("matching:record_answer", args=[untold.pk]),
            {**SAID, "answer": "REFUSES", "reason": "NO_CAPACITY", "note": "Pas avant 2027."},
        )

        untold = Referral.objects.for_detail().get(pk=untold.pk)
        assert (untold.status, untold.refusal_reason) == ("REFUSED", "NO_CAPACITY")
        assert (untold.answer_channel, untold.recorded_by) == ("PHONE", people.bruno)
        assert local_day(untold.answered_at) == date(2026, 3, 12)
        page = bruno.get(untold.get_absolute_url()).content.decode()
        assert "Camille Exemple, directrice (CAUE 04, par téléphone)" in page
        assert "réponse notée par Bruno" in page
        sheet = bruno.get(reverse("matching:ledger", args=[untold.demand.reference]))
        text = sheet.content.decode()
        assert "Camille Exemple, directrice" in text and "réponse notée par Bruno" in text

    def test_the_applicant_reads_how_but_not_who(self, client, untold, people, now, in_march):
        actions.record_answer(
            untold, answer="ACCEPTS", **SAID, by=people.bruno, at=now + timedelta(days=4)
        )

        page = client.get(follow_path(untold.demand)).content.decode()
        assert "acceptée après 2\u00a0jours, par téléphone." in page
        assert "Camille Exemple" not in page

    def test_history_tells_both_the_answer_and_the_hand(self, untold, people, now):
        at = now + timedelta(days=4)
        actions.record_answer(untold, answer="ACCEPTS", **SAID, by=people.bruno, at=at)

        answered = Event.objects.get(action="referral.accept_referral")
        written = Event.objects.get(action="referral.record_answer")
        assert answered.actor_id is None
        assert answered.actor_label == "Camille Exemple, directrice (CAUE 04, par téléphone)"
        assert written.actor_id == people.bruno.pk
        assert written.data["how"] == AnswerChannel.PHONE.label

    def test_the_structure_that_can_be_told_is(self, world, people, now):
        referral = make_referral(world, people, at=now)

        actions.record_answer(
            referral, answer="ACCEPTS", **{**SAID, "heard_on": local_day(now)},
            by=people.bruno, at=now,
        )  # fmt: skip

        letter = Delivery.objects.filter(to_email="claire@example.fr").latest("pk")
        assert "a noté votre réponse" in letter.subject and "écrivez au guichet" in letter.body
        to_desk = Delivery.objects.filter(to_email="bruno@example.fr").order_by("-pk")
        assert not to_desk.filter(subject__contains="accepte").exists()

    def test_a_precision_asked_by_telephone_stops_the_clock_from_that_day(
        self, client_of, untold, people, in_march
    ):
        bruno = client_of(people.bruno)
        actions.post_letter(untold, sent_on=date(2026, 3, 10), by=people.bruno, at=untold.sent_at)

        answer = bruno.post(
            reverse("matching:record_answer", args=[untold.pk]),
            {**SAID, "answer": "NEEDS", "note": "Le plan cadastral."}, follow=True,
        )  # fmt: skip

        untold = Referral.objects.for_detail().get(pk=untold.pk)
        assert untold.status == "SENT"
        question = untold.open_question
        assert question.body == "Le plan cadastral."
        assert local_day(question.asked_at) == date(2026, 3, 12)
        assert "Camille Exemple, directrice (CAUE 04, par téléphone)" in question.asked_label
        assert line_of(untold, date(2026, 9, 1)).waits_for
        assert "Le plan cadastral." in answer.content.decode()
        # Bruno wrote it down: he is not told of it.
        assert not Delivery.objects.filter(
            to_email="bruno@example.fr", subject__contains="précision"
        )

    def test_a_precision_must_be_written(self, client_of, untold, people, in_march):
        answer = client_of(people.bruno).post(
            reverse("matching:record_answer", args=[untold.pk]), {**SAID, "answer": "NEEDS"}
        )

        assert answer.status_code == 422
        assert "Écrivez ce qu’il manque à la structure" in answer.content.decode()

    def test_the_structure_is_told_which_precision_was_noted(self, world, people, now):
        referral = make_referral(world, people, at=now)

        actions.record_answer(
            referral, answer="NEEDS", note="Le plan.", **{**SAID, "heard_on": local_day(now)},
            by=people.bruno, at=now,
        )  # fmt: skip

        letter = Delivery.objects.filter(to_email="claire@example.fr").latest("pk")
        assert "attend une précision" in letter.body and "Le plan." in letter.body

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"told_by": "  "}, "Dites qui"),
            ({"channel": "PIGEON"}, "comment la réponse"),
            ({"heard_on": date(2026, 3, 9)}, "adressée que le 10 mars 2026"),
            ({"heard_on": date(2026, 3, 15)}, "pas encore venu"),
            ({"answer": "REFUSES"}, "Choisissez le motif"),
            ({"answer": "NEEDS"}, "Écrivez ce qu’il vous manque"),
            ({"answer": "MAYBE"}, "Dites ce que la structure"),
        ],
    )
    def test_refuses_in_a_sentence(self, untold, people, now, changes, words):
        said = {"answer": "ACCEPTS", **SAID, **changes}

        with pytest.raises(actions.ReferralRefused, match=words):
            actions.record_answer(untold, **said, by=people.bruno, at=now + timedelta(days=4))
        assert not Event.objects.filter(action="referral.record_answer").exists()

    def test_a_refused_form_keeps_what_was_typed(self, client_of, untold, people, in_march):
        answer = client_of(people.bruno).post(
            reverse("matching:record_answer", args=[untold.pk]),
            {**SAID, "answer": "REFUSES", "note": "Pas avant 2027."},
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Choisissez le motif" in page
        assert "Pas avant 2027." in page and "Camille Exemple, directrice" in page

    def test_an_answer_given_meanwhile_is_told_politely(
        self, client_of, client, untold, people, now, in_march
    ):
        client.post(
            reverse("matching:accept_by_link", args=[answer_token(untold)]),
            {"name": "Camille Exemple", "note": ""},
        )

        answer = client_of(people.bruno).post(
            reverse("matching:record_answer", args=[untold.pk]), {**SAID, "answer": "ACCEPTS"}
        )

        assert answer.status_code == 422
        untold.refresh_from_db()
        assert (untold.status, untold.answer_channel) == ("ACCEPTED", "")
