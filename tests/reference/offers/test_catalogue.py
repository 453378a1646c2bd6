"""The public catalogue and the sheet of an offer, as people meet them."""

import pytest
from django.urls import reverse

from guichet.reference.offers.forms import PlacesField
from guichet.reference.offers.models import Offer
from guichet.reference.territories.models import Territory

from .factories import make_offer

INDEX = "/offres/"


@pytest.fixture
def offer(world, people, now):
    return make_offer(world, people, now)


class TestIndex:
    def test_is_open_to_everybody(self, client, offer):
        page = client.get(INDEX).content.decode()

        assert "4\u00a0offres trouvées" in page
        assert offer.title in page and "Ingénierie et territoires 04" in page

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("q=energie", ["Conseil en énergie"]),
            ("q=BATIMENTS+it04", ["Conseil en énergie"]),
            ("q=cerema", ["Appui méthodologique"]),
            ("q=introuvable", []),
            ("theme=MOBILITES", ["Vélo pour tous"]),
            ("niveau=ANCT", ["Ingénierie sur mesure"]),
            ("commune=Gap", ["Appui méthodologique", "Ingénierie sur mesure"]),
            (
                "commune=Banon+(04018)&theme=HABITAT&niveau=DEPARTMENTAL",
                ["Appui aux bourgs", "Conseil en énergie"],
            ),
        ],
    )
    def test_filters(self, client, world, people, now, offer, query, found):
        make_offer(
            world, people, now, title="Vélo pour tous", summary="Des arceaux.",
            themes=[world.mobility], exclusions=[world.banon],
        )  # fmt: skip

        page = client.get(f"{INDEX}?{query}")

        assert [card.offer.title for card in page.context["cards"]] == found

    def test_of_two_namesakes_the_one_that_has_a_desk_comes_first(self, client, people, offer):
        """« Les Mées » exists in the 04 and in the Sarthe: a town hall writes its name only."""
        for number, department in (("04018", "99"), ("72192", "72")):
            Territory.objects.create(
                pk=f"commune-x{number}", kind="COMMUNE", code=f"x{number}", name="Les Mées",
                search_key="les mees", department_code=department,
            )  # fmt: skip
        page = client.get(f"{INDEX}?commune=les+mees").content.decode()
        assert "Plusieurs communes portent le nom" in page

        Territory.objects.filter(pk="commune-x04018").update(department_code="04")

        answer = client.get(f"{INDEX}?commune=les+mees")
        assert answer.context["commune"].pk == "commune-x04018"
        assert "à Les Mées" not in answer.content.decode()

    def test_an_unknown_commune_is_told_and_nothing_is_lost(self, client, offer):
        page = client.get(f"{INDEX}?commune=Atlantis&q=conseil").content.decode()

        assert "Aucune commune ne s’appelle" in page
        assert 'value="conseil"' in page

    def test_drafts_stay_out_of_it_except_for_their_provider(
        self, client, client_of, world, people, now
    ):
        make_offer(world, people, now, published=False, title="En préparation")

        assert "En préparation" not in client.get(INDEX).content.decode()
        assert "En préparation" not in client_of(people.anne).get(INDEX).content.decode()
        assert "En préparation" in client_of(people.claire).get(INDEX).content.decode()

    def test_asks_the_same_number_of_queries_for_three_and_thirty(
        self, client_of, world, people, now, django_assert_num_queries
    ):
        reader = client_of(people.anne)
        for count in (3, 27):
            for rank in range(count):
                make_offer(world, people, now, title=f"Offre {count} {rank}")
            with django_assert_num_queries(15):
                reader.get(f"{INDEX}?commune=Banon&q=offre")


class TestDetail:
    def test_shows_the_whole_sheet(self, client, offer):
        page = client.get(offer.get_absolute_url()).content.decode()

        assert "Compris dans l’adhésion" in page
        assert "contact@it04.example" in page
        assert "pas encore par le guichet" in page
        assert "Modifier" not in page

    def test_a_draft_does_not_exist_for_others(self, client, client_of, world, people, now):
        draft = make_offer(world, people, now, published=False)

        assert client.get(draft.get_absolute_url()).status_code == 404
        assert client_of(people.hugo).get(draft.get_absolute_url()).status_code == 404
        assert client_of(people.claire).get(draft.get_absolute_url()).status_code == 200
        assert client_of(people.bruno).get(draft.get_absolute_url()).status_code == 200


class TestDescribeAnOffer:
    TYPED = {
        "title": "Diagnostic de pont",
        "summary": "Une visite et un rapport.",
        "level": "DEPARTMENTAL",
        "price_kind": "FREE",
        "perimeters": "Alpes-de-Haute-Provence\nGap (05061)",
        "beneficiary_kinds": ["COMMUNE"],
        "engineering_types": ["TECHNICAL"],
        "contact": "ponts@it04.example",
    }

    def test_from_the_form_to_the_catalogue(self, client_of, world, people):
        claire = client_of(people.claire)

        answer = claire.post(reverse("offers:create"), {**self.TYPED, "provider": world.it04.pk})
        made = Offer.objects.get(title="Diagnostic de pont")
        claire.post(reverse("offers:publish_offer", args=[made.pk]))
        client_of(people.bruno).post(reverse("offers:check_offer", args=[made.pk]))

        made.refresh_from_db()
        assert answer.status_code == 302
        assert made.status == "PUBLISHED" and made.checked_on is not None
        assert {place.name for place in made.perimeters.all()} == {
            "Alpes-de-Haute-Provence",
            "Gap",
        }

    def test_another_organisation_cannot_be_chosen(self, client_of, world, people):
        answer = client_of(people.claire).post(
            reverse("offers:create"), {**self.TYPED, "provider": world.caue.pk}
        )

        assert answer.status_code == 422
        assert not Offer.objects.filter(title="Diagnostic de pont").exists()

    def test_a_refused_form_keeps_what_was_typed(self, client_of, offer, world, people):
        answer = client_of(people.claire).post(
            reverse("offers:save_offer", args=[offer.pk]),
            {
                **self.TYPED, "provider": world.it04.pk, "population_min": "900",
                "population_max": "800", "perimeters": "Atlantis",
            },
        )  # fmt: skip

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Aucun territoire ne s’appelle « Atlantis »" in page
        assert "Diagnostic de pont" in page

    def test_contradictions_are_told_on_the_form(self, client_of, offer, world, people):
        answer = client_of(people.claire).post(
            reverse("offers:save_offer", args=[offer.pk]),
            {
                **self.TYPED, "provider": world.it04.pk, "population_min": "900",
                "population_max": "800",
            },
        )  # fmt: skip

        assert answer.status_code == 422
        assert "inférieure à la population minimale" in answer.content.decode()

    def test_publishing_twice_says_so_politely(self, client_of, offer, people):
        answer = client_of(people.claire).post(
            reverse("offers:publish_offer", args=[offer.pk]), follow=True
        )

        assert "n’est plus possible" in answer.content.decode()

    def test_the_edit_form_shows_what_is_stored(self, client_of, offer, people):
        page = client_of(people.claire).get(reverse("offers:edit", args=[offer.pk]))

        assert "Alpes-de-Haute-Provence (04)" in page.content.decode()


class TestPlacesField:
    @pytest.mark.parametrize(
        ("typed", "ids"),
        [
            ("Forcalquier", ["commune-04088"]),
            ("05", ["departement-05"]),
            ("hautes alpes\nFrance", ["departement-05", "pays-FR"]),
            ("200067437", ["epci-200067437"]),
            ("Banon\nBanon\n\n", ["commune-04018"]),
        ],
    )
    def test_reads_what_people_write(self, world, typed, ids):
        assert [place.pk for place in PlacesField().clean(typed)] == ids


class TestForAMayor:
    """A commune and three words: who can help, why, and what to do when nobody can."""

    def page(self, client, **asked):
        return client.get(INDEX, asked).content.decode()

    def test_says_why_each_offer_fits_the_commune(self, client, world, people, now):
        make_offer(world, people, now, population_max=3499, members_only=True)

        page = self.page(client, commune="Banon", q="energie bilan")

        assert "1\u00a0offre trouvée pour Banon" in page
        assert "Intervient à Banon (périmètre : Alpes-de-Haute-Provence)." in page
        assert "Banon en compte 1\u202f006" in page
        assert "Réservée aux adhérents (IT04) : vérifiez votre adhésion." in page

    def test_what_fits_comes_first_then_the_nearest(self, client, world, people, now):
        make_offer(world, people, now, title="Pour les villes", level="LOCAL", population_min=9000)
        make_offer(world, people, now, title="Du village", level="LOCAL", perimeters=[world.banon])

        found = [
            card.offer.title for card in client.get(INDEX, {"commune": "Banon"}).context["cards"]
        ]

        assert found[0] == "Du village"
        assert found[-1] == "Pour les villes"
        assert found.index("Appui méthodologique") < found.index("Ingénierie sur mesure")

    def test_plurals_and_beginnings_are_found(self, client, world, people, now):
        make_offer(world, people, now, title="Réparer les toitures des écoles", summary="Un avis.")

        assert "1\u00a0offre trouvée" in self.page(client, q="toit école")

    def test_when_no_offer_holds_every_word_the_subject_speaks(self, client, world, people, now):
        make_offer(
            world, people, now, title="Logements", summary="Un avis.", themes=[world.habitat]
        )

        page = self.page(client, commune="Banon", q="presbytère humide")

        assert "Sur un sujet proche" in page
        assert "Centre-bourg et habitat (« presbytère »)" in page
        assert "Logements" in page

    def test_an_empty_answer_says_what_to_do(self, client, world):
        page = self.page(client, commune="Gap", q="zzzz")

        assert "le guichet cherchera avec vous" in page
        assert 'href="/demander/"' in page

    def test_the_sheet_remembers_the_commune(self, client, offer):
        page = client.get(offer.get_absolute_url(), {"commune": "Banon (04018)"}).content.decode()

        assert "Pour Banon" in page
        assert "Intervient à Banon" in page
