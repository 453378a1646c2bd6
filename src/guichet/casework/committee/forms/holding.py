"""What is typed while the committee sits: presences, outcomes, promises, closing words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from guichet.casework.committee import actions, outcomes
from guichet.casework.committee.choices import AttendanceMode, ChairVote, Outcome
from guichet.casework.committee.models import AgendaItem
from guichet.casework.committee.regulations import rules_for
from guichet.foundations.ui.dsfr import DateInput, Form
from guichet.reference.directory.models import Organisation, OrganisationQuerySet

Choices = Sequence[tuple[str, str]]
NOT_CALLED: Choices = (("", "Non appelé"),)


class CallForm(Form):
    """One row of the roll call; a seat that was not called yet is left alone."""

    mode = forms.ChoiceField(
        label="Présence", choices=[*NOT_CALLED, *AttendanceMode.choices], required=False
    )
    represented_by = forms.TypedChoiceField(
        label="Pouvoir donné à", coerce=int, empty_value=None, required=False
    )
    attendee_label = forms.CharField(label="Nom et qualité", max_length=200, required=False)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        seat: int,
        seat_label: str,
        holders: Choices,
        remote: bool = True,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, prefix=f"seat-{seat}", initial=initial)
        if not remote:
            # The choice stays readable, so that its refusal can say why; nobody picks it by chance.
            told = {AttendanceMode.VIDEO.value: f"{AttendanceMode.VIDEO.label} (non admis)"}
            mode: Any = self.fields["mode"]
            mode.choices = [
                *NOT_CALLED,
                *((code, told.get(code, label)) for code, label in AttendanceMode.choices),
            ]
        chosen: Any = self.fields["represented_by"]
        chosen.choices = [("", "–"), *holders]
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = f"{field.label} : {seat_label}"
            if name != "attendee_label":
                field.widget.attrs["class"] = "fr-select"


class OutcomeForm(Form):
    """What became of an item; the votes only where there may be a vote."""

    outcome = forms.ChoiceField(
        label="Issue du point",
        error_messages={"required": "Choisissez l’issue de ce point."},
    )
    note = forms.CharField(
        label="Ce qui a été dit",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    votes_for = forms.IntegerField(label="Pour", required=False, min_value=0)
    votes_against = forms.IntegerField(label="Contre", required=False, min_value=0)
    abstentions = forms.IntegerField(label="Abstentions", required=False, min_value=0)
    chair_vote = forms.ChoiceField(
        label="Vote de la présidence",
        help_text="Prépondérant en cas de partage des voix.",
        choices=[("", "Sans objet"), *ChairVote.choices],
        required=False,
    )

    difference_reason = forms.CharField(
        label="Si la présidence proclame autre chose que le décompte : pourquoi",
        required=False,
        max_length=500,
    )

    # One count per college of which the rules ask a share of the votes.
    SIDES = (("for", "Pour"), ("against", "Contre"), ("abstained", "Abstentions"))
    VOTES = ("votes_for", "votes_against", "abstentions", "chair_vote")

    def __init__(self, data: Mapping[str, object] | None = None, *, item: AgendaItem) -> None:
        initial = {
            "outcome": item.outcome,
            "note": item.outcome_note,
            "votes_for": item.votes_for,
            "votes_against": item.votes_against,
            "abstentions": item.abstentions,
            "chair_vote": item.chair_vote,
        }
        super().__init__(data, prefix=f"item-{item.pk}", initial=initial)
        self.colleges: list[str] = []
        self.asks_vote = item.asks_vote
        allowed = actions.offered(item)
        chosen: Any = self.fields["outcome"]
        chosen.choices = [("", "À dire"), *((code, Outcome(code).label) for code in allowed)]
        if not any(outcomes.takes_votes(code) for code in allowed):
            for name in (*self.VOTES, "difference_reason"):
                del self.fields[name]
        else:
            self._ask_colleges(item)

    def _ask_colleges(self, item: AgendaItem) -> None:
        self.colleges = [one.college for one in rules_for(item.meeting).college_votes]
        if not self.colleges:
            return
        last = item.rulings.order_by("at", "pk").last()
        known = {name: numbers for name, *numbers in last.college_votes} if last else {}
        for number, college in enumerate(self.colleges):
            for (code, label), counted in zip(
                self.SIDES, known.get(college, (None, None, None)), strict=True
            ):
                field = forms.IntegerField(
                    label=f"{label}, collège « {college} »",
                    required=False,
                    min_value=0,
                    initial=counted,
                )
                field.widget.attrs["class"] = "fr-input"
                self.fields[f"college_{number}_{code}"] = field

    @property
    def vote_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.VOTES if name in self.fields]

    @property
    def college_rows(self) -> list[list[forms.BoundField]]:
        """One row of three numbers per college that the rules count apart."""
        return [
            [self[f"college_{number}_{code}"] for code, _ in self.SIDES]
            for number in range(len(self.colleges))
        ]

    def college_votes(self) -> tuple[actions.CollegeCount, ...]:
        """The colleges that were counted; nothing typed at all is no count, not three zeros."""
        found = []
        for number, college in enumerate(self.colleges):
            typed = [self.cleaned_data.get(f"college_{number}_{code}") for code, _ in self.SIDES]
            if any(one is not None for one in typed):
                pour, contre, abstained = (one or 0 for one in typed)
                found.append((college, pour, contre, abstained))
        return tuple(found)

    def what(self) -> dict[str, Any]:
        """What `record_outcome` takes."""
        plain = {
            name: value
            for name, value in self.cleaned_data.items()
            if not name.startswith("college_")
        }
        return {**plain, "college_votes": self.college_votes()} if self.colleges else plain


class PromiseForm(Form):
    text = forms.CharField(
        label="Engagement",
        help_text="Ce qui sera fait, en une phrase.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Écrivez à quoi l’organisme s’engage."},
    )
    holder = forms.ModelChoiceField(
        label="Par",
        queryset=Organisation.objects.none(),
        empty_label="Choisir un organisme",
        error_messages={"required": "Choisissez l’organisme qui s’engage."},
    )
    due_on = forms.DateField(
        label="Pour le",
        widget=DateInput(),
        error_messages={"required": "Indiquez pour quand."},
    )
    reference = forms.CharField(
        label="Demande concernée",
        help_text="Son numéro, par exemple D-04-26-0001.",
        required=False,
        max_length=20,
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        organisations: OrganisationQuerySet,
    ) -> None:
        super().__init__(data, auto_id="promise_%s")
        field: Any = self.fields["holder"]
        field.queryset = organisations


class ClosingForm(Form):
    closing_words = forms.CharField(
        label="Mot de conclusion",
        help_text="Repris dans le procès-verbal et sur la page publique.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SettleForm(Form):
    """A promise was kept, or nobody waits for it any more."""

    on = forms.DateField(
        label="Le", widget=DateInput(), error_messages={"required": "Indiquez la date."}
    )
    note = forms.CharField(label="Comment, ou pourquoi", required=False, max_length=500)


class NewsForm(Form):
    """Where a promise stands, and when more will be said."""

    words = forms.CharField(
        label="Où en est l’engagement",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez où en est l’engagement, en une phrase."},
    )
    next_on = forms.DateField(
        label="Prochaines nouvelles le",
        widget=DateInput(),
        error_messages={"required": "Choisissez un jour à venir pour les prochaines nouvelles."},
    )
