"""What is typed to send a demand, to take it back, to answer a question, to look for an offer."""

from typing import Any

from django import forms

from guichet.foundations.ui import dsfr
from guichet.reference.offers.models import Offer


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


class WithdrawForm(dsfr.Form):
    because = forms.CharField(label="Pourquoi", required=False, max_length=500)


class ExcludedForm(dsfr.FilterForm):
    """Looks for an offer among those put aside."""

    texte = forms.CharField(
        label="Chercher une offre ou une structure", required=False, max_length=100
    )
    partout = forms.BooleanField(label="Aussi les offres des autres départements", required=False)


class GiveMoreForm(dsfr.Form):
    reply = forms.CharField(
        label="Votre réponse à la structure",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Écrivez la réponse avant de l’envoyer."},
    )
