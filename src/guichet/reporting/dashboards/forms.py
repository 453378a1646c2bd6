"""What the supply map is narrowed to; every answer stands in the address."""

from typing import Any

from django import forms

from guichet.foundations.ui.dsfr import FilterForm, dress
from guichet.reference.offers.choices import EngineeringType, Level, Phase
from guichet.reference.policies.models import Theme

from .supply import Narrowing, epcis_of

UP_TO = [
    ("", "Tous les niveaux"),
    (Level.LOCAL, "Locales seulement"),
    (Level.DEPARTMENTAL, "Jusqu’au département"),
    (Level.REGIONAL, "Jusqu’à la région"),
    (Level.NATIONAL, "Jusqu’aux opérateurs nationaux"),
]
# What is near is what the circular of 28 December 2023 asks to map.
USUAL_LEVEL = Level.REGIONAL


class SupplyForm(FilterForm):
    theme = forms.ModelChoiceField(
        Theme.objects.in_order(), label="Thème", required=False, empty_label="Tous les thèmes"
    )
    phase = forms.ChoiceField(
        label="Phase du projet", choices=[("", "Toutes"), *Phase.choices], required=False
    )
    ingenierie = forms.ChoiceField(
        label="Type d’ingénierie", choices=[("", "Tous"), *EngineeringType.choices], required=False
    )
    niveau = forms.ChoiceField(label="Offres prises en compte", choices=UP_TO, required=False)
    territoire = forms.ChoiceField(label="Intercommunalité", required=False)
    nommees = forms.BooleanField(
        label="Sans les offres généralistes",
        help_text="Ne compter que les offres qui nomment le thème.",
        required=False,
    )

    def __init__(self, data: Any, *, departments: list[str]) -> None:
        # An address without a level means the usual one; « Tous les niveaux » is said by an empty
        # answer that is there.
        asked = data.copy()
        asked.setdefault("niveau", USUAL_LEVEL)
        super().__init__(asked)
        code = asked.get("departement", "")
        self.department = code if code in departments else departments[0]
        choices = [("", "Tout le département"), *epcis_of(self.department)]
        self.fields["territoire"].choices = choices  # type: ignore[attr-defined]
        if len(departments) > 1:
            field = forms.ChoiceField(
                label="Département", choices=[(code, code) for code in departments], required=False
            )
            dress(field.widget)
            self.fields["departement"] = field

    def narrowing(self) -> Narrowing:
        """An answer that is not in the lists is no answer."""
        self.is_valid()
        given = self.cleaned_data
        theme = given.get("theme")
        return Narrowing(
            department=self.department,
            theme=theme.pk if theme else "",
            phase=given.get("phase", ""),
            engineering=given.get("ingenierie", ""),
            level=given.get("niveau", ""),
            place=given.get("territoire", ""),
            named_only=bool(given.get("nommees")),
        )
