"""The filters of the queue, and the choice of the authority that asks."""

from typing import Any

from django import forms

from guichet.foundations.ui.dsfr import Form
from guichet.reference.directory.models import OrganisationQuerySet
from guichet.reference.policies.models import Theme
from guichet.reference.territories.choices import TerritoryKind
from guichet.reference.territories.models import Territory

from ..choices import Bucket, DemandStatus
from .fields import add

STAGES = [choice for choice in DemandStatus.choices if choice[0] != DemandStatus.DRAFT]
BUCKETS = [*Bucket.choices, *STAGES]


class IndexForm(Form):
    """Read from the address: nothing here is required, what cannot be read is ignored."""

    etat = forms.ChoiceField(choices=BUCKETS, widget=forms.HiddenInput, required=False)
    texte = forms.CharField(
        label="Numéro, mots du titre, collectivité ou commune", required=False, max_length=100
    )
    theme = forms.ModelChoiceField(
        Theme.objects.order_by("rank", "pk"), label="Thème", empty_label="Tous", required=False
    )
    miennes = forms.BooleanField(label="Seulement celles que je suis", required=False)

    def __init__(self, *args: Any, departments: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = Territory.objects.of_kind(TerritoryKind.DISTRICT)
        add(
            self,
            "arrondissement",
            forms.ModelChoiceField(
                districts.filter(department_code__in=departments).in_order(),
                label="Arrondissement",
                empty_label="Tous",
                required=False,
            ),
        )

    def bucket(self, *, default: str) -> str:
        return str(self.cleaned_data.get("etat") or default)

    def is_narrowed(self) -> bool:
        """Whether something else than the stage was asked for."""
        return any(self.cleaned_data.get(name) for name in self.fields if name != "etat")


class RequesterForm(Form):
    """Which authority asks: one's own, or any of the department for an officer."""

    def __init__(self, *args: Any, allowed: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add(self, "requester", forms.ModelChoiceField(allowed, label="Collectivité"))
