from typing import Any

from django import forms

from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from guichet.foundations.ui.dsfr import Form


class DecideForm(Form):
    """About which other demand, and a word for it."""

    twin = forms.CharField(
        label="Numéro de l’autre demande",
        max_length=20,
        error_messages={"required": "Donnez le numéro de l’autre demande."},
    )
    note = forms.CharField(
        label="Précision",
        help_text="Lue à l’historique ; en cas de réunion, envoyée aussi à la collectivité.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_twin(self) -> Demand:
        number = str(self.cleaned_data["twin"]).strip().upper()
        seen = Demand.objects.visible_to(self.user).deposited().for_detail()
        found = seen.filter(reference=number).order_by("pk").first()
        if found is None:
            raise forms.ValidationError(
                f"Aucune demande ne porte le numéro « {number} » parmi celles que vous voyez : "
                "vérifiez-le dans la file."
            )
        return found


class UndoForm(Form):
    because = forms.CharField(
        label="Pourquoi revenir sur cette décision",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": "Dites pourquoi : les deux historiques le garderont."},
    )
