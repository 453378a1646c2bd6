"""Seats, mandates, and the assemblies that are renewed."""

from collections.abc import Mapping
from typing import Any

from django import forms

from guichet.casework.committee.choices import Family, MandateKind, SeatNature
from guichet.casework.committee.models import Committee, Seat
from guichet.foundations.ui.dsfr import DateInput, Form
from guichet.reference.directory.models import Organisation

_WHEN = {"required": "Indiquez la date."}


class SeatForm(Form):
    label = forms.CharField(
        label="Intitulé du siège",
        help_text="Tel que l’arrêté le nomme, par exemple « Le maire de Sisteron ».",
        max_length=200,
        error_messages={"required": "Nommez le siège comme dans l’arrêté."},
    )
    family = forms.ChoiceField(label="Famille", choices=Family.choices)
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
    starts_on = forms.DateField(label="Depuis le", widget=DateInput(), error_messages=_WHEN)

    def __init__(self, data: Mapping[str, object] | None = None, *, committee: Committee) -> None:
        super().__init__(data, auto_id="seat_%s")
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.who_may_sit(committee.department_id)


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
