"""What is typed about the feuille de route."""

from typing import Any

from django import forms

from guichet.casework.committee.models import Indicator
from guichet.foundations.ui.dsfr import DateInput, Form
from guichet.reference.policies.models import StrategicOrientation


class ProposeOrientationForm(Form):
    title = forms.CharField(
        label="Intitulé",
        max_length=200,
        error_messages={"required": "Donnez un intitulé à l’orientation."},
    )
    body = forms.CharField(
        label="Ce qu’elle veut dire",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    parent = forms.ModelChoiceField(
        StrategicOrientation.objects.national().adopted().order_by("number", "pk"),
        label="Orientation nationale qu’elle décline",
        required=False,
        empty_label="Aucune : elle est propre au département",
    )


class _OfDepartment(Form):
    """About one orientation of the department that was not withdrawn."""

    orientation = forms.ModelChoiceField(
        StrategicOrientation.objects.none(),
        label="Orientation du département",
        empty_label="Choisir",
        error_messages={"required": "Choisissez l’orientation."},
    )

    def __init__(self, *args: object, department: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["orientation"]
        living = StrategicOrientation.objects.of_department(department).living()
        field.queryset = living.for_index()


class LinkOrientationForm(_OfDepartment):
    parent = forms.ModelChoiceField(
        StrategicOrientation.objects.national().adopted().order_by("number", "pk"),
        label="Orientation nationale qu’elle décline désormais",
        required=False,
        empty_label="Aucune : elle est propre au département",
    )
    because = forms.CharField(
        label="Décision",
        help_text="La séance qui l’a voulu, par exemple « séance du 8 juin 2027 ».",
        max_length=300,
        error_messages={"required": "Dites quelle décision le veut."},
    )


class WithdrawOrientationForm(_OfDepartment):
    on = forms.DateField(
        label="Retirée le",
        widget=DateInput(),
        error_messages={"required": "Indiquez le jour du retrait."},
    )
    because = forms.CharField(
        label="Pourquoi",
        max_length=300,
        error_messages={"required": "Dites pourquoi l’orientation est retirée."},
    )


class IndicatorForm(Form):
    """One indicator of one adopted or proposed orientation of the department."""

    orientation = forms.ModelChoiceField(
        StrategicOrientation.objects.none(),
        label="Orientation",
        empty_label="Choisir",
        error_messages={"required": "Choisissez l’orientation."},
    )
    label = forms.CharField(
        label="Indicateur",
        help_text="Par exemple : communes de moins de 1 000 habitants aidées.",
        max_length=200,
        error_messages={"required": "Donnez un nom à l’indicateur."},
    )
    unit = forms.CharField(
        label="Unité", help_text="Par exemple : communes, jours, %.", max_length=40, required=False
    )
    target = forms.DecimalField(
        label="Cible", max_digits=12, decimal_places=2, required=False, localize=True
    )
    target_on = forms.DateField(label="À atteindre le", widget=DateInput(), required=False)

    def __init__(self, *args: object, department: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["orientation"]
        known = StrategicOrientation.objects.of_department(department)
        field.queryset = known.exclude(withdrawn_on__isnull=False).for_index()


class ReadingForm(Form):
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(),
        label="Indicateur",
        empty_label="Choisir",
        error_messages={"required": "Choisissez l’indicateur."},
    )
    value = forms.DecimalField(
        label="Valeur",
        max_digits=12,
        decimal_places=2,
        localize=True,
        error_messages={"required": "Écrivez la valeur relevée."},
    )
    on = forms.DateField(
        label="Relevée le",
        widget=DateInput(),
        error_messages={"required": "Indiquez le jour du relevé."},
    )
    source = forms.CharField(
        label="Source",
        max_length=200,
        error_messages={"required": "Dites d’où vient cette valeur."},
    )

    def __init__(self, *args: object, department: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["indicator"]
        field.queryset = Indicator.objects.in_department(department).in_order()
        field.label_from_instance = lambda one: f"{one.orientation.number}. {one.label}"
