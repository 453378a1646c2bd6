"""What a structure types to answer, signed in or by its link."""

from typing import Any

from django import forms

from guichet.foundations.ui import dsfr
from guichet.reference.directory.models import Organisation

from ..choices import Position, RefusalReason


class _Signed(dsfr.Form):
    """By a link, whoever answers says who they are: the name stays in the history."""

    def __init__(self, *args: Any, by_link: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by_link:
            field = forms.CharField(
                label="Votre nom et votre fonction",
                max_length=120,
                widget=forms.TextInput(attrs={"autocomplete": "name"}),
                error_messages={"required": "Dites qui répond pour la structure."},
            )
            dsfr.dress(field.widget)
            self.fields["name"] = field


class AcceptForm(_Signed):
    note = forms.CharField(
        label="Précision pour la collectivité et le guichet",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RefuseForm(_Signed):
    reason = forms.ChoiceField(
        label="Motif",
        choices=RefusalReason,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez le motif : il sert à trouver une autre solution."},
    )
    note = forms.CharField(
        label="Précision pour le guichet",
        help_text="La collectivité ne lit que le motif.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    suggested = forms.ModelChoiceField(
        Organisation.objects.filter(offers__status="PUBLISHED").distinct().order_by("search_key"),
        label="Qui serait mieux placé pour aider ?",
        required=False,
        empty_label="Je ne sais pas",
    )
    suggestion = forms.CharField(
        label="Son nom, si cette structure n’est pas dans la liste", required=False, max_length=200
    )


class MoreForm(_Signed):
    body = forms.CharField(
        label="Ce qu’il vous manque pour répondre",
        help_text="Le guichet et la collectivité le liront. Votre délai est suspendu en attendant.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Écrivez ce qu’il vous manque pour répondre."},
    )


class OpinionForm(_Signed):
    position = forms.ChoiceField(
        label="Votre position",
        choices=Position,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une position."},
    )
    reservations = forms.CharField(
        label="Réserves, ou explication",
        help_text="Obligatoire pour un avis favorable avec réserves.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("position") == Position.RESERVATIONS and not found.get("reservations"):
            self.add_error("reservations", "Écrivez vos réserves, ou choisissez « Favorable ».")
        return found
