"""What the desk types for a structure that no mail reaches, and what is typed from its letter."""

from datetime import date
from typing import Any

from django import forms

from guichet.foundations.toolkit.references import read_reference
from guichet.foundations.ui import dsfr

from ..choices import AnswerChannel, SpokenAnswer
from .answers import OpinionForm, RefuseForm


class PostLetterForm(dsfr.Form):
    sent_on = forms.DateField(
        label="Lettre partie le",
        widget=dsfr.DateInput(),
        error_messages={"required": "Dites quel jour la lettre est partie."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"sent_on": today}, **kwargs)


class SpokenForm(dsfr.Form):
    """Who said it for the structure, how, which day."""

    told_by = forms.CharField(
        label="Qui l’a donnée",
        help_text="Nom et fonction, par exemple « Camille Exemple, directrice ».",
        max_length=80,
        error_messages={"required": "Dites qui a donné la réponse pour la structure."},
    )
    channel = forms.ChoiceField(
        label="Comment",
        choices=AnswerChannel,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites comment la réponse a été donnée."},
    )
    heard_on = forms.DateField(
        label="Quel jour",
        help_text="Pour un courrier, le jour écrit sur la lettre.",
        widget=dsfr.DateInput(),
        error_messages={"required": "Dites quel jour la réponse a été donnée."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"heard_on": today}, auto_id="noter_%s", **kwargs)


class RecordForm(SpokenForm, RefuseForm):
    """An answer given by telephone, by post or face to face."""

    answer = forms.ChoiceField(
        label="Réponse de la structure",
        choices=SpokenAnswer,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites ce que la structure a répondu."},
    )

    field_order = (
        "answer", "told_by", "channel", "heard_on", "reason", "note", "suggested", "suggestion",
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].label = "Si elle décline, son motif"
        self.fields["note"].label = "Précision, ou ce qu’il manque à la structure"
        self.fields[
            "note"
        ].help_text = (
            "La collectivité la lit, sauf si la structure décline : elle lit alors le motif."
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        answer = found.get("answer")
        if answer == SpokenAnswer.NEEDS and not found.get("note"):
            self.add_error("note", "Écrivez ce qu’il manque à la structure pour répondre.")
        if answer == SpokenAnswer.REFUSES and not found.get("reason"):
            self.add_error("reason", "Choisissez le motif : il sert à trouver une autre solution.")
        if answer != SpokenAnswer.REFUSES:
            found |= {"reason": "", "suggested": None, "suggestion": ""}
        return found


class RecordOpinionForm(SpokenForm, OpinionForm):
    """An opinion given by telephone, by post or face to face."""

    field_order = ("position", "reservations", "told_by", "channel", "heard_on")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["position"].label = "Position de la structure"
        self.fields["told_by"].label = "Qui l’a donné"


class CodeForm(dsfr.Form):
    reference = forms.CharField(
        label="Numéro de la demande",
        help_text="Il est en haut de la lettre, par exemple D-04-26-0001.",
        max_length=30,
        error_messages={"required": "Indiquez le numéro de la demande."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = forms.CharField(
        label="Code de réponse",
        help_text="Douze signes, par exemple K7QF-2M9X-4TRB.",
        max_length=30,
        error_messages={"required": "Indiquez le code de la lettre."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_reference(self) -> str:
        number = read_reference(self.cleaned_data["reference"])
        if number is None:
            raise forms.ValidationError(
                "Ce numéro n’est pas complet : écrivez-le comme D-04-26-0001."
            )
        return number
