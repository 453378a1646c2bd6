"""What the authority ticks after the help it had."""

from typing import Any

from django import forms

from guichet.foundations.ui import dsfr

from ..choices import Usefulness
from ..models import Referral


class RateForm(dsfr.Form):
    """One per structure on the page: each has its own identifiers."""

    usefulness = forms.ChoiceField(
        label="Cette aide a-t-elle été utile ?",
        choices=Usefulness,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une réponse."},
    )
    comment = forms.CharField(
        label="En une phrase",
        help_text="La structure et le guichet la liront.",
        required=False,
        max_length=500,
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        """A correction starts from what was said."""
        said = referral.given_satisfaction
        initial = {"usefulness": said.usefulness, "comment": said.comment} if said else {}
        super().__init__(*args, auto_id=f"utile_{referral.pk}_%s", initial=initial, **kwargs)
