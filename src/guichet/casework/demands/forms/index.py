"""The filters of the queue, and the choice of the authority that asks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.ui.dsfr import DateInput, Form
from guichet.reference.directory.models import OrganisationQuerySet
from guichet.reference.territories.fields import CommuneField
from guichet.reference.territories.models import Territory

from ..choices import Channel, Complexity
from ..filters import BUCKETS, Filters
from .fields import ISO_AND_FRENCH, add

Choices = Iterable[tuple[str, str]]


class IndexForm(Form):
    """Read from the address: nothing here is required, what cannot be read is ignored."""

    etat = forms.ChoiceField(choices=BUCKETS, widget=forms.HiddenInput, required=False)
    texte = forms.CharField(label="Mots, numéro, collectivité", required=False, max_length=100)
    theme = forms.ChoiceField(label="Thème", required=False)
    arrondissement = forms.ChoiceField(label="Arrondissement", required=False)
    epci = forms.ChoiceField(label="Intercommunalité", required=False)
    commune = CommuneField(label="Commune", required=False)
    programme = forms.ChoiceField(label="Programme", required=False)
    suivie = forms.ChoiceField(label="Suivie par", required=False)
    complexite = forms.ChoiceField(
        label="Complexité", choices=[("", "Toutes"), *Complexity.choices], required=False
    )
    canal = forms.ChoiceField(
        label="Canal", choices=[("", "Tous"), *Channel.choices], required=False
    )
    du = forms.DateField(
        label="Déposée à partir du",
        widget=DateInput(),
        input_formats=ISO_AND_FRENCH,
        required=False,
    )
    au = forms.DateField(
        label="Déposée jusqu’au", widget=DateInput(), input_formats=ISO_AND_FRENCH, required=False
    )
    urgente = forms.BooleanField(label="Seulement les urgentes", required=False)
    miennes = forms.BooleanField(label="Seulement celles que je suis", required=False)

    def __init__(
        self, *args: Any, department: str = "", choices: Mapping[str, Choices], **kwargs: Any
    ) -> None:
        """`choices` are those of the reader's perimeter, by name of field, read in the view."""
        super().__init__(*args, **kwargs)
        for name, listed in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
            field.choices = [("", "Tous"), *listed]
        commune = self.fields["commune"]
        assert isinstance(commune, CommuneField)  # noqa: S101  # for the type checker
        commune.department_code = department

    def filters(self) -> Filters:
        """What could be read, as codes."""
        self.is_valid()
        return Filters.read({name: _code(v) for name, v in self.cleaned_data.items()})

    def labels(self, filters: Filters) -> dict[str, str]:
        """Each active filter in words, for the tag that takes it away."""
        said = {name: self._said(name, code) for name, code in filters.as_dict().items()}
        return {name: words for name, words in said.items() if name != "etat"}

    def _said(self, name: str, code: str) -> str:
        field = self.fields[name]
        label = str(field.label)
        if isinstance(field, forms.BooleanField):
            return label
        value: Any = self.cleaned_data.get(name)
        if isinstance(field, forms.ChoiceField):
            value = dict(field.choices).get(code, code)  # type: ignore[arg-type]
        elif isinstance(field, forms.DateField):
            value = long_date(value)
        return f"« {value} »" if name == "texte" else f"{label} : {value}"


def _code(value: Any) -> str:
    if isinstance(value, Territory):
        return value.pk
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


class RequesterForm(Form):
    """Which authority asks: one's own, or any of the department for an officer."""

    def __init__(self, *args: Any, allowed: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add(self, "requester", forms.ModelChoiceField(allowed, label="Collectivité"))
