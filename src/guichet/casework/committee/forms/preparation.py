"""Day, form and place of a meeting; the items that hands add; convocation."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from guichet.casework.committee.choices import ItemKind
from guichet.casework.committee.choices import MeetingForm as FormOfMeeting
from guichet.casework.committee.models import Committee, Meeting
from guichet.casework.demands.models import Demand
from guichet.casework.support.models import Support, SupportQuerySet
from guichet.foundations.toolkit.dates import PARIS
from guichet.foundations.ui.dsfr import DateTimeInput, Form
from guichet.reference.policies.models import (
    StrategicOrientation,
    StrategicOrientationQuerySet,
)

_TEXT = {"rows": 4}
# What is made of words alone.
BY_WORDS = (ItemKind.FREE, ItemKind.TALK, ItemKind.NATIONAL_NEWS)


class _PlaceAndTime(Form):
    scheduled_at = forms.DateTimeField(
        label="Date et heure",
        help_text="Heure de Paris.",
        widget=DateTimeInput(),
        error_messages={"required": "Indiquez la date et l’heure de la séance."},
    )
    form = forms.ChoiceField(label="Forme de la séance", choices=FormOfMeeting.choices)
    place = forms.CharField(
        label="Lieu, ou lien de connexion",
        help_text="L’adresse et la salle ; pour une séance en visioconférence, le lien.",
        required=False,
        max_length=200,
    )


class MeetingForm(_PlaceAndTime):
    """A new meeting, or another day for one that nobody was convened to."""

    chair_label = forms.CharField(
        label="Présidée par",
        help_text="La fonction, par exemple « la préfète des Alpes-de-Haute-Provence ».",
        required=False,
        max_length=200,
    )
    co_chair_label = forms.CharField(label="Coprésidée par", required=False, max_length=200)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        committees: Iterable[Committee] = (),
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.committees = {str(committee.pk): committee for committee in committees}
        if len(self.committees) > 1:
            choices = [(key, committee.name) for key, committee in self.committees.items()]
            field = forms.ChoiceField(label="Instance", choices=choices)
            field.widget.attrs["class"] = "fr-select"
            self.fields = {"committee": field, **self.fields}

    @property
    def committee(self) -> Committee:
        """The one that was chosen, or the only one there is."""
        chosen = self.cleaned_data.get("committee", next(iter(self.committees)))
        return self.committees[chosen]

    def what(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "committee"}

    @staticmethod
    def values_of(meeting: Meeting) -> dict[str, object]:
        return {
            "scheduled_at": meeting.scheduled_at.astimezone(PARIS),
            "form": meeting.form,
            "place": meeting.place,
            "chair_label": meeting.chair_label,
            "co_chair_label": meeting.co_chair_label,
        }


class AgainForm(_PlaceAndTime):
    """A second convocation."""

    urgency_reason = forms.CharField(
        label="Motif d’urgence",
        help_text="Seulement si le délai de convocation ne peut pas être tenu.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ConveneForm(Form):
    urgency_reason = forms.CharField(
        label="Motif d’urgence",
        help_text="Il est écrit dans la convocation et dans le procès-verbal.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CancelForm(Form):
    because = forms.CharField(
        label="Pourquoi la séance est annulée",
        help_text="Les membres déjà convoqués le liront.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites pourquoi la séance est annulée."},
    )


class ItemForm(Form):
    title = forms.CharField(
        label="Intitulé",
        max_length=200,
        error_messages={"required": "Donnez un intitulé au point."},
    )
    brief = forms.CharField(
        label="Présentation", required=False, widget=forms.Textarea(attrs=_TEXT)
    )
    asks_vote = forms.BooleanField(
        label="Ce point demande un vote",
        help_text="Sans quoi les membres sont informés, prennent acte, ou donnent un avis.",
        required=False,
    )
    planned_minutes = forms.IntegerField(
        label="Durée prévue, en minutes",
        help_text="Vide : la durée habituelle de ce genre de point.",
        required=False,
        min_value=1,
        max_value=240,
        error_messages={
            "min_value": "Une minute au moins.",
            "max_value": "Quatre heures au plus : partagez le point en plusieurs.",
        },
    )
    is_restricted = forms.BooleanField(
        label="Ce point est réservé aux membres",
        help_text="Il n’apparaît ni sur l’écran de la salle, ni sur la page publique.",
        required=False,
    )


class FreeItemForm(ItemForm):
    kind = forms.ChoiceField(
        label="Nature du point",
        choices=[(kind.value, kind.label) for kind in BY_WORDS],
    )
    field_order = ["kind", "title", "brief", "asks_vote"]


class OrderForm(Form):
    """An item goes to a rank; the reason is kept with the history of the meeting."""

    rank = forms.IntegerField(
        label="Rang", min_value=1, error_messages={"required": "Indiquez le rang voulu."}
    )
    because = forms.CharField(label="Motif", required=False, max_length=300)


class AddCaseForm(Form):
    demand = forms.ModelChoiceField(
        label="Demande à présenter",
        queryset=Demand.objects.none(),
        empty_label="Choisir une demande de la période",
        error_messages={"required": "Choisissez la demande à présenter."},
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, demands: QuerySet[Demand]
    ) -> None:
        super().__init__(data, auto_id="case_%s")
        field: Any = self.fields["demand"]
        field.queryset = demands
        field.label_from_instance = lambda demand: f"{demand.requester} : {demand.title}"


class AddProjectForm(Form):
    support = forms.ModelChoiceField(
        label="Projet à présenter",
        queryset=Support.objects.none(),
        empty_label="Choisir un accompagnement",
        error_messages={"required": "Choisissez le projet à présenter."},
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, supports: SupportQuerySet
    ) -> None:
        super().__init__(data, auto_id="project_%s")
        field: Any = self.fields["support"]
        field.queryset = supports
        field.label_from_instance = _named


class AddOrientationForm(Form):
    orientation = forms.ModelChoiceField(
        label="Orientation à adopter",
        queryset=StrategicOrientation.objects.none(),
        empty_label="Choisir une orientation proposée",
        error_messages={"required": "Choisissez l’orientation à adopter."},
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        orientations: StrategicOrientationQuerySet,
    ) -> None:
        super().__init__(data, auto_id="orientation_%s")
        field: Any = self.fields["orientation"]
        field.queryset = orientations


def _named(support: Support) -> str:
    demand = support.demand
    return f"{demand.requester} : {demand.title} ({support.lead_provider.short_name})"
