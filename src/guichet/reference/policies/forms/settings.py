from datetime import date, timedelta
from typing import Any

from django import forms

from guichet.foundations.ui import dsfr
from guichet.reference.directory.models import Person
from guichet.reference.territories.choices import TerritoryKind
from guichet.reference.territories.models import Territory

from ..choices import DelayUnit, ServiceKind
from ..models import Theme


class DepartmentForm(dsfr.FilterForm):
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


class PortfolioForm(dsfr.Form):
    """Who will be proposed for which demands, from a day on."""

    def __init__(self, *args: Any, department: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = Territory.objects.of_kind(TerritoryKind.DISTRICT)
        fields: dict[str, forms.Field] = {
            "person": forms.ModelChoiceField(
                Person.objects.officers([department], on=today),
                label="Instructeur",
                empty_label="Choisir",
                error_messages={"required": "Choisissez un instructeur du guichet."},
            ),
            "district": forms.ModelChoiceField(
                districts.filter(department_code=department).in_order(),
                label="Arrondissement",
                empty_label="Tous",
                required=False,
            ),
            "theme": forms.ModelChoiceField(
                Theme.objects.in_order(), label="Thème", empty_label="Tous", required=False
            ),
            "starts_on": forms.DateField(
                label="À partir du",
                initial=today,
                widget=dsfr.DateInput(),
                error_messages={"required": "Choisissez un jour."},
            ),
        }
        for name, field in fields.items():
            dsfr.dress(field.widget)
            self.fields[name] = field


class NationalOrientationForm(dsfr.Form):
    """What the agency's board has validated."""

    title = forms.CharField(
        label="Intitulé",
        max_length=200,
        error_messages={"required": "Donnez un intitulé à l’orientation."},
    )
    body = forms.CharField(
        label="Texte",
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    validated_on = forms.DateField(
        label="Validée par le conseil d’administration le",
        widget=dsfr.DateInput(),
        error_messages={"required": "Indiquez le jour de la validation."},
    )
    source = forms.CharField(
        label="Source",
        help_text="La délibération, ou l’adresse où la lire.",
        max_length=300,
        error_messages={
            "required": "Indiquez la source : la délibération, ou l’adresse où la lire."
        },
    )


class WithdrawalForm(dsfr.Form):
    """An orientation that no longer guides anything."""

    on = forms.DateField(
        label="Retirée le",
        widget=dsfr.DateInput(),
        error_messages={"required": "Indiquez le jour du retrait."},
    )
    because = forms.CharField(
        label="Pourquoi",
        help_text="La décision qui la retire.",
        max_length=300,
        error_messages={"required": "Dites pourquoi l’orientation est retirée."},
    )
