"""What is typed about a deposited demand, by the desk or by its authority."""

from datetime import date, timedelta
from typing import Any

from django import forms

from guichet.foundations.accounts.models import User
from guichet.foundations.ui.dsfr import Form
from guichet.reference.offers.choices import EngineeringType, Phase
from guichet.reference.policies.models import Programme, StrategicOrientation, Theme

from ..actions import Findings
from ..choices import Complexity, DeclineReason, DemandStatus, MessageAudience
from ..correspondents import officers_of
from ..models import Demand
from ..owners import portfolios_of, proposed_officer
from .fields import ComingDayField, FilesField, VersionedForm, add

USUAL_DAYS = 15


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AcknowledgeForm(Form):
    def __init__(self, demand: Demand, *args: Any, by: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = None
        if not self.is_bound and demand.status == DemandStatus.SUBMITTED:
            usual = proposed_officer(demand, portfolios_of([demand.department_code], on=today))
        add(
            self,
            "officer",
            forms.ModelChoiceField(
                officers_of(demand, on=today).exclude(user=by),
                label="Qui suit la demande",
                empty_label="Moi",
                required=False,
                initial=usual,
            ),
        )


class SendBackForm(Form):
    missing = forms.CharField(
        label="Ce qui manque",
        help_text="La collectivité lira ces mots : une ligne par pièce ou précision.",
        widget=_area(),
        max_length=3000,
        error_messages={"required": "Dites à la collectivité ce qui manque."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = today + timedelta(days=USUAL_DAYS)
        add(
            self,
            "expected_by",
            ComingDayField(today=today, label="Attendu avant le", initial=usual),
        )


class CompleteForm(Form):
    answer = forms.CharField(
        label="Votre réponse",
        widget=_area(6),
        max_length=5000,
        error_messages={"required": "Écrivez votre réponse, même si tout est dans les fichiers."},
    )
    uploads = FilesField()


class FilesForm(Form):
    uploads = FilesField(label="Ajouter des fichiers")


class QualifyForm(VersionedForm):
    """The facts that the matching engine reads."""

    theme = forms.ModelChoiceField(
        Theme.objects.order_by("rank", "pk"),
        label="Thème",
        empty_label="Choisir",
        error_messages={"required": "Choisissez le thème principal."},
    )
    engineering_types = forms.MultipleChoiceField(
        label="Types d’ingénierie",
        choices=EngineeringType.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un type d’ingénierie."},
    )
    phase = forms.ChoiceField(
        label="Phase du projet",
        choices=Phase.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites où en est le projet."},
    )
    complexity = forms.ChoiceField(
        label="Complexité",
        choices=Complexity.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si la demande est simple, moyenne ou complexe."},
    )
    is_urgent = forms.BooleanField(
        label="Urgente",
        help_text="Une échéance proche que la collectivité ne maîtrise pas.",
        required=False,
    )
    programme = forms.ModelChoiceField(
        Programme.objects.order_by("name", "pk"),
        label="Programme dans lequel s’inscrit le projet",
        empty_label="Aucun",
        required=False,
    )
    note = forms.CharField(
        label="Analyse du guichet",
        help_text="Lue par les services de l’État seulement, jamais par la collectivité.",
        widget=_area(),
        max_length=5000,
        required=False,
    )

    def __init__(self, demand: Demand, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adopted = StrategicOrientation.objects.of_department(demand.department_code).adopted()
        if not adopted.exists():
            return
        add(
            self,
            "orientations",
            forms.ModelMultipleChoiceField(
                adopted.order_by("number", "pk"),
                label="Orientations stratégiques servies",
                help_text="Celles que le comité du département a adoptées.",
                widget=forms.CheckboxSelectMultiple,
                required=False,
            ),
        )
        self.order_fields([*(key for key in self.fields if key != "note"), "note"])

    def findings(self) -> Findings:
        given = self.cleaned_data
        return Findings(
            theme=given["theme"],
            engineering_types=tuple(given["engineering_types"]),
            phase=given["phase"],
            complexity=given["complexity"],
            programme=given["programme"],
            orientations=tuple(given.get("orientations", ())),
            is_urgent=given["is_urgent"],
            note=given["note"],
        )


class DeclineForm(Form):
    reason = forms.ChoiceField(
        label="Motif",
        choices=[("", "Choisir"), *DeclineReason.choices],
        error_messages={"required": "Choisissez le motif du classement."},
    )
    note = forms.CharField(
        label="Explication pour la collectivité",
        help_text="Dites pourquoi, et vers qui elle peut se tourner.",
        widget=_area(),
        max_length=3000,
        error_messages={"required": "Expliquez votre décision à la collectivité."},
    )


class ReopenForm(Form):
    because = forms.CharField(
        label="Pourquoi rouvrir",
        widget=_area(3),
        max_length=2000,
        error_messages={"required": "Dites pourquoi la demande est rouverte."},
    )


class CloseForm(Form):
    because = forms.CharField(
        label="Ce qui a été apporté à la collectivité",
        widget=_area(3),
        max_length=2000,
        error_messages={"required": "Dites comment la demande se termine."},
    )


class MessageForm(Form):
    audience = forms.ChoiceField(choices=MessageAudience.choices, widget=forms.HiddenInput)
    body = forms.CharField(
        label="Votre message",
        widget=_area(4),
        max_length=5000,
        error_messages={"required": "Écrivez votre message avant de l’envoyer."},
    )
