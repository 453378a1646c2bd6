"""What is typed to look for an offer, and to describe one."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from guichet.foundations.toolkit.text import sentence_list
from guichet.foundations.ui import dsfr
from guichet.reference.directory.access import served_departments
from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.directory.models import Organisation
from guichet.reference.policies.models import Programme, Theme
from guichet.reference.territories.choices import Trait
from guichet.reference.territories.fields import CommuneField
from guichet.reference.territories.models import LABELLED, Territory

from ..choices import EngineeringType, Level, Phase, PriceKind
from ..models import Offer

BENEFICIARIES = [
    (kind.value, kind.label)
    for kind in (
        OrganisationKind.COMMUNE,
        OrganisationKind.EPCI,
        OrganisationKind.SYNDICATE,
        OrganisationKind.DEPARTMENT_COUNCIL,
        OrganisationKind.REGION_COUNCIL,
    )
]
# In the order in which a bare name is understood: « Forcalquier » alone is the commune.
PERIMETER_KINDS = ("COMMUNE", "EPCI", "DEPARTMENT", "REGION", "COUNTRY")


class CatalogueForm(dsfr.FilterForm):
    # « Les Mées » is a commune of two departments: the one that has a desk here comes first.
    commune = CommuneField(
        label="Votre commune",
        required=False,
        help_text="Par exemple : Banon, ou 04150.",
        preferring=served_departments,
    )
    q = forms.CharField(
        label="Votre besoin, en trois mots",
        required=False,
        max_length=100,
        help_text="Par exemple : toiture école.",
    )
    theme = forms.ModelChoiceField(
        Theme.objects.in_order(), label="Thème", required=False, empty_label="Tous les thèmes"
    )
    niveau = forms.ChoiceField(
        label="Niveau", required=False, choices=[("", "Tous les niveaux"), *Level.choices]
    )


class PlaceForm(dsfr.Form):
    """The commune of the address, on the sheet of an offer."""

    commune = CommuneField(required=False, preferring=served_departments)


class PlacesField(forms.CharField):
    """One territory per line: a name, a label « Nom (code) », or a code of department or SIREN."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return "\n".join(place.label for place in value)

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        return [_place(line) for line in dict.fromkeys(lines)]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Length limits are for text; this is a list."""


def _place(line: str) -> Territory:
    labelled = LABELLED.search(line)
    living = Territory.objects.living()
    if labelled:
        named = living.named(LABELLED.sub("", line))
        found = [place for place in named if place.code == labelled[1]]
    elif re.fullmatch(r"\d[\dAB]\d*", line):
        found = [place for place in living.search(line) if place.code == line]
    else:
        found = list(living.named(line))
    kinds = [kind for kind in PERIMETER_KINDS if any(place.kind == kind for place in found)]
    nearest = [place for place in found if place.kind == kinds[0]] if kinds else []
    if len(nearest) == 1:
        return nearest[0]
    if nearest:
        labels = sentence_list((place.label for place in nearest[:5]), "ou")
        raise ValidationError(f"« {line} » peut désigner {labels} : ajoutez le code.")
    raise ValidationError(
        f"Aucun territoire ne s’appelle « {line} » : écrivez une commune, une intercommunalité, un "
        "département, une région ou « France »."
    )


SECTIONS = (
    ("Qui, et quoi", ("provider", "title", "summary", "level", "link")),
    ("Sur quoi", ("themes", "engineering_types", "phases")),
    (
        "Pour qui",
        (
            "beneficiary_kinds", "population_min", "population_max", "members_only",
            "required_traits", "programmes",
        ),
    ),
    ("Où", ("perimeters", "exclusions")),
    ("À quel prix", ("price_kind", "price_note", "own_share")),
    ("Comment", ("yearly_capacity", "usual_days", "contact", "valid_from", "valid_to", "source")),
)  # fmt: skip


class OfferForm(dsfr.Form):
    """The sheet of an offer, in the order in which a town hall reads it."""

    provider = forms.ModelChoiceField(Organisation.objects.none(), label="Organisme")
    title = forms.CharField(label="Intitulé", max_length=200)
    summary = forms.CharField(
        label="Ce que l’offre apporte, en quelques phrases",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    level = forms.ChoiceField(
        label="Niveau", choices=Level, help_text="Le plus proche est sollicité en premier."
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.in_order(),
        label="Thèmes",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucun coché : l’offre est généraliste.",
    )
    engineering_types = forms.MultipleChoiceField(
        label="Types d’ingénierie",
        choices=EngineeringType,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    phases = forms.MultipleChoiceField(
        label="Phases du projet",
        choices=Phase,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    beneficiary_kinds = forms.MultipleChoiceField(
        label="Bénéficiaires",
        choices=BENEFICIARIES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucun coché : toutes les collectivités.",
    )
    population_min = forms.IntegerField(label="Population minimale", min_value=0, required=False)
    population_max = forms.IntegerField(label="Population maximale", min_value=0, required=False)
    programmes = forms.ModelMultipleChoiceField(
        Programme.objects.in_order(),
        label="Réservée aux bénéficiaires de",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    required_traits = forms.MultipleChoiceField(
        label="Réservée aux communes",
        choices=Trait,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Plusieurs cases : la commune doit les remplir toutes.",
    )
    members_only = forms.BooleanField(label="Réservée aux adhérents de l’organisme", required=False)
    perimeters = PlacesField(
        label="Où l’offre intervient",
        required=False,
        help_text="Un territoire par ligne : commune, EPCI, département, région, France.",
    )
    exclusions = PlacesField(label="Sauf", required=False, help_text="Un territoire par ligne.")
    price_kind = forms.ChoiceField(label="Coût", choices=PriceKind)
    price_note = forms.CharField(label="Précision sur le coût", max_length=300, required=False)
    own_share = forms.IntegerField(
        label="Part à la charge du demandeur, en %", min_value=0, max_value=100, required=False
    )
    yearly_capacity = forms.IntegerField(
        label="Dossiers possibles par an", min_value=0, max_value=30_000, required=False
    )
    usual_days = forms.IntegerField(
        label="Délai habituel de réponse, en jours", min_value=0, max_value=1000, required=False
    )
    contact = forms.CharField(label="Contact", max_length=200, required=False)
    link = forms.URLField(
        label="Page à consulter", max_length=500, required=False, assume_scheme="https"
    )
    valid_from = forms.DateField(label="Ouverte à partir du", required=False, widget=dsfr.DateInput)
    valid_to = forms.DateField(label="Jusqu’au", required=False, widget=dsfr.DateInput)
    source = forms.CharField(label="Source", max_length=300, required=False)

    def __init__(
        self, *args: Any, providers: Any, offer: Offer | None = None, **kwargs: Any
    ) -> None:
        if offer is not None:
            kwargs["initial"] = {name: _shown(offer, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.fields["provider"] = forms.ModelChoiceField(providers, label="Organisme")
        dsfr.dress(self.fields["provider"].widget)
        if len(providers) == 1:
            self.fields["provider"].initial = providers[0].pk
        self.fields["price_kind"].choices = [  # type: ignore[attr-defined]
            (code, label)
            for code, label in PriceKind.choices
            # Only an imported draft says so; its provider knows better.
            if code != PriceKind.UNKNOWN or (offer and offer.price_kind == code)
        ]

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under the question that each of them answers."""
        return [(title, [self[name] for name in names]) for title, names in SECTIONS]


def _shown(offer: Offer, name: str) -> object:
    value = getattr(offer, name)
    return value.all().order_by("pk") if hasattr(value, "all") else value
