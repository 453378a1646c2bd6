"""Form fields of our own that any app may use."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.money import parse_euros


class MoneyField(forms.Field):
    """An amount typed as French people write it; cleans to a Decimal of two places, or None.

    A text input, not a number input: browsers refuse the comma and the spaces of a pasted amount.
    """

    default_error_messages = {
        "required": "Indiquez un montant en euros.",
        "positive": "Le montant doit être supérieur à zéro.",
    }

    def __init__(self, *, allow_zero: bool = False, **kwargs: Any) -> None:
        self.allow_zero = allow_zero
        kwargs.setdefault("widget", forms.TextInput)
        kwargs["widget"] = _with_keyboard(kwargs["widget"])
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return parse_euros(str(value))
        except DomainError as refusal:
            raise ValidationError(refusal.sentence, code="invalid") from refusal

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value == 0 and not self.allow_zero:
            raise ValidationError(self.error_messages["positive"], code="positive")

    def prepare_value(self, value: Any) -> Any:
        """What was typed comes back as it was typed; a stored amount comes back with a comma."""
        if not isinstance(value, Decimal):
            return value
        shown = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
        return str(shown).replace(".", ",")


def _with_keyboard(widget: Any) -> forms.Widget:
    made: forms.Widget = widget() if isinstance(widget, type) else widget
    made.attrs.setdefault("inputmode", "decimal")
    made.attrs.setdefault("autocomplete", "off")
    return made
