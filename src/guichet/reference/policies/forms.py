from datetime import date, timedelta
from typing import Any

from django import forms

from guichet.foundations.ui import dsfr
from guichet.reference.territories.models import Territory

from .choices import DelayUnit, ServiceKind


class DepartmentForm(dsfr.Form):
    """Which department to look at; an unknown code is refused, an empty one is all."""

    departement = forms.ModelChoiceField(
        Territory.objects.departments().in_order(),
        label="Département",
        required=False,
        to_field_name="code",
        empty_label="Tous les départements",
    )


class ServiceLevelForm(dsfr.Form):
    """One delay, from a day to come."""

    kind = forms.ChoiceField(label="Engagement", choices=ServiceKind.choices)
    count = forms.IntegerField(
        label="Délai",
        min_value=1,
        max_value=400,
        error_messages={"required": "Écrivez un nombre, par exemple 10."},
    )
    unit = forms.ChoiceField(label="Unité", choices=DelayUnit.choices)
    starts_on = forms.DateField(
        label="À partir du",
        help_text="Les demandes déjà déposées gardent le délai qui leur a été annoncé.",
        widget=dsfr.DateInput(),
        error_messages={"required": "Choisissez un jour à venir."},
    )
    basis = forms.CharField(
        label="Texte ou décision qui fonde ce délai",
        help_text="Par exemple : charte du guichet signée le 12 janvier 2026.",
        max_length=250,
        error_messages={"required": "Indiquez le texte ou la décision qui fonde ce délai."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tomorrow = today + timedelta(days=1)
        self.fields["starts_on"].initial = tomorrow
        self.fields["starts_on"].widget.attrs["min"] = tomorrow.isoformat()
