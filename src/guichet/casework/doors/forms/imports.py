"""Hand over a list, correct its columns, confirm."""

from typing import Any

from django import forms
from django.http import QueryDict

from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.sheets import Recognised
from guichet.foundations.ui.dsfr import DateInput, Form, dress
from guichet.reference.territories.models import Territory

from ..choices import Arrival
from ..columns import LABELS
from ..permissions import departments_of


class DepartmentForm(Form):
    """Which department: asked only of those who hold several desks."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = departments_of(user)
        held = Territory.objects.departments().filter(code__in=codes).order_by("code")
        field = forms.ModelChoiceField(held, label="Département", empty_label=None)
        if len(codes) == 1:
            field.widget = forms.HiddenInput()
            field.initial = f"departement-{next(iter(codes))}"
        dress(field.widget)
        self.fields["department"] = field


class OpenFileForm(DepartmentForm):
    file = forms.FileField(
        label="Fichier",
        help_text="XLSX, ODS ou CSV, 20 Mo au plus. Une ligne par projet, des titres au-dessus.",
        error_messages={
            "required": "Choisissez un fichier sur votre ordinateur.",
            "empty": "Ce fichier est vide : ouvrez-le pour vérifier.",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
    )


class MappingForm(Form):
    """One select per thing to know, each offering the columns of the file."""

    def __init__(self, found: Recognised, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", "Aucune colonne"), *((str(r), h) for r, h in enumerate(found.headings))]
        for target, label in LABELS.items():
            field = forms.ChoiceField(label=label, choices=columns, required=False)
            dress(field.widget)
            self.fields[target] = field

    def mapping(self) -> dict[str, int]:
        return {target: int(rank) for target, rank in self.cleaned_data.items() if rank != ""}


class ConfirmForm(Form):
    arrival = forms.ChoiceField(
        label="Les demandes de cette liste arrivent",
        choices=Arrival,
        initial=Arrival.QUEUE,
        widget=forms.RadioSelect,
    )
    received_on = forms.DateField(
        label="Pour un historique, le jour de réception",
        help_text="Faute de mieux, le dernier jour de l’année de la liste.",
        required=False,
        widget=DateInput(),
    )
    tells = forms.BooleanField(
        label="Prévenir chaque collectivité par courriel",
        help_text="Un accusé de réception par ligne. Laissez décoché pour une liste de projets "
        "déjà connus.",
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        """Said or not, demands arrive in the queue unless history is chosen."""
        given = None if data is None else {"arrival": Arrival.QUEUE, **data.dict()}
        super().__init__(given, **kwargs)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        is_history = found.get("arrival") == Arrival.HISTORY
        if is_history and not found.get("received_on") and "received_on" not in self.errors:
            self.add_error("received_on", "Dites de quel jour est cet historique.")
        if not is_history:
            found["received_on"] = None
        return found

    def told(self) -> dict[str, Any]:
        """The keywords of the action."""
        return {name: self.cleaned_data[name] for name in ("tells", "received_on")}
