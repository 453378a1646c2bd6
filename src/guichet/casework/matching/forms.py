"""What is typed to send a demand, and to answer one."""

from typing import Any

from django import forms

from guichet.foundations.ui import dsfr
from guichet.reference.offers.models import Offer

from .choices import RefusalReason


class ReferForm(dsfr.Form):
    """One per offer on the page: each has its own identifiers."""

    offer = forms.ModelChoiceField(Offer.objects.published(), widget=forms.HiddenInput)
    message = forms.CharField(
        label="Message pour la structure",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    derogation = forms.CharField(
        label="Pourquoi ne pas suivre l’ordre proposé",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, offer_id: int, needs_reason: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"offer": offer_id})
        super().__init__(*args, auto_id=f"id_{offer_id}_%s", **kwargs)
        # What is posted is judged by the action, which knows what was asked meanwhile.
        self.fields["derogation"].required = needs_reason and not self.is_bound
        if not needs_reason:
            self.fields["derogation"].widget = forms.HiddenInput()


class AcceptForm(dsfr.Form):
    note = forms.CharField(
        label="Précision pour la collectivité et le guichet",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RefuseForm(dsfr.Form):
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


class WithdrawForm(dsfr.Form):
    because = forms.CharField(label="Pourquoi", required=False, max_length=500)
