"""Classifications and memberships: narrow a list, write an answer, correct it."""

from typing import Any

from django import forms

from guichet.foundations.ui import dsfr
from guichet.reference.directory.models import OrganisationQuerySet

from ..choices import FactKind
from ..models import TerritoryFact

ANSWERS = (("", "Toutes"), ("oui", "Oui"), ("non", "Non"), ("inconnu", "À vérifier"))
_SINCE = "Laissez vide si c’est depuis toujours."
_BECAUSE = forms.CharField(
    label="Pourquoi",
    help_text="Gardé dans l’historique, avec ce qui était écrit avant.",
    max_length=300,
    error_messages={"required": "Dites pourquoi : l’historique garde ce qui était écrit avant."},
)
_UNTIL = "La fin précède le début : corrigez l’une des deux dates."


def source_field(**options: Any) -> forms.CharField:
    return forms.CharField(
        label="Source",
        help_text="Qui le dit : « Arrêté du préfet du 12 mars 2026 ».",
        max_length=200,
        error_messages={"required": "Indiquez la source : qui le dit, et par quel document."},
        **options,
    )


class FactFilterForm(dsfr.FilterForm):
    nature = forms.ChoiceField(label="Nature", choices=FactKind.choices, required=False)
    q = forms.CharField(label="Commune", required=False, max_length=100)
    reponse = forms.ChoiceField(label="Réponse", choices=ANSWERS, required=False)


class AdherentFilterForm(dsfr.FilterForm):
    q = forms.CharField(label="Nom de la collectivité", required=False, max_length=100)
    reponse = forms.ChoiceField(label="Réponse", choices=ANSWERS, required=False)


class _DatedForm(dsfr.Form):
    """An answer between two days, and who gives it."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _UNTIL)
        return given

    def told(self, *, is_amount: bool) -> dict[str, Any]:
        """What the action takes: an amount is known, hence a yes."""
        given = {name: self.cleaned_data[name] for name in ("since", "until", "source_date")}
        amount = self.cleaned_data["amount"] if is_amount else None
        holds = is_amount or self.cleaned_data["answer"] == "oui"
        return {**given, "holds": holds, "amount": amount, "source": self.cleaned_data["source"]}


class WriteFactForm(_DatedForm):
    """One answer more about a territory."""

    kind = forms.ChoiceField(label="Nature", choices=FactKind.choices)
    answer = forms.ChoiceField(label="Réponse", choices=(("oui", "Oui"), ("non", "Non")))
    amount = forms.IntegerField(
        label="Montant, en euros par habitant",
        help_text="Pour le potentiel financier seulement.",
        min_value=0,
        max_value=1_000_000,
        required=False,
    )
    since = forms.DateField(
        label="Depuis le", help_text=_SINCE, required=False, widget=dsfr.DateInput()
    )
    until = forms.DateField(label="Jusqu’au", required=False, widget=dsfr.DateInput())
    source = source_field()
    source_date = forms.DateField(
        label="Date de la source",
        widget=dsfr.DateInput(),
        error_messages={"required": "Indiquez la date du document."},
    )

    def __init__(self, *args: Any, kinds: list[FactKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind.label) for kind in kinds
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("kind") == FactKind.POTENTIAL and given.get("amount") is None:
            self.add_error("amount", "Le potentiel financier se donne en euros par habitant.")
        return given


class CorrectFactForm(_DatedForm):
    """What a row should have said; « à vérifier » takes it back."""

    answer = forms.ChoiceField(
        label="Réponse",
        choices=(
            ("oui", "Oui"),
            ("non", "Non"),
            ("inconnu", "À vérifier : rien n’aurait dû être écrit"),
        ),
    )
    since = forms.DateField(
        label="Depuis le", help_text=_SINCE, required=False, widget=dsfr.DateInput()
    )
    until = forms.DateField(
        label="Jusqu’au",
        help_text="Pour y mettre fin : le dernier jour.",
        required=False,
        widget=dsfr.DateInput(),
    )
    source = source_field()
    source_date = forms.DateField(
        label="Date de la source", required=False, widget=dsfr.DateInput()
    )
    because = _BECAUSE

    def __init__(self, *args: Any, fact: TerritoryFact, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", f"fait{fact.pk}")
        kwargs["initial"] = {
            "answer": "oui" if fact.holds else "non",
            "amount": fact.amount,
            "since": fact.since,
            "until": fact.until,
            "source": fact.source,
            "source_date": fact.source_date,
        }
        super().__init__(*args, **kwargs)
        if fact.kind == FactKind.POTENTIAL:
            amount = forms.IntegerField(
                label="Montant, en euros par habitant", min_value=0, max_value=1_000_000
            )
            dsfr.dress(amount.widget)
            self.fields["answer"].choices = (  # type: ignore[attr-defined]
                ("oui", "Le montant ci-dessous"), ("inconnu", "À vérifier : montant inconnu"),
            )  # fmt: skip
            self.fields["amount"] = amount
            self.order_fields(["answer", "amount"])


class TellAdherentsForm(dsfr.Form):
    """The same answer for several authorities at once."""

    answer = forms.ChoiceField(
        label="Ces collectivités",
        choices=(
            ("MEMBER", "adhèrent"),
            ("OTHER", "n’adhèrent pas"),
            ("ENDED", "adhèrent jusqu’au jour ci-dessous, le dernier"),
            ("UNKNOWN", "sont à vérifier : rien n’aurait dû être écrit"),
        ),
    )
    day = forms.DateField(
        label="Jour",
        help_text="Le premier jour, ou le dernier pour mettre fin à l’adhésion.",
        widget=dsfr.DateInput(),
        error_messages={"required": "Indiquez le jour."},
    )
    source = source_field()
    source_date = forms.DateField(
        label="Date de la source",
        widget=dsfr.DateInput(),
        error_messages={"required": "Indiquez la date du document."},
    )
    because = forms.CharField(
        label="Pourquoi",
        help_text="Pour mettre fin à une adhésion, ou retirer ce qui était écrit.",
        max_length=300,
        error_messages={"required": "Dites pourquoi : l’historique le garde."},
    )
    # What each answer asks for, besides the authorities.
    ASKED = {
        "MEMBER": {"day", "source", "source_date"},
        "OTHER": {"day", "source", "source_date"},
        "ENDED": {"day", "because"},
        "UNKNOWN": {"because"},
    }

    def __init__(self, *args: Any, authorities: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"] = forms.ModelMultipleChoiceField(
            authorities,
            label="Collectivités",
            error_messages={"required": "Cochez au moins une collectivité dans la liste."},
        )
        asked = self.ASKED.get(str(self.data.get("answer", "")), self.ASKED["MEMBER"])
        for name in ("day", "source", "source_date", "because"):
            self.fields[name].required = name in asked
