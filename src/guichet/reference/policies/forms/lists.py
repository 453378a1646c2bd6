"""Hand over a published list, say how it is read."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from guichet.foundations.ui import dsfr
from guichet.foundations.ui.sheets import ColumnsForm, SheetField
from guichet.reference.directory.models import OrganisationQuerySet
from guichet.reference.territories.models import TerritoryQuerySet

from ..choices import CellRule, ListKind
from ..fact_cells import How, parts
from ..fact_columns import LABELS
from ..models import FactFile
from .facts import source_field


class FactFileForm(dsfr.Form):
    """A published list: what it tells, who publishes it, from which day it holds."""

    kind = forms.ChoiceField(label="Que dit cette liste ?", choices=ListKind.choices)
    file = SheetField(each="Une ligne par commune ou par SIREN")
    source = source_field()
    source_date = forms.DateField(
        label="Date de la liste",
        widget=dsfr.DateInput(),
        error_messages={"required": "Indiquez la date de la liste."},
    )
    since = forms.DateField(
        label="En vigueur depuis le",
        help_text="Le jour où ce que dit la liste a commencé ; vide : la date de la liste.",
        required=False,
        widget=dsfr.DateInput(),
    )

    def __init__(
        self,
        *args: Any,
        departments: TerritoryQuerySet,
        structures: OrganisationQuerySet,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        provider = forms.ModelChoiceField(
            structures,
            label="Structure",
            help_text="Pour des adhésions, quand la liste ne donne pas le SIREN de la structure.",
            empty_label="Celle que dit la liste",
            required=False,
        )
        department = forms.ModelChoiceField(departments, label="Département", empty_label=None)
        held = list(departments)
        if len(held) == 1:
            department.widget = forms.HiddenInput()
            department.initial = held[0].pk
        for name, field in (("provider", provider), ("department", department)):
            dsfr.dress(field.widget)
            self.fields[name] = field


class ReadFactFileForm(ColumnsForm):
    """Which column says what, and how a cell answers."""

    labels = LABELS
    rule = forms.ChoiceField(label="Comment la liste répond", choices=CellRule.choices)
    yes_words = forms.CharField(
        label="Mots qui disent oui",
        help_text="Séparés par un point-virgule, comme dans la liste.",
        max_length=500,
        required=False,
    )
    no_words = forms.CharField(label="Mots qui disent non", max_length=500, required=False)
    unsure_words = forms.CharField(
        label="Mots qui laissent à vérifier", max_length=500, required=False
    )
    empty_is_no = forms.BooleanField(
        label="Une cellule vide dit non", help_text="Décoché : à vérifier.", required=False
    )
    is_whole = forms.BooleanField(
        label="La liste est complète",
        help_text="Qui n’y est pas nommé dans le département : non. Décoché : à vérifier.",
        required=False,
    )

    def __init__(self, *args: Any, file: FactFile, **kwargs: Any) -> None:
        kwargs["initial"] = {
            **{target: str(rank) for target, rank in file.mapping.items()},
            "rule": file.rule,
            "yes_words": file.yes_words,
            "no_words": file.no_words,
            "unsure_words": file.unsure_words,
            "empty_is_no": file.empty_is_no,
            "is_whole": file.is_whole,
        }
        super().__init__(*args, **kwargs)
        if not file.is_of_members:
            del self.fields["provider"]
        self.order_fields([*self.labels, "rule"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        words = [
            word
            for n in ("yes_words", "no_words", "unsure_words")
            for word in parts(given.get(n, ""))
        ]
        if len(set(words)) < len(words):
            raise ValidationError("Le même mot est écrit deux fois : il ne dit qu’une chose.")
        return given

    def how(self) -> How:
        given = self.cleaned_data
        yes, no, unsure = (
            tuple(parts(given[n])) for n in ("yes_words", "no_words", "unsure_words")
        )
        return How(given["rule"], yes, no, unsure, given["empty_is_no"])
