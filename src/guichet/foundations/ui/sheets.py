"""Forms that every import of a spreadsheet shares: hand it over, say which column says what."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from guichet.foundations.toolkit.sheets import Recognised

from .dsfr import Form, dress


class SheetField(forms.FileField):
    """A spreadsheet; `each` says what one of its lines is, « Une ligne par projet »."""

    widget = forms.FileInput
    default_error_messages = {
        "required": "Choisissez un fichier sur votre ordinateur.",
        "empty": "Ce fichier est vide : ouvrez-le pour vérifier.",
    }

    def __init__(self, *, each: str, **options: Any) -> None:
        options.setdefault("label", "Fichier")
        options.setdefault(
            "help_text", f"XLSX, ODS ou CSV, 20 Mo au plus. {each}, des titres au-dessus."
        )
        super().__init__(**options)
        self.widget.attrs["accept"] = ".xlsx,.ods,.csv"


class ColumnsForm(Form):
    """One select per thing to know, each offering the columns of the file."""

    # What to know: its name (a code of the app), and its words.
    labels: ClassVar[Mapping[Any, str]] = {}

    def __init__(self, found: Recognised, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", "Aucune colonne"), *((str(r), h) for r, h in enumerate(found.headings))]
        for target, label in self.labels.items():
            field = forms.ChoiceField(label=label, choices=columns, required=False)
            dress(field.widget)
            self.fields[target] = field

    def mapping(self) -> dict[str, int]:
        return {
            target: int(self.cleaned_data[target])
            for target in self.labels
            if self.cleaned_data.get(target, "") != ""
        }
