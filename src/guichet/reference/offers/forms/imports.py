"""Hand over a file of offers, correct how it is read."""

from typing import Any

from django import forms

from guichet.foundations.accounts.models import User
from guichet.foundations.ui.dsfr import Form, dress
from guichet.foundations.ui.sheets import ColumnsForm, SheetField
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import Role
from guichet.reference.territories.models import Territory

from ..choices import OfferOrigin
from ..import_columns import LABELS
from ..permissions import departments_of

_MAKES = forms.BooleanField(
    label="Créer dans l’annuaire les organismes absents",
    help_text="L’aperçu en donne la liste. Décoché : leurs lignes sont refusées.",
    required=False,
)
_DEFAULT = forms.CharField(
    label="Organisme des lignes qui n’en nomment aucun", max_length=200, required=False
)


class FileForm(Form):
    file = SheetField(each="Une ligne par offre")
    origin = forms.ChoiceField(label="D’où vient ce fichier ?", choices=OfferOrigin)
    source = forms.CharField(
        label="Producteur et date",
        max_length=150,
        help_text="Par exemple : Aides-territoires, novembre 2022. Montré sur chaque offre ; pour "
        "un tableur, écrivez toujours la même chose : c’est ce qui permet de le mettre à jour.",
    )
    default_provider = _DEFAULT
    makes_providers = _MAKES

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = departments_of(user)
        everywhere = access_of(user).has(Role.ADMINISTRATOR)
        held = Territory.objects.departments().filter(code__in=codes).order_by("code")
        field = forms.ModelChoiceField(
            held,
            label="Département",
            required=not everywhere,
            empty_label="Tous" if everywhere else None,
            help_text="Seules les offres qui y sont proposées sont reprises.",
        )
        if len(codes) == 1 and not everywhere:
            field.widget = forms.HiddenInput()
            field.initial = f"departement-{next(iter(codes))}"
        if everywhere and not codes:
            field.widget = forms.HiddenInput()
        dress(field.widget)
        self.fields["department"] = field


class MappingForm(ColumnsForm):
    labels = LABELS
    default_provider = _DEFAULT
    makes_providers = _MAKES
