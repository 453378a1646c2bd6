"""Seats, mandates, and the assemblies that are renewed."""

from collections.abc import Mapping
from typing import Any

from django import forms

from guichet.casework.committee.choices import MandateKind, SeatNature
from guichet.casework.committee.models import College, Committee, Seat
from guichet.foundations.ui.dsfr import DateInput, Form
from guichet.reference.directory.models import Organisation

_WHEN = {"required": "Indiquez la date."}


class SeatForm(Form):
    label = forms.CharField(
        label="Intitulé du siège",
        help_text="Tel que l’arrêté le nomme, par exemple « Le maire de Sisteron ».",
        # Room for the number of seats that are alike.
        max_length=190,
        error_messages={"required": "Nommez le siège comme dans l’arrêté."},
    )
    college = forms.ModelChoiceField(
        College.objects.none(),
        label="Collège",
        empty_label="Choisir",
        error_messages={"required": "Choisissez le collège de ce siège."},
    )
    nature = forms.ChoiceField(
        label="Nature",
        choices=SeatNature.choices,
        help_text="Elle dit qui peut suppléer le titulaire (article R133-3 du CRPA).",
    )
    organisation = forms.ModelChoiceField(
        label="Organisme ou assemblée",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Aucun",
    )
    is_chair = forms.BooleanField(
        label="Ce membre préside",
        help_text="Sa voix départage, et il n’en a pas sur un point dont il se retire.",
        required=False,
    )
    number = forms.IntegerField(
        label="Nombre de sièges de cet intitulé",
        help_text="Au-delà d’un, ils sont numérotés : « Maire (1) », « Maire (2) »…",
        min_value=1,
        max_value=60,
        required=False,
    )
    starts_on = forms.DateField(label="Depuis le", widget=DateInput(), error_messages=_WHEN)

    def __init__(self, data: Mapping[str, object] | None = None, *, committee: Committee) -> None:
        super().__init__(data, auto_id="seat_%s")
        college: Any = self.fields["college"]
        college.queryset = College.objects.of_committee(committee).in_order()
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.who_may_sit(committee.department_id)

    def labels(self) -> list[str]:
        """One label per seat."""
        label, number = self.cleaned_data["label"], self.cleaned_data["number"] or 1
        return [label] if number == 1 else [f"{label} ({n})" for n in range(1, number + 1)]

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("is_chair") and (typed.get("number") or 1) > 1:
            self.add_error("is_chair", "Un seul siège préside : ajoutez-le à part.")
        return typed

    def what(self) -> dict[str, Any]:
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"label", "number"}
        }


class MandateForm(Form):
    kind = forms.ChoiceField(label="Qualité", choices=MandateKind.choices)
    name = forms.CharField(
        label="Nom ou fonction",
        max_length=150,
        error_messages={"required": "Indiquez qui est désigné."},
    )
    email = forms.EmailField(
        label="Adresse électronique",
        help_text="Elle reçoit les convocations. Sans adresse, la personne est convoquée par la "
        "poste.",
        required=False,
    )
    starts_on = forms.DateField(label="À compter du", widget=DateInput(), error_messages=_WHEN)


class EndForm(Form):
    """The end of a mandate or of a seat: a day and a reason."""

    on = forms.DateField(label="Le", widget=DateInput(), error_messages=_WHEN)
    reason = forms.CharField(
        label="Pourquoi", max_length=300, error_messages={"required": "Dites pourquoi."}
    )


class RenewalForm(Form):
    assembly = forms.ModelChoiceField(
        label="Assemblée renouvelée",
        queryset=Organisation.objects.none(),
        empty_label="Choisir une assemblée",
        error_messages={"required": "Choisissez l’assemblée."},
    )
    on = forms.DateField(label="Date de l’élection", widget=DateInput(), error_messages=_WHEN)

    def __init__(self, data: Mapping[str, object] | None = None, *, committee: Committee) -> None:
        super().__init__(data, auto_id="renewal_%s")
        elected = Seat.objects.of_committee(committee).elected()
        field: Any = self.fields["assembly"]
        field.queryset = Organisation.objects.filter(
            pk__in=elected.values("organisation")
        ).order_by("search_key", "pk")
