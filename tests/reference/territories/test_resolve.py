import pytest

from guichet.reference.territories.models import Territory, UnknownCommune

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded(alpes_de_haute_provence):
    """Every test of this file looks codes up in the 04."""


def refusal(code: str) -> str:
    with pytest.raises(UnknownCommune) as caught:
        Territory.objects.resolve(code)
    return caught.value.sentence


class TestResolve:
    def test_a_living_commune_answers_for_itself_without_a_word(self):
        found = Territory.objects.resolve("04070")

        assert (found.territory.name, found.former, found.sentence) == ("Digne-les-Bains", None, "")

    @pytest.mark.parametrize("written", ["04 070", " 04070\n", "04\u00a0070"])
    def test_spaces_do_not_matter(self, written):
        assert Territory.objects.resolve(written).territory.code == "04070"

    def test_a_merged_commune_leads_to_the_one_that_took_it(self):
        found = Territory.objects.resolve("04198")

        assert found.territory.code == "04033"
        assert found.former.name == "Saint-Vincent-les-Forts"
        assert found.sentence == (
            "Saint-Vincent-les-Forts (04198) n’est plus une commune depuis le 1er janvier 2017 : "
            "elle fait aujourd’hui partie d’Ubaye-Serre-Ponçon (04033)."
        )

    def test_a_commune_merged_into_one_that_merged_leads_to_the_last(self):
        # Peyresq joined Saint-Michel-Peyresq in 1964, which joined Thorame-Haute in 1974.
        found = Territory.objects.resolve("04147")

        assert found.former.successor.code == "04060"
        assert found.territory.code == "04219"
        assert "1er novembre 1964" in found.sentence
        assert found.sentence.endswith("elle fait aujourd’hui partie de Thorame-Haute (04219).")

    def test_a_commune_shared_between_several_has_no_heir(self):
        Territory.objects.filter(pk="commune-04198").update(successor=None)

        assert refusal("04198") == (
            "Saint-Vincent-les-Forts n’est plus une commune depuis le 1er janvier 2017 : son "
            "territoire a été partagé entre plusieurs autres. Écrivez le nom de celle qui est "
            "concernée aujourd’hui."
        )

    def test_the_letter_o_is_named_and_mended(self):
        assert refusal("0407O") == (
            "Le code 0407O n’est pas un code INSEE : le dernier caractère est la lettre O ; "
            "peut-être 04070 ?"
        )

    def test_a_lost_zero_is_named_and_mended(self):
        assert refusal("4070").endswith("le zéro du début manque sans doute ; peut-être 04070 ?")

    def test_no_code_is_proposed_that_does_not_exist(self):
        assert refusal("9999O") == (
            "Le code 9999O n’est pas un code INSEE : le dernier caractère est la lettre O. "
            "Écrivez par exemple 04070, ou le nom de la commune."
        )

    def test_an_unknown_code_says_what_to_do(self):
        assert refusal("04999") == (
            "Aucune commune n’a ni n’a eu le code INSEE 04999 : vérifiez-le, ou écrivez le nom "
            "de la commune."
        )

    @pytest.mark.parametrize("code", ["", "ZZZZZ", "21040070100012", "🙂"])
    def test_nonsense_is_refused_with_a_sentence(self, code):
        assert refusal(code).startswith("Le code ")

    def test_a_department_is_not_a_commune(self):
        assert "cinq caractères" in refusal("04")


class TestClosedEpci:
    def test_leads_to_its_successor(self, alpes_de_haute_provence):
        heir = Territory.objects.get(pk="epci-200067437")
        closed = Territory.objects.create(
            pk="epci-200000099",
            kind="EPCI",
            code="200000099",
            name="CC d’autrefois",
            search_key="cc d autrefois",
            valid_to="2017-01-01",
            successor=heir,
        )

        assert closed.heir() == heir
        assert closed not in Territory.objects.living().epcis()
        assert not closed.is_living
