"""Fields that several forms of a demand ask for."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from guichet.foundations.documents.formats import EXTENSIONS, IN_WORDS
from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.ui.dsfr import DateInput, Form, dress

ISO_AND_FRENCH = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y")


def add(form: forms.Form, name: str, field: forms.Field) -> None:
    """A field that depends on the case, dressed like those written in the class."""
    dress(field.widget)
    form.fields[name] = field


class VersionedForm(Form):
    """A form that remembers which version of the demand its page was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def show_version(self, version: int) -> None:
        """The page shown again after a refusal was opened with the version stored now: who has
        read what somebody else wrote may then replace it knowingly."""
        data = QueryDict(mutable=True)
        for key in self.data:
            data.setlist(key, self.data.getlist(key))  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = str(version)
        self.data = data


class ComingDayField(forms.DateField):
    """A day from today on; « 31/12/2026 » is read as well as what the calendar sends."""

    default_error_messages = {
        "invalid": "Cette date n’existe pas ou est incomplète : écrivez-la comme 31/12/2026.",
        "required": "Indiquez une date.",
    }

    def __init__(self, *, today: date, **options: Any) -> None:
        self.today = today
        super().__init__(widget=DateInput(), input_formats=ISO_AND_FRENCH, **options)
        self.widget.attrs["min"] = today.isoformat()

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value < self.today:
            raise ValidationError(
                f"Le {long_date(value)} est déjà passé : choisissez une date à partir "
                f"d’aujourd’hui, {long_date(self.today)}.",
                code="past",
            )


class FilesInput(forms.ClearableFileInput):
    """A plain file input that takes several files at once."""

    template_name = "django/forms/widgets/file.html"
    allow_multiple_selected = True

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class FilesField(forms.FileField):
    """Several files; each is checked by documents when it is stored, with its own sentence."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "Pièces jointes")
        options.setdefault(
            "help_text",
            "Plans, photos, délibération, devis… Plusieurs fichiers possibles, 20\u00a0Mo au plus "
            f"chacun. Types acceptés : {IN_WORDS}.",
        )
        widget = FilesInput(attrs={"accept": ",".join(f".{e}" for e in EXTENSIONS)})
        super().__init__(required=False, widget=widget, **options)

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        given = data if isinstance(data, list | tuple) else [data]
        return [upload for upload in given if upload]
