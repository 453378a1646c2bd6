"""What is typed to read the rules of a department, or to set one."""

from datetime import date, timedelta
from typing import Any

from django import forms

from guichet.foundations.ui import dsfr
from guichet.reference.territories.models import Territory

from ..ruleset import LINES


class RulesDepartmentForm(dsfr.FilterForm):
    departement = forms.ModelChoiceField(
        Territory.objects.departments().in_order(),
        label="Département",
        required=False,
        to_field_name="code",
        empty_label="Tous les départements",
    )


class RuleForm(dsfr.Form):
    """One line that a department decides, from a day to come."""

    line = forms.ChoiceField(
        label="Règle", choices=[(line.code, line.label) for line in LINES if line.is_local]
    )
    value = forms.IntegerField(
        label="Valeur",
        help_text="Un nombre entier ; pour une règle par oui ou non, 1 veut dire oui et 0 non.",
        min_value=0,
        max_value=99,
        error_messages={"required": "Écrivez un nombre entier, par exemple 2."},
    )
    starts_on = forms.DateField(
        label="À partir du",
        help_text="Les réponses déjà données gardent les règles de leur jour.",
        widget=dsfr.DateInput(),
        error_messages={"required": "Choisissez un jour à venir."},
    )
    basis = forms.CharField(
        label="Décision qui fonde cette règle",
        help_text="Par exemple : comité local de cohésion territoriale du 12 janvier 2026.",
        max_length=250,
        error_messages={"required": "Indiquez la décision qui fonde cette règle."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tomorrow = today + timedelta(days=1)
        self.fields["starts_on"].initial = tomorrow
        self.fields["starts_on"].widget.attrs["min"] = tomorrow.isoformat()
