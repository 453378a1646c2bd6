"""The form field that asks for a commune, for the forms of every app.

It reads what people really write (a name, « Nom (04070) », an INSEE or a postal code) and gives a
living commune; it never guesses between two. Works as a plain text input without JavaScript.
"""

import re
from collections.abc import Callable, Container
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from guichet.foundations.toolkit.text import sentence_list

from . import codes
from .models import LABELLED, Resolution, Territory, UnknownCommune

MOST_NAMED = 5


class CommuneInput(forms.TextInput):
    """A text input whose suggestions come from territories:search, by htmx."""

    template_name = "territories/widgets/commune.html"

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs["class"] = " ".join(dict.fromkeys(["fr-input", *str(attrs.get("class", "")).split()]))
        return {"autocomplete": "off", **attrs}


class CommuneField(forms.Field):
    """Cleans to a living `Territory`; after cleaning, `notice` says when the name was an old one.

    `department_code` settles homonyms and shared postal codes: it is a preference, not a limit.
    Where no department is known, `preferring` tells those that come first (asked only for
    homonyms).
    """

    widget = CommuneInput
    default_error_messages = {"required": "Indiquez la commune."}

    def __init__(
        self,
        *,
        department_code: str = "",
        preferring: Callable[[], Container[str]] | None = None,
        **options: Any,
    ) -> None:
        self.department_code = department_code
        self.preferring = preferring
        self.notice = ""
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return value.label if isinstance(value, Territory) else value

    def to_python(self, value: Any) -> Territory | None:
        self.notice = ""
        if isinstance(value, Territory):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        try:
            resolution = self._read(text)
        except UnknownCommune as refusal:
            raise ValidationError(refusal.sentence, code="invalid") from refusal
        self.notice = resolution.sentence
        return resolution.territory

    def _read(self, text: str) -> Resolution:
        labelled = LABELLED.search(text)
        if labelled and codes.is_insee(codes.tidy(labelled[1])):
            return Territory.objects.resolve(labelled[1])
        if text.startswith("commune-"):
            return Territory.objects.resolve(text.removeprefix("commune-"))
        written = codes.tidy(text)
        # Three digits at least: « Ax 07 » is not a code, « 0407O » is one badly written.
        if re.fullmatch(r"\w{4,6}", written) and len(re.findall(r"\d", written)) >= 3:
            return self._by_number(written)
        return self._by_name(text)

    def _by_number(self, written: str) -> Resolution:
        """INSEE and postal codes look alike: 04200 is Salignac for one, Sisteron for the other."""
        served = list(Territory.objects.living().communes().with_postal_code(written))
        if not served:
            return Territory.objects.resolve(written)
        try:
            bearer = Territory.objects.resolve(written)
        except UnknownCommune:
            bearer = None
        if bearer and bearer.territory not in served:
            served.append(bearer.territory)
        if len(served) == 1:
            return Resolution(served[0])
        raise UnknownCommune(
            f"{written} peut désigner {_named(served)} : écrivez le nom de la commune."
        )

    def _by_name(self, text: str) -> Resolution:
        namesakes = Territory.objects.living().communes().named(text)
        found = self._preferred(list(namesakes))
        if not found:
            found = self._preferred(list(Territory.objects.answered_for().named(text)))
        if len({territory.heir() for territory in found}) == 1:
            return found[0].resolution()
        if found:
            raise UnknownCommune(
                f"Plusieurs communes portent le nom « {text} » : {_named(found)}. "
                "Ajoutez le code entre parenthèses."
            )
        near = Territory.objects.living().communes().search(text, limit=3)
        hint = f" : peut-être {_named(list(near), last='ou')} ?" if near else ", vérifiez le nom."
        raise UnknownCommune(f"Aucune commune ne s’appelle « {text} »{hint}")

    def _preferred(self, found: list[Territory]) -> list[Territory]:
        if len(found) < 2:
            return found
        first: Container[str] = {self.department_code}
        if not self.department_code and self.preferring:
            first = self.preferring()
        return [one for one in found if one.department_code in first] or found


def _named(territories: list[Territory], last: str = "ou") -> str:
    labels = [territory.label for territory in territories[:MOST_NAMED]]
    more = len(territories) - len(labels)
    if more:
        labels.append(f"{more} autres" if more > 1 else "une autre")
    return sentence_list(labels, last=last)
