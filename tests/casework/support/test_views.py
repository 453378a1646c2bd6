from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.support import actions
from guichet.casework.support.choices import SupportStatus
from guichet.casework.support.models import Support
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.funding.models import FundingLine
from tests.casework.demands.factories import make_demand

from .factories import accepted_referral, make_support

pytestmark = pytest.mark.django_db


def text_of(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def claire(client_of, people):
    return client_of(people.claire)


@pytest.fixture
def support(world, people):
    return make_support(world, people, at=timezone.now())


class TestOfDemand:
    def page(self, client_of, person, demand):
        return client_of(person).get(reverse("support:of_demand", args=[demand.reference]))

    @pytest.mark.parametrize(
        ("stage", "words"),
        [
            (DemandStatus.SUBMITTED, "Trois pas viennent avant l’accompagnement"),
            (DemandStatus.QUALIFIED, "doit maintenant l’adresser"),
            (DemandStatus.REFERRED, "s’ouvre quand une structure accepte"),
            (DemandStatus.DECLINED, "classée sans suite"),
        ],
    )
    def test_says_what_comes_before(self, world, people, client_of, stage, words):
        demand = make_demand(world, people, stage=stage)

        assert words in text_of(self.page(client_of, people.anne, demand))

    def test_offers_the_form_to_those_who_may_open(self, world, people, client_of):
        demand = accepted_referral(world, people).demand

        for person in (people.bruno, people.claire):
            assert "Ouvrir l’accompagnement par" in text_of(self.page(client_of, person, demand))
        for person in (people.anne, people.denis, people.elise):
            assert "Ouvrir l’accompagnement par" not in text_of(
                self.page(client_of, person, demand)
            )

    def test_opens_from_the_form(self, world, people, claire):
        referral = accepted_referral(world, people)
        soon = local_day(timezone.now()) + timedelta(days=90)

        response = claire.post(
            reverse("support:open_support", args=[referral.pk]),
            {"objective": "Un programme", "ends_on": soon, "total_cost": "12 500,50 €"},
            follow=True,
        )

        support = Support.objects.get()
        assert support.plan.total_cost == Decimal("12500.50")
        assert "L’accompagnement est ouvert" in text_of(response)

    def test_gives_back_what_was_typed_when_it_refuses(self, world, people, claire):
        referral = accepted_referral(world, people)

        response = claire.post(
            reverse("support:open_support", args=[referral.pk]),
            {"objective": "Un programme", "total_cost": "1.500"},
        )

        assert response.status_code == 422
        assert "deux façons" in text_of(response)
        assert 'value="1.500"' in text_of(response)

    def test_tells_the_second_click_politely(self, world, people, claire):
        referral = accepted_referral(world, people)
        make_support(world, people, referral=referral)

        response = claire.post(
            reverse("support:open_support", args=[referral.pk]), {"objective": "Un programme"}
        )

        assert "déjà ouvert" in text_of(response)
        assert Support.objects.count() == 1

    def test_shows_the_support_to_the_mayor(self, world, people, client_of):
        support = make_support(world, people)

        page = text_of(self.page(client_of, people.anne, support.demand))

        assert support.get_absolute_url() in page
        assert "Chef de file : Ingénierie et territoires 04." in page


class TestDetail:
    def test_shows_everything_to_the_applicant_and_no_button(
        self, world, people, support, client_of
    ):
        actions.add_step(support, title="Visite", due_on=None, by=people.claire, at=timezone.now())

        page = text_of(client_of(people.anne).get(support.get_absolute_url()))

        assert "Un programme chiffré" in page
        assert "Visite" in page
        assert "aucune ligne" in page.lower()
        assert reverse("support:add_step", args=[support.pk]) not in page

    def test_derives_lateness_from_the_day(self, world, people, client_of):
        past = timezone.now() - timedelta(days=60)
        support = make_support(world, people, at=past, ends_on=local_day(past))
        actions.add_step(support, title="Visite", due_on=local_day(past), by=people.claire, at=past)

        page = text_of(client_of(people.claire).get(support.get_absolute_url()))

        assert "En retard" in page
        assert "Fin prévue dépassée" in page

    def test_a_finished_support_is_late_no_more(self, world, people, client_of):
        past = timezone.now() - timedelta(days=60)
        support = make_support(world, people, at=past)
        actions.add_step(support, title="Visite", due_on=local_day(past), by=people.claire, at=past)
        actions.deliver(support, outcome="Le programme.", by=people.claire, at=past)

        page = text_of(client_of(people.claire).get(support.get_absolute_url()))

        assert "En retard" not in page
        assert "Non faite" in page

    def test_says_the_twenty_percent_live(self, claire, support):
        address = reverse("support:add_line", args=[support.pk])
        claire.post(address, {"kind": "OWN", "amount": "18 000", "status": "PLANNED"})
        claire.post(
            address,
            {"kind": "PUBLIC", "label": "DETR", "amount": "102 000 €", "status": "REQUESTED"},
        )

        page = text_of(claire.get(support.get_absolute_url()))

        assert (
            "La commune apporte 18 000 €, soit 15 % des financements publics (120 000 €) ; le "
            "minimum est de 20 %, soit 24 000 € : il manque 6 000 € à la place d’autres "
            "financements publics, ou 7 500 € en plus d’eux."
        ) in page
        assert "Non respecté" in page

    def test_keeps_its_queries_when_it_grows(
        self, world, people, claire, support, django_assert_max_num_queries
    ):
        for rank in range(30):
            actions.add_step(
                support, title=f"Étape {rank}", due_on=None, by=people.claire, at=timezone.now()
            )
            actions.add_line(
                support, kind="PUBLIC", label=f"Aide {rank}", amount=Decimal(100),
                status="PLANNED", funder=world.caue, by=people.claire, at=timezone.now(),
            )  # fmt: skip

        with django_assert_max_num_queries(15):
            claire.get(support.get_absolute_url())


class TestSteps:
    def test_are_added_and_finished(self, claire, support):
        today = local_day(timezone.now())
        claire.post(
            reverse("support:add_step", args=[support.pk]), {"title": "Visite", "due_on": today}
        )
        step = support.steps.get()

        claire.post(reverse("support:finish_step", args=[support.pk, step.pk]), {"done_on": today})

        step.refresh_from_db()
        assert step.done_on == today

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"title": ""}, "Étape"),
            ({"title": "Visite", "due_on": "31/02/2026"}, "date valide"),
            ({"title": "Visite", "due_on": "2020-01-01"}, "déjà passé"),
            ({"title": "Visite", "done_on": "2199-01-01"}, "pas encore arrivé"),
        ],
    )
    def test_are_refused_with_what_was_typed(self, claire, support, typed, words):
        response = claire.post(reverse("support:add_step", args=[support.pk]), typed)

        assert response.status_code == 422
        assert words in text_of(response)
        assert "Rien de ce que vous avez saisi n’est perdu" in text_of(response)

    def test_need_a_readable_date_to_be_finished(self, people, claire, support):
        step = actions.add_step(
            support, title="Visite", due_on=None, by=people.claire, at=timezone.now()
        )

        response = claire.post(
            reverse("support:finish_step", args=[support.pk, step.pk]),
            {"done_on": "demain"},
            follow=True,
        )

        assert "Indiquez la date" in text_of(response)

    def test_of_another_support_are_not_found(self, world, people, claire, support):
        other = make_support(world, people)
        step = actions.add_step(
            other, title="Visite", due_on=None, by=people.claire, at=timezone.now()
        )

        response = claire.post(reverse("support:finish_step", args=[support.pk, step.pk]))

        assert response.status_code == 404


class TestFundingPlan:
    @pytest.mark.parametrize(
        ("amount", "words"),
        [
            ("-5", "retirez le signe"),
            ("0", "supérieur à zéro"),
            ("99999999999", "dix chiffres"),
            ("1.500", "deux façons"),
            ("", "Indiquez un montant"),
        ],
    )
    def test_refuses_a_bad_amount_and_gives_it_back(self, claire, support, amount, words):
        response = claire.post(
            reverse("support:add_line", args=[support.pk]),
            {"kind": "PUBLIC", "label": "DETR", "amount": amount, "status": "PLANNED"},
        )

        assert response.status_code == 422
        assert words in text_of(response)
        assert f'value="{amount}"' in text_of(response) or not amount

    def test_names_a_funder_of_the_directory(self, world, claire, support):
        response = claire.post(
            reverse("support:add_line", args=[support.pk]),
            {"kind": "PUBLIC", "funder": world.anct.pk, "amount": "10", "status": "PLANNED"},
        )

        assert response.status_code == 302
        assert FundingLine.objects.get().label == "ANCT"

    def test_refuses_a_funder_of_another_department(self, world, claire, support):
        response = claire.post(
            reverse("support:add_line", args=[support.pk]),
            {"kind": "PUBLIC", "funder": world.ddt05.pk, "amount": "10", "status": "PLANNED"},
        )

        assert response.status_code == 422

    def test_a_second_officer_keeps_what_he_typed_and_reads_the_new_values(
        self, people, client_of, support
    ):
        address = reverse("support:set_plan", args=[support.pk])
        typed = {"exception": "NONE", "version": support.plan.version}
        client_of(people.bruno).post(address, {**typed, "total_cost": "300 000"})

        response = client_of(people.claire).post(address, {**typed, "total_cost": "250 000"})

        page = text_of(response)
        assert response.status_code == 422
        assert "modifié par quelqu’un d’autre" in page
        assert "300 000 €" in page
        assert 'value="250 000"' in page
        assert 'name="version" value="1"' in page

    def test_follows_and_removes_a_line(self, people, claire, support):
        line = actions.add_line(
            support, kind="PUBLIC", label="DETR", amount=Decimal(10), status="PLANNED",
            by=people.claire, at=timezone.now(),
        )  # fmt: skip
        address = {"pk": support.pk, "line": line.pk}

        claire.post(reverse("support:change_line", kwargs=address), {"status": "GRANTED"})
        line.refresh_from_db()
        assert line.status == "GRANTED"

        claire.post(reverse("support:remove_line", kwargs=address))
        again = claire.post(reverse("support:remove_line", kwargs=address), follow=True)
        assert "n’est plus dans le plan" in text_of(again)
        assert not FundingLine.objects.exists()

    def test_refuses_a_status_out_of_the_list(self, people, claire, support):
        line = actions.add_line(
            support, kind="PUBLIC", label="DETR", amount=Decimal(10), status="PLANNED",
            by=people.claire, at=timezone.now(),
        )  # fmt: skip

        response = claire.post(
            reverse("support:change_line", args=[support.pk, line.pk]),
            {"status": "STOLEN"},
            follow=True,
        )

        assert "Choisissez un état" in text_of(response)


class TestLife:
    def test_delivers(self, claire, support):
        response = claire.post(
            reverse("support:deliver", args=[support.pk]),
            {"outcome": "Le programme est remis."},
            follow=True,
        )

        support.refresh_from_db()
        assert support.status == SupportStatus.DELIVERED
        assert "Le programme est remis." in text_of(response)

    def test_a_move_that_comes_too_late_is_told_politely(self, world, people, claire):
        support = make_support(world, people, stage=SupportStatus.ABANDONED)

        response = claire.post(
            reverse("support:deliver", args=[support.pk]), {"outcome": "Fait."}, follow=True
        )

        assert "n’est plus possible" in text_of(response)

    def test_a_line_that_comes_after_the_end_is_told_politely(self, world, people, claire):
        support = make_support(world, people, stage=SupportStatus.DELIVERED)

        response = claire.post(
            reverse("support:add_line", args=[support.pk]),
            {"kind": "PUBLIC", "label": "DETR", "amount": "10", "status": "PLANNED"},
            follow=True,
        )

        assert "ne peut plus être modifié" in text_of(response)

    def test_abandoning_without_a_reason_asks_for_it(self, claire, support):
        response = claire.post(reverse("support:abandon", args=[support.pk]), {"because": ""})

        assert response.status_code == 422


class TestIndex:
    address = "/accompagnements/"

    def test_asks_the_same_queries_for_three_rows_and_for_thirty(
        self, world, people, claire, django_assert_max_num_queries, django_assert_num_queries
    ):
        self.fill(world, people, 3)
        with django_assert_max_num_queries(12) as three:
            claire.get(self.address)
        self.fill(world, people, 21)

        with django_assert_num_queries(len(three)):
            response = claire.get(self.address)
        assert "24 accompagnements" in text_of(response)

    def fill(self, world, people, count):
        for rank in range(count):
            support = make_support(world, people, title=f"Projet {rank}")
            actions.add_step(
                support,
                title="Visite",
                due_on=date(2026, 6, 1),
                by=people.claire,
                at=support.opened_at,
            )

    def test_filters_by_state_lead_and_words(self, world, people, client_of):
        ours = make_support(world, people, title="La place du village")
        make_support(world, people, stage=SupportStatus.DELIVERED, title="L’ancienne gare")
        bruno = client_of(people.bruno)

        def found(query):
            page = text_of(bruno.get(self.address + query))
            return ["La place du village" in page, "L’ancienne gare" in page]

        assert found("") == [True, True]
        assert found("?state=UNDER_WAY") == [True, False]
        assert found("?state=DELIVERED") == [False, True]
        assert found("?q=gare") == [False, True]
        assert found(f"?q={ours.demand.reference.lower()}") == [True, False]
        assert found(f"?lead={world.it04.pk}") == [True, True]
        assert found("?lead=999999&state=nothing") == [True, True]
        assert found("?page=99") == [True, True]

    def test_says_why_it_is_empty(self, people, client_of, world):
        page = text_of(client_of(people.bruno).get(self.address))

        assert "s’ouvre quand une structure d’ingénierie accepte" in page


def test_the_page_can_be_printed():
    page = Path("src/guichet/casework/support/templates/support/detail.html").read_text()

    assert "data-print" in page
