"""The intake form, made from the table of questions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.forms import BoundField

from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.ui.fields import MoneyField
from guichet.reference.policies.models import Theme
from guichet.reference.territories.fields import CommuneField
from guichet.reference.territories.models import Territory

from .. import intake
from ..actions import desk_for
from ..models import Demand
from .fields import ComingDayField, FilesField, VersionedForm, add

_AUTOCOMPLETE = {
    "contact_name": "name",
    "contact_title": "organization-title",
}


class IntakeForm(VersionedForm):
    """Cleaned answers, and beside them what was typed and cannot be read yet."""

    def __init__(self, demand: Demand, *args: Any, today: date, **kwargs: Any) -> None:
        self.demand = demand
        kwargs.setdefault("initial", _initial(demand))
        super().__init__(*args, **kwargs)

        for question in intake.QUESTIONS:
            add(self, question.key, _field(question, demand, today))
        add(self, "uploads", FilesField())

    def clean_commune(self) -> Territory | None:
        commune: Territory | None = self.cleaned_data["commune"]
        if commune is not None:
            try:
                desk_for(self.demand.requester, commune)
            except DomainError as refusal:
                raise ValidationError(refusal.sentence, code="elsewhere") from refusal
        return commune

    def clean_contact_phone(self) -> str:
        typed: str = self.cleaned_data["contact_phone"]
        digits = [c for c in typed if c.isdigit()]
        if typed and not 9 <= len(digits) <= 15:
            raise ValidationError(
                "Un numéro de téléphone français a dix chiffres, par exemple 04 92 00 00 00."
            )
        return typed

    def sections(self) -> Iterator[tuple[intake.Section, list[BoundField], bool]]:
        """Each section, its fields, and whether what it folds must be seen: typed or refused."""
        for section in intake.SECTIONS:
            fields = [self[question.key] for question in section.questions]
            yield section, fields, any(f.value() or f.errors for f in fields)

    def answers(self) -> dict[str, object]:
        """What could be read, blanks included; required or not."""
        read = {key: self.cleaned_data[key] for key in intake.KEYS if key in self.cleaned_data}
        blank = {key: intake.EMPTY[key] for key in intake.KEYS if not self._typed(key)}
        return {**blank, **read}

    def unread(self) -> dict[str, str]:
        """What was typed and could not be read, as it was typed."""
        return {
            key: self._typed(key)
            for key in intake.KEYS
            if key not in self.cleaned_data and self._typed(key)
        }

    def notice(self) -> str:
        """What must be said of an answer that was understood: an old commune's name."""
        field = self.fields["commune"]
        return field.notice if isinstance(field, CommuneField) else ""

    def _typed(self, key: str) -> str:
        return str(self.data.get(self.add_prefix(key)) or "").strip()


def _initial(demand: Demand) -> dict[str, object]:
    kept = {key: getattr(demand, key) for key in intake.KEYS}
    return {**kept, **demand.draft_data, "version": demand.version}


def _field(question: intake.Question, demand: Demand, today: date) -> forms.Field:
    options: dict[str, Any] = {
        "label": question.label,
        "help_text": question.hint,
        "required": question.is_required,
        "error_messages": {"required": question.wanted} if question.wanted else None,
    }
    match question.control:
        case "commune":
            return CommuneField(department_code=demand.department.code, **options)
        case "theme":
            themes = Theme.objects.order_by("rank", "pk")
            return forms.ModelChoiceField(themes, empty_label="Je ne sais pas", **options)
        case "money":
            return MoneyField(**options)
        case "day":
            return ComingDayField(today=today, **options)
        case "email":
            return _email(question, options)
        case "text":
            options["widget"] = forms.Textarea(attrs={"rows": 5})
        case "phone":
            options["widget"] = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
        case _:
            hint = _AUTOCOMPLETE.get(question.key, "off")
            options["widget"] = forms.TextInput(attrs={"autocomplete": hint})
    return forms.CharField(max_length=question.longest, **options)


def _email(question: intake.Question, options: dict[str, Any]) -> forms.Field:
    sentence = "Cette adresse n’est pas complète : écrivez-la comme mairie@exemple.fr."
    options["widget"] = forms.EmailInput(attrs={"autocomplete": "email"})
    field = forms.EmailField(max_length=question.longest, **options)
    field.validators = [
        EmailValidator(message=sentence) if isinstance(v, EmailValidator) else v
        for v in field.validators
    ]
    return field
