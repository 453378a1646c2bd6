from typing import Any

from django import forms
from django.db.models import QuerySet

from guichet.foundations.ui.dsfr import DateInput, FilterForm, Form, dress

from .choices import OrganisationKind
from .models import Person


class SearchForm(FilterForm):
    """What one looks for in the directory; an unknown kind is no filter rather than an error."""

    q = forms.CharField(label="Nom, sigle ou SIREN", required=False, max_length=100)
    nature = forms.ChoiceField(
        label="Nature",
        required=False,
        choices=[("", "Toutes"), *OrganisationKind.choices],
    )


class AbsenceForm(Form):
    """Who is away is whoever fills it in."""

    starts_on = forms.DateField(
        label="Premier jour d’absence",
        widget=DateInput(),
        error_messages={"required": "Indiquez le premier jour."},
    )
    ends_on = forms.DateField(
        label="Dernier jour d’absence",
        widget=DateInput(),
        error_messages={"required": "Indiquez le dernier jour."},
    )

    def __init__(self, *args: Any, colleagues: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = forms.ModelChoiceField(
            colleagues,
            label="Qui vous remplace",
            empty_label="Choisir",
            error_messages={"required": "Choisissez qui vous remplace."},
        )
        dress(field.widget)
        self.fields["stand_in"] = field
