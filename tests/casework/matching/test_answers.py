"""Answers by a signed link, precisions, opinions, reminders, baskets."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from guichet.casework.demands import actions as demand_actions
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.matching import actions, answer_links
from guichet.casework.matching.activity import Treated, years_of
from guichet.casework.matching.answer_links import answer_path, answer_token
from guichet.casework.matching.models import Opinion, Question, Referral
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import PARIS
from guichet.reference.policies.actions import load_taxonomy
from tests.casework.demands.factories import make_demand
from tests.reference.offers.factories import make_offer

from .factories import make_referral

NAME = {"name": "Camille Exemple, cheffe de projet"}


@pytest.fixture
def referral(world, people, now):
    """Sent to the CAUE, which has no account: only an address."""
    load_taxonomy(by=None, at=now)
    offer = make_offer(world, people, now, provider=world.caue, title="Conseil d’architecte")
    return make_referral(world, people, offer=offer, at=now)


@pytest.fixture
def in_march(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=2))


def letters_to(address):
    return list(Delivery.objects.filter(to_email=address).order_by("pk"))


class TestLink:
    def test_the_letter_to_an_address_without_account_holds_the_link(self, referral):
        [letter] = letters_to("caue@example.fr")

        assert letter.link == answer_path(referral)
        assert "aucun compte n’est nécessaire" in letter.body

    def test_whoever_has_an_account_is_not_told_that_none_is_needed(self, world, people, now):
        load_taxonomy(by=None, at=now)
        make_referral(world, people, offer=world.it04_offer, at=now)

        letter = Delivery.objects.filter(to_user=people.claire).latest("pk")

        assert letter.link.startswith("/orientations-recues/")
        assert "aucun compte" not in letter.body

    def test_opening_it_writes_nothing(self, client, referral, in_march):
        before = (Event.objects.count(), Delivery.objects.count())

        for _ in range(3):
            page = client.get(answer_path(referral))

        assert "CAUE" in page.content.decode() and "pouvez-vous aider" in page.content.decode()
        assert (Event.objects.count(), Delivery.objects.count()) == before
        referral.refresh_from_db()
        assert referral.status == "SENT"
        assert client.get(reverse("matching:accept_by_link", args=["x"])).status_code == 405

    def test_takes_it_and_the_name_stays_in_history(self, client, referral, in_march):
        page = client.post(
            reverse("matching:accept_by_link", args=[answer_token(referral)]),
            {**NAME, "note": "Nous appelons la mairie."}, follow=True,
        ).content.decode()  # fmt: skip

        referral.refresh_from_db()
        assert referral.status == "ACCEPTED" and referral.answered_by is None
        assert referral.answered_label == "Camille Exemple, cheffe de projet (CAUE 04, par lien)"
        assert "Votre réponse est enregistrée" in page and "Accepter la demande" not in page
        event = Event.objects.get(action="referral.accept_referral")
        assert event.actor_label.startswith("Camille Exemple")

    def test_declines_with_a_reason_and_names_somebody_better_placed(
        self, client, referral, world, in_march
    ):
        client.post(
            reverse("matching:refuse_by_link", args=[answer_token(referral)]),
            {**NAME, "reason": "WRONG_ADDRESSEE", "suggested": world.it04.pk},
        )

        referral.refresh_from_db()
        assert (referral.refusal_reason, referral.suggested) == ("WRONG_ADDRESSEE", world.it04)
        letter = Delivery.objects.filter(to_email="bruno@example.fr").order_by("-pk").first()
        assert "propose de s’adresser à : Ingénierie et territoires 04" in letter.body

    def test_without_a_name_or_a_reason_what_was_typed_stays(self, client, referral, in_march):
        answer = client.post(
            reverse("matching:refuse_by_link", args=[answer_token(referral)]),
            {"note": "Nous sommes trois."},
        )

        words = answer.content.decode()
        assert answer.status_code == 422
        assert "Dites qui répond pour la structure." in words and "Nous sommes trois." in words

    def test_the_second_click_is_told_politely(self, client, referral, in_march):
        address = reverse("matching:accept_by_link", args=[answer_token(referral)])
        client.post(address, NAME)

        answer = client.post(address, NAME)

        assert answer.status_code == 422
        assert Event.objects.filter(action="referral.accept_referral").count() == 1

    @pytest.mark.parametrize(
        "token", ["", "x", "r1", "r1~abc", "o1~abc", "r99999999999999999999~a", "r²~a"]
    )
    def test_an_altered_link_opens_nothing(self, client, referral, token):
        answer = client.get(f"/repondre/{token or 'vide'}/")

        assert answer.status_code == 410
        assert "n’est pas reconnu" in answer.content.decode()

    def test_a_new_link_revokes_the_old_one(self, client, referral, people, now, in_march):
        old = answer_path(referral)

        actions.renew_answer_link(referral, by=people.bruno, at=now)

        assert client.get(old).status_code == 410
        assert client.get(answer_path(referral)).status_code == 200
        assert letters_to("caue@example.fr")[-1].link == answer_path(referral)

    def test_it_closes_after_three_months(self, referral, now):
        token = answer_token(referral)

        assert answer_links.asked_by_link(token, at=now + timedelta(days=90)) == referral
        with pytest.raises(answer_links.AnswerLinkRefused, match="trois mois"):
            answer_links.asked_by_link(token, at=now + timedelta(days=91))

    def test_a_link_serves_for_one_thing(self, client, referral, people, world, now, in_march):
        opinion = actions.ask_opinion(
            referral.demand, provider=world.caue, question="La méthode ?",
            due_on=date(2026, 4, 1), by=people.bruno, at=now,
        )  # fmt: skip
        Opinion.objects.filter(pk=opinion.pk).update(link_key=referral.link_key)

        forged = answer_token(referral).replace("r", "o", 1)
        crossed = client.post(
            reverse("matching:accept_by_link", args=[answer_token(opinion)]), NAME
        )

        assert client.get(f"/repondre/{forged}/").status_code == 410
        assert crossed.status_code == 410


class TestPrecision:
    def test_the_clock_stands_still_until_the_desk_answers(
        self, client, client_of, referral, people, in_march
    ):
        client.post(
            reverse("matching:ask_for_more_by_link", args=[answer_token(referral)]),
            {**NAME, "body": "Le plan cadastral ?"},
        )
        bruno = client_of(people.bruno)
        page = bruno.get(referral.get_absolute_url()).content.decode()
        assert "Le plan cadastral ?" in page and "suspendu" in page

        bruno.post(reverse("matching:give_more", args=[referral.pk]), {"reply": "Ci-joint."})

        question = Question.objects.get()
        assert (question.reply, question.settled_by) == ("Ci-joint.", people.bruno)
        assert letters_to("caue@example.fr")[-1].subject.startswith("La précision")
        assert "a une question sur votre projet" in letters_to("anne@example.fr")[-1].subject

    def test_silence_while_one_waits_for_the_desk_opens_nothing(self, referral, world, people, now):
        actions.ask_for_more(referral, body="Le plan ?", by=None, at=now + timedelta(days=1))

        with pytest.raises(actions.DerogationNeeded, match="CAUE 04"):
            actions.refer(
                referral.demand, offer=world.cerema_offer, by=people.bruno,
                at=now + timedelta(days=60),
            )  # fmt: skip

    def test_asked_twice_is_refused(self, referral, now):
        actions.ask_for_more(referral, body="Le plan ?", by=None, at=now)

        with pytest.raises(actions.ReferralRefused, match="attendez déjà"):
            actions.ask_for_more(referral, body="Et le budget ?", by=None, at=now)


class TestOpinion:
    @pytest.fixture
    def opinion(self, world, people, now):
        demand = make_demand(world, people, stage=DemandStatus.QUALIFIED, at=now)
        return actions.ask_opinion(
            demand, provider=world.caue, question="L’implantation convient-elle ?",
            due_on=date(2026, 4, 1), by=people.bruno, at=now,
        )  # fmt: skip

    def test_a_position_with_reservations_by_the_link(self, client, opinion, people, in_march):
        client.post(
            reverse("matching:give_opinion_by_link", args=[answer_token(opinion)]),
            {**NAME, "position": "RESERVATIONS", "reservations": "Garder le platane."},
        )

        opinion.refresh_from_db()
        assert (opinion.position, opinion.status) == ("RESERVATIONS", "GIVEN")
        assert opinion.due_on == date(2026, 4, 1)
        assert "platane" in letters_to("bruno@example.fr")[-1].body

    def test_reservations_are_written(self, client, opinion, in_march):
        answer = client.post(
            reverse("matching:give_opinion_by_link", args=[answer_token(opinion)]),
            {**NAME, "position": "RESERVATIONS", "reservations": ""},
        )

        assert answer.status_code == 422
        assert "Écrivez vos réserves" in answer.content.decode()

    def test_is_consolidated_on_the_case_and_in_the_ledger(self, client_of, opinion, people, now):
        actions.give_opinion(
            opinion, position="UNFAVOURABLE", reservations="Zone rouge.", by=None, at=now
        )
        bruno = client_of(people.bruno)
        reference = opinion.demand.reference

        for name in ("matching:of_demand", "matching:ledger"):
            page = bruno.get(reverse(name, args=[reference])).content.decode()
            assert "Défavorable" in page and "Zone rouge." in page

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"due_on": date(2026, 3, 10)}, "choisissez un jour à venir"),
            ({"question": " "}, "sur quoi porte"),
            ({}, "est déjà attendu"),
        ],
    )
    def test_refuses_in_a_sentence(self, opinion, world, people, now, changes, words):
        told = {"question": "Et ?", "due_on": date(2026, 4, 1), **changes}
        with pytest.raises(actions.ReferralRefused, match=words):
            actions.ask_opinion(
                opinion.demand, provider=world.caue, **told, by=people.bruno, at=now
            )


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 10, 0, tzinfo=PARIS)


class TestReminders:
    def test_each_stage_once_to_the_structure_with_its_link(self, referral):
        # Sent on 10 March: fifteen working days later is 31 March.
        told = {day: actions.remind_all(at=at(*day)) for day in [
            (3, 20), (3, 27), (3, 27), (3, 31), (4, 1), (4, 3), (4, 3),
        ]}  # fmt: skip

        assert told == {(3, 20): 0, (3, 27): 0, (3, 31): 1, (4, 1): 0, (4, 3): 0}
        rows = letters_to("caue@example.fr")[1:]
        assert [row.subject.split(" (")[0] for row in rows] == [
            "Rappel : votre réponse est attendue le 31 mars 2026",
            "Rappel : votre réponse est attendue le 31 mars 2026",
            "Rappel : votre réponse était attendue le 31 mars 2026",
        ]
        assert {row.link for row in rows} == {answer_path(referral)}

    def test_while_a_precision_is_awaited_the_desk_is_reminded(self, referral, people):
        actions.ask_for_more(referral, body="Le plan ?", by=None, at=at(3, 11))
        count = len(letters_to("caue@example.fr"))

        assert actions.remind_all(at=at(4, 3)) == 1
        assert actions.remind_all(at=at(4, 7)) == 0

        assert len(letters_to("caue@example.fr")) == count
        assert "attend une précision" in letters_to("bruno@example.fr")[-1].subject

    def test_nobody_is_reminded_of_what_is_answered_or_over(self, referral, people):
        actions.accept_referral(referral, by=None, at=at(3, 11))

        assert actions.remind_all(at=at(3, 31)) == 0


class TestBaskets:
    def test_late_and_waiting_have_their_own(self, client_of, world, people, now, in_march):
        load_taxonomy(by=None, at=now)
        old = make_referral(world, people, at=now - timedelta(days=60))
        fresh = make_referral(world, people, at=now)
        asked = make_referral(world, people, at=now)
        actions.ask_for_more(asked, body="Le plan ?", by=people.claire, at=now)
        taken = make_referral(world, people, stage="ACCEPTED", at=now)
        claire = client_of(people.claire)

        def rows(basket):
            page = claire.get(reverse("matching:referrals"), {"panier": basket})
            found = page.context["rows"] if page.context["is_waiting"] else page.context["page"]
            return [getattr(row, "referral", row) for row in found]

        assert rows("a-repondre") == [fresh]
        assert rows("en-retard") == [old]
        assert rows("en-attente") == [asked]
        assert rows("acceptees") == [taken]
        page = claire.get(reverse("matching:referrals"))
        assert [basket.number for basket in page.context["baskets"]] == [1, 1, 1, 1, 0]

    def test_the_activity_counts_again_from_the_answers(self):
        rows = [
            Treated(
                date(2026, 1, 5), "ACCEPTED", date(2026, 1, 15), outcome="CLOSED", usefulness="NO"
            ),
            Treated(date(2026, 1, 5), "ACCEPTED", date(2026, 1, 7), outcome="SUPPORTED"),
            Treated(date(2026, 1, 5), "REFUSED", date(2026, 1, 9), reason="Hors sujet"),
            Treated(date(2026, 1, 5), "SENT", is_late=True),
            Treated(date(2025, 1, 5), "WITHDRAWN"),
        ]

        [year] = years_of(rows)

        assert (year.asked, year.taken, year.declined, year.waiting, year.late) == (4, 2, 1, 1, 1)
        assert (year.median_days, year.taken_percent) == (4, 66)
        assert (year.supported, year.closed, year.useful, year.rated) == (1, 1, 0, 1)
        assert year.reasons == (("Hors sujet", 1),)

    def test_the_page_asks_the_same_number_of_queries_for_three_and_thirty(
        self, client_of, world, people, now, in_march, django_assert_num_queries
    ):
        claire = client_of(people.claire)
        counts = []
        for count in (2, 6):
            for _ in range(count):
                make_referral(world, people, at=now)
            assert Referral.objects.exists()
            with django_assert_num_queries(6) as captured:
                claire.get(reverse("matching:activity"))
            counts.append(len(captured))
        assert counts[0] == counts[1]


class TestSatisfaction:
    @pytest.fixture
    def helped(self, world, people, now):
        referral = make_referral(world, people, stage="ACCEPTED", at=now)
        demand_actions.support(referral.demand, by=people.bruno, at=now)
        return referral

    def test_the_authority_says_it_and_the_structure_reads_it(self, client_of, helped, people):
        anne, reference = client_of(people.anne), helped.demand.reference
        tab = reverse("matching:of_demand", args=[reference])
        assert "Dire si vous a été utile" in anne.get(tab).content.decode()

        anne.post(
            reverse("matching:rate_help", args=[reference, helped.pk]),
            {"usefulness": "PARTLY", "comment": "Trois visites."},
        )

        assert "Trois visites." in anne.get(tab).content.decode()
        page = client_of(people.claire).get(helped.get_absolute_url()).content.decode()
        assert "En partie" in page and "Trois visites." in page
        assert letters_to("claire@example.fr")[-1].subject.startswith("Ce que Commune de Banon")

    def test_without_a_choice_what_was_typed_stays(self, client_of, helped, people):
        answer = client_of(people.anne).post(
            reverse("matching:rate_help", args=[helped.demand.reference, helped.pk]),
            {"comment": "Trois visites."},
        )

        assert answer.status_code == 422
        assert "Trois visites." in answer.content.decode()

    def test_not_before_there_was_some_help(self, world, people, now):
        referral = make_referral(world, people, stage="ACCEPTED", at=now)

        with pytest.raises(actions.ReferralRefused, match="a commencé à aider"):
            actions.rate_help(referral, usefulness="YES", by=people.anne, at=now)
