"""What the desk types to ask for an opinion."""

from datetime import date, timedelta
from typing import Any

from django import forms

from guichet.foundations.ui import dsfr
from guichet.reference.directory.models import Organisation


class AskOpinionForm(dsfr.Form):
    provider = forms.ModelChoiceField(
        Organisation.objects.filter(offers__status="PUBLISHED").distinct().order_by("search_key"),
        label="À quelle structure",
        empty_label="Choisir",
        error_messages={"required": "Choisissez la structure dont vous demandez l’avis."},
    )
    question = forms.CharField(
        label="Sur quoi porte l’avis",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez sur quoi porte l’avis."},
    )
    due_on = forms.DateField(
        label="Attendu le",
        help_text="Ce jour est annoncé à la structure et ne change plus.",
        widget=dsfr.DateInput(),
        error_messages={"required": "Choisissez un jour à venir."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="avis_%s", **kwargs)
        self.fields["due_on"].initial = today + timedelta(days=21)
        tomorrow = today + timedelta(days=1)
        self.fields["due_on"].widget.attrs["min"] = tomorrow.isoformat()
