"""A commission, its colleges, and what a text puts on each of its agendas."""

from collections.abc import Mapping
from typing import Any

from django import forms

from guichet.casework.committee.models import College, Committee
from guichet.foundations.ui.dsfr import DateInput, Form
from guichet.reference.territories.models import Territory


class BodyForm(Form):
    """What a body is called, what founds it, who presides."""

    name = forms.CharField(
        label="Nom",
        help_text="Tel que le texte l’écrit, par exemple « Commission des élus de la dotation "
        "d’équipement des territoires ruraux ».",
        max_length=200,
        error_messages={"required": "Donnez le nom de la commission, tel que le texte l’écrit."},
    )
    legal_basis = forms.CharField(
        label="Texte qui l’institue",
        help_text="Par exemple « article L2334-37 du CGCT ».",
        max_length=200,
        error_messages={"required": "Citez le texte qui institue la commission."},
    )
    chair_title = forms.CharField(
        label="Présidée par",
        help_text="La fonction, par exemple « la préfète du département ».",
        max_length=200,
        error_messages={"required": "Dites qui préside, par sa fonction."},
    )
    order_reference = forms.CharField(
        label="Arrêté de composition",
        help_text="Par exemple « arrêté préfectoral n° 2026-12 ».",
        max_length=200,
        required=False,
    )
    order_date = forms.DateField(label="Daté du", widget=DateInput(), required=False)
    is_public = forms.BooleanField(
        label="Annoncer et publier ses séances sur les pages publiques",
        help_text="Sans cette case, ses procès-verbaux approuvés restent pour ses membres.",
        required=False,
    )

    @staticmethod
    def of(committee: Committee) -> "BodyForm":
        form = BodyForm(initial={name: getattr(committee, name) for name in BodyForm.base_fields})
        return form.without_publication() if committee.is_local else form

    def without_publication(self) -> "BodyForm":
        """The local committee gives its account in public: there is nothing to choose."""
        del self.fields["is_public"]
        return self


class CommissionForm(BodyForm):
    department = forms.ModelChoiceField(
        Territory.objects.none(),
        label="Département",
        empty_label=None,
        error_messages={"required": "Choisissez le département."},
    )
    acronym = forms.CharField(
        label="Sigle",
        help_text="Court et en lettres, par exemple « DETR » : il fait l’adresse de ses pages.",
        max_length=20,
        error_messages={"required": "Donnez le sigle de la commission."},
    )
    field_order = ("department", "name", "acronym")

    def __init__(
        self, data: Mapping[str, object] | None = None, *, departments: frozenset[str]
    ) -> None:
        super().__init__(data, auto_id="commission_%s")
        field: Any = self.fields["department"]
        found = Territory.objects.departments().filter(code__in=departments)
        field.queryset = found.order_by("code")


class CollegeForm(Form):
    name = forms.CharField(
        label="Nom du collège",
        help_text="Tel que l’arrêté le nomme, par exemple « Maires ». Les règles de quorum et de "
        "vote le citent sous ce nom.",
        max_length=150,
        error_messages={"required": "Donnez un nom au collège."},
    )
    planned_seats = forms.IntegerField(
        label="Sièges prévus par le texte",
        help_text="Laissez vide si le texte ne dit pas leur nombre.",
        required=False,
        min_value=1,
        max_value=200,
    )


class ChangeCollegeForm(CollegeForm):
    rank = forms.IntegerField(
        label="Place dans l’ordre de l’appel",
        min_value=1,
        max_value=50,
        error_messages={"required": "Donnez la place du collège, à partir de 1."},
    )

    @staticmethod
    def of(college: College) -> "ChangeCollegeForm":
        return ChangeCollegeForm(
            initial={
                "name": college.name,
                "planned_seats": college.planned_seats,
                "rank": college.rank,
            },
            auto_id="college_%s",
        )


class OwedItemForm(Form):
    title = forms.CharField(
        label="Intitulé du point",
        max_length=200,
        error_messages={"required": "Donnez l’intitulé du point."},
    )
    basis = forms.CharField(
        label="Texte qui le demande",
        max_length=300,
        error_messages={"required": "Citez le texte qui met ce point à chaque ordre du jour."},
    )
    brief = forms.CharField(
        label="Présentation",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    asks_vote = forms.BooleanField(label="La commission vote sur ce point", required=False)
    starts_on = forms.DateField(
        label="À partir du",
        widget=DateInput(),
        error_messages={"required": "Indiquez à partir de quel jour ce point est dû."},
    )
