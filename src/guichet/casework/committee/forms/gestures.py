"""The gestures of the secretary's screen: an envelope, and what is in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from guichet.casework.committee.models import AgendaItem, Seat
from guichet.foundations.ui.dsfr import Form


class EnvelopeForm(Form):
    """Which gesture, and when it was made: the browser sends it again until it is answered."""

    key = forms.UUIDField()
    kind = forms.CharField(max_length=20)
    made_at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%SZ"])


class RecusalForm(Form):
    item = forms.ChoiceField(label="Point", error_messages={"required": "Choisissez le point."})
    seat = forms.ChoiceField(
        label="Membre qui se retire", error_messages={"required": "Choisissez le membre."}
    )
    reason = forms.CharField(
        label="Motif",
        help_text="Ce que le procès-verbal dira.",
        max_length=300,
        error_messages={"required": "Dites pourquoi ce membre se retire."},
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        items: Iterable[AgendaItem],
        seats: Mapping[int, Seat],
    ) -> None:
        super().__init__(data, auto_id="recusal_%s")
        item: Any = self.fields["item"]
        seat: Any = self.fields["seat"]
        item.choices = [
            ("", "Choisir"),
            *((str(one.pk), f"{n}. {one.title}") for n, one in enumerate(items, start=1)),
        ]
        seat.choices = [("", "Choisir"), *((str(pk), one.label) for pk, one in seats.items())]


class LateItemForm(Form):
    title = forms.CharField(
        label="Intitulé", max_length=200, error_messages={"required": "Donnez un intitulé."}
    )
    urgency_reason = forms.CharField(
        label="Motif d’urgence",
        help_text="Sans urgence, les membres sont informés de ce point et n’en délibèrent pas.",
        required=False,
        max_length=500,
    )

    def __init__(self, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data, auto_id="late_%s")
