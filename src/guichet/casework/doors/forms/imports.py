"""Hand over a list, correct its columns, confirm."""

from typing import Any

from django import forms
from django.http import QueryDict

from guichet.foundations.accounts.models import User
from guichet.foundations.ui.dsfr import DateInput, Form, dress
from guichet.foundations.ui.sheets import ColumnsForm, SheetField
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
    file = SheetField(each="Une ligne par projet")


class MappingForm(ColumnsForm):
    labels = LABELS


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
