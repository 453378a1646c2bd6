"""Hand over a list, correct its columns, confirm."""

from typing import Any

from django import forms

from guichet.foundations.accounts.models import User
from guichet.foundations.ui.dsfr import Form, dress
from guichet.foundations.ui.sheets import ColumnsForm, SheetField
from guichet.reference.territories.models import Territory

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
    tells = forms.BooleanField(
        label="Prévenir chaque collectivité par courriel",
        help_text="Un accusé de réception par ligne. Laissez décoché pour une liste de projets "
        "déjà connus.",
        required=False,
    )
