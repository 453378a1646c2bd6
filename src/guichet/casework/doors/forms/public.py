"""The public form: nine questions, the same words as the signed-in one. The registers know the
rest: population, EPCI, arrondissement, programmes."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from guichet.casework.demands import intake
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.ui.dsfr import Form, dress
from guichet.reference.directory.access import served_departments
from guichet.reference.territories.fields import CommuneField

from ..actions import requester_of

ASKED = ("title", "description", "expected_help", "contact_name", "contact_title",
         "contact_email", "contact_phone")  # fmt: skip
_QUESTIONS = {question.key: question for question in intake.QUESTIONS}
SALT = "guichet.doors.shown"
# A form left open overnight is still a person's.
LONGEST_OPEN = timedelta(days=2)


class PublicForm(Form):
    commune = CommuneField(
        label="Commune du projet",
        help_text="Nom, code postal ou code INSEE.",
        preferring=served_departments,
        error_messages={"required": "Indiquez la commune où se situe le projet."},
    )
    asker = forms.ChoiceField(
        label="Qui demande ?",
        choices=[("COMMUNE", "La commune"), ("EPCI", "Son intercommunalité")],
        initial="COMMUNE",
        widget=forms.RadioSelect,
        error_messages={"required": "Dites qui demande."},
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    # The token of the draft that the page keeps as it is filled.
    draft = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        self.at = at
        super().__init__(*args, **kwargs)
        for key in ASKED:
            field = _field(_QUESTIONS[key])
            dress(field.widget)
            self.fields[key] = field
        order = ["title", "commune", "asker", *ASKED[1:], "shown", "draft"]
        self.order_fields(order)
        self.fields["shown"].initial = signing.dumps(at.isoformat(), salt=SALT)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        commune, asker = cleaned.get("commune"), cleaned.get("asker")
        if commune is not None and asker:
            try:
                cleaned["requester"] = requester_of(commune, for_grouping=asker == "EPCI")
            except DomainError as refusal:
                raise ValidationError({"commune": refusal.sentence}) from refusal
        return cleaned

    def typed(self) -> dict[str, str]:
        """What is typed so far, readable or not."""
        return {key: str(self.data.get(key, "")) for key in ("commune", "asker", *ASKED)}

    def answers(self) -> dict[str, str]:
        return {key: self.cleaned_data[key] for key in ASKED}

    def shown_at(self) -> datetime | None:
        """When the page was first shown; None when its stamp is missing, forged or too old."""
        try:
            written = signing.loads(str(self.data.get("shown", "")), salt=SALT)
        except signing.BadSignature:
            return None
        shown = datetime.fromisoformat(written)
        return shown if self.at - shown < LONGEST_OPEN else None


def _field(question: intake.Question) -> forms.Field:
    options: dict[str, Any] = {
        "label": question.label,
        "help_text": question.hint,
        "required": question.is_required,
        "max_length": question.longest,
    }
    if question.wanted:
        options["error_messages"] = {"required": question.wanted}
    if question.control == "email":
        options["error_messages"]["invalid"] = (
            "Cette adresse n’est pas complète : écrivez-la comme mairie@exemple.fr."
        )
        return forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}), **options)
    if question.control == "text":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), **options)
    hints = {"contact_name": "name", "contact_phone": "tel", "contact_title": "organization-title"}
    attrs = {"autocomplete": hints.get(question.key, "off")}
    return forms.CharField(widget=forms.TextInput(attrs=attrs), **options)
