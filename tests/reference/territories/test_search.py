import json

import pytest
from django.urls import reverse

from guichet.reference.territories.models import Territory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded(alpes_de_haute_provence):
    """Every test of this file searches the 04 and its neighbours."""


def first(text: str) -> str:
    return Territory.objects.living().communes().search(text)[0].name


class TestSearch:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("chateau arn", "Château-Arnoux-Saint-Auban"),
            ("CHÂTEAU-ARN", "Château-Arnoux-Saint-Auban"),
            ("arnoux", "Château-Arnoux-Saint-Auban"),
            ("st andre", "Saint-André-les-Alpes"),
            ("moustiers ste marie", "Moustiers-Sainte-Marie"),
            ("l'escale", "L’Escale"),
            ("mees", "Les Mées"),
            ("04200", "Sisteron"),
            ("0420", "Sisteron"),
            ("04070", "Digne-les-Bains"),
            ("Digne-les-Bains (04070)", "Digne-les-Bains"),
            ("manosk", "Manosque"),
            ("barselonette", "Barcelonnette"),
            ("forcalqier", "Forcalquier"),
        ],
    )
    def test_finds_what_people_mean(self, typed, expected):
        assert first(typed) == expected

    def test_the_exact_name_comes_before_longer_and_bigger_ones(self):
        names = [t.name for t in Territory.objects.living().communes().search("saint-pierre")]

        assert names[0] == "Saint-Pierre"

    def test_the_beginning_of_a_name_comes_before_a_word_of_it(self):
        names = [t.name for t in Territory.objects.living().communes().search("castell", limit=20)]

        inside = [name for name in names if name.startswith(("Le Castell", "La Castell"))]
        beginning = [name for name in names if name.startswith("Castell")]
        assert inside
        assert beginning
        assert names.index(beginning[-1]) < names.index(inside[0])

    def test_st_is_also_the_beginning_of_a_word(self):
        Territory.objects.create(
            pk="commune-67482", kind="COMMUNE", code="67482", name="Strasbourg",
            search_key="strasbourg", population=290000,
        )  # fmt: skip

        found = Territory.objects.living().communes().search("st")

        assert found[0].name == "Strasbourg"
        assert any(t.name.startswith("Saint") for t in found)

    def test_an_epci_is_found_by_its_siren(self):
        [found] = Territory.objects.living().epcis().search("200 067 437")

        assert found.name == "CA Provence-Alpes-Agglomération"

    @pytest.mark.parametrize("typed", ["", "   ", "%", "'", "🙂", "()", "zzzzzzzz", "\x00"])
    def test_nonsense_finds_nothing_and_breaks_nothing(self, typed):
        assert list(Territory.objects.living().communes().search(typed)) == []

    def test_costs_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            list(Territory.objects.living().communes().search("chateau arn"))


class TestSearchPage:
    def test_answers_json_to_anybody(self, client):
        answer = client.get(reverse("territories:search"), {"q": "digne", "kind": "commune"})

        [digne, *_] = json.loads(answer.content)["results"]
        assert digne["label"] == "Digne-les-Bains (04070)"
        assert digne["id"] == "commune-04070"
        assert digne["population"] == 17979

    def test_answers_a_list_to_htmx(self, client):
        answer = client.get(
            reverse("territories:search"),
            {"commune": "digne", "field": "commune", "id": "id_commune", "kind": "commune"},
            headers={"HX-Request": "true"},
        )

        page = answer.content.decode()
        assert "Digne-les-Bains (04070)" in page
        assert 'hx-target="#id_commune-picker"' in page

    def test_a_former_name_says_which_commune_answers_today(self, client):
        answer = client.get(
            reverse("territories:search"),
            {"q": "st vincent les forts", "kind": "commune"},
            headers={"HX-Request": "true"},
        )

        page = " ".join(answer.content.decode().split())
        assert "Saint-Vincent-les-Forts, aujourd’hui Ubaye-Serre-Ponçon (04033)" in page

    def test_the_name_of_a_delegated_commune_is_found_too(self, client):
        answer = client.get(reverse("territories:search"), {"q": "la breole", "kind": "commune"})

        assert json.loads(answer.content)["results"][0]["code"] == "04033"

    def test_one_letter_is_too_little(self, client):
        answer = client.get(reverse("territories:search"), {"q": "d"})

        assert json.loads(answer.content) == {"results": []}

    def test_an_unknown_level_is_refused(self, client):
        answer = client.get(reverse("territories:search"), {"q": "digne", "kind": "canton"})

        assert answer.status_code == 400

    def test_what_was_typed_comes_back_escaped(self, client):
        answer = client.get(
            reverse("territories:search"),
            {"q": "<script>x</script>", "id": '"><script>'},
            headers={"HX-Request": "true"},
        )

        assert b"<script>" not in answer.content

    def test_pressing_a_suggestion_fills_the_input(self, client):
        answer = client.get(
            reverse("territories:choose"),
            {"code": "04070", "field": "commune", "id": "id_commune"},
        )

        assert 'value="Digne-les-Bains (04070)"' in answer.content.decode()

    def test_an_unknown_suggestion_does_not_exist(self, client):
        assert client.get(reverse("territories:choose"), {"code": "04999"}).status_code == 404

    def test_names_that_look_alike_are_shown_only_when_nothing_else_is(self, client):
        def proposed(typed: str) -> list[str]:
            answer = client.get(reverse("territories:search"), {"q": typed, "kind": "commune"})
            return [found["name"] for found in json.loads(answer.content)["results"]]

        assert proposed("chateau arn") == ["Château-Arnoux-Saint-Auban"]
        assert proposed("chateu arnou")[0] == "Château-Arnoux-Saint-Auban"
