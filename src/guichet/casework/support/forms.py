"""What people type about a support, cleaned into domain types."""

from collections.abc import Iterable
from typing import Any

from django import forms

from guichet.foundations.ui.dsfr import DateInput, FilterForm, Form
from guichet.foundations.ui.fields import MoneyField
from guichet.reference.directory.models import Organisation
from guichet.reference.funding.choices import LineKind, LineStatus, OwnShareException

from .choices import SupportStatus

_NO_FUNDER = ("", "Autre, ou non précisé")


class OpenForm(Form):
    objective = forms.CharField(
        label="Objectif de l’accompagnement",
        help_text="Ce que la collectivité aura en main à la fin, en une ou deux phrases.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    ends_on = forms.DateField(label="Fin prévue", required=False, widget=DateInput())
    total_cost = MoneyField(
        label="Coût total du projet",
        help_text="En euros, par exemple 12 500,50. Laissez vide s’il n’est pas encore connu.",
        required=False,
        allow_zero=True,
    )


class StepForm(Form):
    title = forms.CharField(label="Étape", max_length=150)
    due_on = forms.DateField(label="Prévue le", required=False, widget=DateInput())
    done_on = forms.DateField(
        label="Faite le",
        help_text="Seulement si l’étape est déjà faite.",
        required=False,
        widget=DateInput(),
    )


class FinishForm(Form):
    done_on = forms.DateField(widget=DateInput())


class PlanForm(Form):
    total_cost = MoneyField(
        label="Coût total du projet",
        help_text="En euros, par exemple 12 500,50.",
        allow_zero=True,
    )
    exception = forms.ChoiceField(
        label="Exception à la participation minimale de 20 %",
        choices=OwnShareException.choices,
    )
    exception_reason = forms.CharField(
        label="Motif de l’exception",
        help_text="Par exemple la date de l’arrêté du préfet. Obligatoire s’il y a une exception.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
    )


class LineForm(Form):
    kind = forms.ChoiceField(
        label="Nature", choices=LineKind.choices, initial=str(LineKind.PUBLIC.value)
    )
    funder = forms.ChoiceField(label="Financeur", required=False, choices=[_NO_FUNDER])
    label = forms.CharField(
        label="Dispositif, ou nom du financeur",
        help_text="Par exemple DETR 2026. Peut rester vide si le financeur est choisi ci-dessus.",
        max_length=150,
        required=False,
    )
    amount = MoneyField(label="Montant", help_text="En euros, par exemple 12 500,50.")
    status = forms.ChoiceField(label="État", choices=LineStatus.choices)

    def __init__(self, *args: Any, funders: Iterable[Organisation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.funders = {str(funder.pk): funder for funder in funders}
        choices = [_NO_FUNDER, *((pk, funder.name) for pk, funder in self.funders.items())]
        _give_choices(self.fields["funder"], choices)

    def clean_funder(self) -> Organisation | None:
        return self.funders.get(self.cleaned_data["funder"])


class LineStatusForm(Form):
    status = forms.ChoiceField(choices=LineStatus.choices)


class DeliverForm(Form):
    outcome = forms.CharField(
        label="Bilan",
        help_text="Ce qui a été fait, ce que la collectivité a reçu, ce qui reste à faire.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )


class AbandonForm(Form):
    because = forms.CharField(
        label="Pourquoi l’accompagnement s’arrête",
        help_text="La collectivité lira ce motif.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class SupportFilterForm(FilterForm):
    q = forms.CharField(label="Collectivité, projet ou numéro", required=False, max_length=100)
    state = forms.ChoiceField(
        label="État",
        required=False,
        choices=[
            ("", "Tous"),
            ("UNDER_WAY", "Ouverts ou en cours"),
            ("LATE", "En retard"),
            *SupportStatus.choices,
        ],
    )
    lead = forms.ChoiceField(label="Chef de file", required=False)

    def __init__(self, *args: Any, leads: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _give_choices(self.fields["lead"], [("", "Tous"), *((str(pk), name) for pk, name in leads)])


def _give_choices(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(field)
    field.choices = choices
