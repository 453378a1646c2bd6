from datetime import date

import pytest
from django.urls import reverse

from guichet.foundations.accounts.models import User
from guichet.reference.directory import actions
from guichet.reference.directory.choices import LineageKind, OrganisationKind
from guichet.reference.directory.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def national(world, now) -> Organisation:
    """The small world knows the ANCT without its past."""
    cget = actions.register_organisation(
        kind=OrganisationKind.STATE_SERVICE,
        name="Commissariat général à l’égalité des territoires",
        acronym="CGET",
        by=None,
        at=now,
    )
    actions.record_lineage(
        cget,
        successor=world.anct,
        kind=LineageKind.MERGER,
        on=date(2020, 1, 1),
        source="Loi n° 2019-753 du 22 juillet 2019",
        by=None,
        at=now,
    )
    return cget


class TestIndex:
    def test_finds_by_name_and_by_acronym(self, people, client_of):
        page = client_of(people.anne).get(reverse("directory:index"), {"q": "it04"})

        assert "Ingénierie et territoires 04" in page.content.decode()

    def test_a_body_that_has_gone_leads_to_its_heir(self, national, world, people, client_of):
        page = client_of(people.anne).get(reverse("directory:index"), {"q": "CGET"})

        html = page.content.decode()
        assert "Le CGET a été absorbé par l’ANCT le 1er janvier 2020." in html
        assert reverse("directory:detail", args=[world.anct.pk]) in html

    def test_filters_by_kind(self, people, client_of):
        page = client_of(people.anne).get(reverse("directory:index"), {"nature": "CAUE"})

        html = page.content.decode()
        assert "CAUE des Alpes-de-Haute-Provence" in html
        assert "Commune de Banon" not in html

    @pytest.mark.parametrize("query", [{"q": "zzzz"}, {"nature": "INCONNUE"}, {"page": "9999"}])
    def test_odd_searches_have_an_answer(self, query, people, client_of):
        assert client_of(people.anne).get(reverse("directory:index"), query).status_code == 200

    def test_costs_the_same_for_ten_rows_and_for_fifty(
        self, people, client_of, now, django_assert_max_num_queries
    ):
        Organisation.objects.bulk_create(
            Organisation(kind="OTHER", name=f"Organisme {n}", search_key=f"organisme {n}")
            for n in range(50)
        )
        visitor = client_of(people.anne)
        visitor.get(reverse("directory:index"))

        with django_assert_max_num_queries(8):
            visitor.get(reverse("directory:index"))

    def test_an_account_without_membership_sees_nothing(self, world, client_of):
        stranger = User.objects.create(email="ailleurs@example.fr", name="Ailleurs")

        assert client_of(stranger).get(reverse("directory:index")).status_code == 403


class TestDetail:
    def test_shows_functions_and_no_name(self, world, people, client_of):
        page = client_of(people.anne).get(world.forcalquier_hall.get_absolute_url())

        html = page.content.decode()
        assert "maire" in html
        assert "Gaëlle" not in html

    def test_a_closed_body_says_who_took_over(self, national, people, client_of):
        page = client_of(people.anne).get(national.get_absolute_url())

        assert "Le CGET a été absorbé par l’ANCT le 1er janvier 2020." in page.content.decode()

    def test_an_heir_says_where_it_comes_from_and_by_which_text(
        self, national, world, people, client_of
    ):
        page = client_of(people.anne).get(world.anct.get_absolute_url())

        html = page.content.decode()
        assert "L’ANCT a pris la suite du CGET le 1er janvier 2020." in html
        assert "Loi n° 2019-753 du 22 juillet 2019" in html

    def test_costs_few_queries(self, world, people, client_of, django_assert_max_num_queries):
        visitor = client_of(people.anne)
        visitor.get(world.it04.get_absolute_url())

        with django_assert_max_num_queries(10):
            visitor.get(world.it04.get_absolute_url())
