import pytest
from django import forms

from guichet.reference.territories.fields import CommuneField
from guichet.reference.territories.models import Territory

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    commune = CommuneField(department_code="04", label="Commune")


@pytest.fixture(autouse=True)
def _loaded(alpes_de_haute_provence):
    """Every test of this file types a commune of the 04."""


def typed(text: str) -> Form:
    form = Form({"commune": text})
    form.is_valid()
    return form


def error(text: str) -> str:
    [sentence] = typed(text).errors["commune"]
    return sentence


class TestCommuneField:
    @pytest.mark.parametrize(
        "text",
        [
            "Digne-les-Bains (04070)",
            "digne les bains",
            "04070",
            "commune-04070",
            "n'importe quoi (04070)",
        ],
    )
    def test_reads_what_people_write(self, text):
        assert typed(text).cleaned_data["commune"].code == "04070"

    def test_a_postal_code_of_one_commune_is_enough(self):
        [only] = Territory.objects.living().communes().with_postal_code("04850")

        assert typed("04850").cleaned_data["commune"] == only

    def test_a_postal_code_of_several_is_not(self):
        sentence = error("04200")

        assert sentence.startswith("04200 peut désigner ")
        assert "autres" in sentence
        assert sentence.endswith(" : écrivez le nom de la commune.")

    def test_a_merged_commune_is_read_and_told(self):
        form = typed("Saint-Vincent-les-Forts")

        assert form.cleaned_data["commune"].code == "04033"
        assert "1er janvier 2017" in form.fields["commune"].notice

    def test_the_notice_of_one_form_is_not_that_of_another(self):
        typed("04198")

        assert typed("04070").fields["commune"].notice == ""

    def test_the_name_of_a_delegated_commune_is_read(self):
        assert typed("La Bréole").cleaned_data["commune"].code == "04033"

    def test_a_name_nearly_right_is_refused_with_the_right_one(self):
        assert error("Chateau Arnou").startswith(
            "Aucune commune ne s’appelle « Chateau Arnou » : peut-être Château-Arnoux-Saint-Auban "
            "(04049)"
        )

    def test_the_letter_o_is_explained(self):
        assert error("0407O").endswith("le dernier caractère est la lettre O ; peut-être 04070 ?")

    def test_homonyms_are_listed_and_the_department_settles_them(self):
        Territory.objects.create(
            pk="commune-99001", kind="COMMUNE", code="99001", name="Oraison",
            search_key="oraison", department_code="99",
        )  # fmt: skip
        anywhere = CommuneField()

        assert typed("Oraison").cleaned_data["commune"].code == "04143"
        with pytest.raises(forms.ValidationError) as caught:
            anywhere.clean("Oraison")
        assert caught.value.messages == [
            "Plusieurs communes portent le nom « Oraison » : Oraison (04143) ou Oraison (99001). "
            "Ajoutez le code entre parenthèses."
        ]

    def test_nothing_typed(self):
        assert error("  ") == "Indiquez la commune."

    def test_an_optional_commune_may_be_absent(self):
        assert CommuneField(required=False).clean("") is None


class TestWidget:
    def test_is_a_plain_text_input_that_keeps_what_was_typed(self):
        page = str(typed("Digne")["commune"])

        assert '<input type="text" name="commune" value="Digne"' in page
        assert 'id="id_commune-suggestions"' in page

    def test_shows_a_commune_by_its_label(self):
        digne = Territory.objects.get(pk="commune-04070")

        assert 'value="Digne-les-Bains (04070)"' in str(Form(initial={"commune": digne})["commune"])
