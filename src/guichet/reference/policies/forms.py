from django import forms

from guichet.foundations.ui import dsfr
from guichet.reference.territories.models import Territory


class DepartmentForm(dsfr.Form):
    """Which department to look at; an unknown code is refused, an empty one is all."""

    departement = forms.ModelChoiceField(
        Territory.objects.departments().in_order(),
        label="Département",
        required=False,
        to_field_name="code",
        empty_label="Tous les départements",
    )
