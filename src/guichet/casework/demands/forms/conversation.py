"""What is written in a thread, and where a mail that lost its way goes."""

from typing import Any

from django import forms

from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.text import plural
from guichet.foundations.ui.dsfr import Form

from ..choices import MessageAudience
from ..models import Demand
from .fields import FilesField, add


class MessageForm(Form):
    """`readers`: those whom a message between services may be addressed to."""

    audience = forms.ChoiceField(choices=MessageAudience.choices, widget=forms.HiddenInput)
    body = forms.CharField(
        label="Votre message",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        error_messages={"required": "Écrivez votre message avant de l’envoyer."},
    )
    uploads = FilesField()

    def __init__(self, *args: Any, readers: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if readers is None:
            return
        add(
            self,
            "mentions",
            forms.ModelMultipleChoiceField(
                readers,
                label="À l’attention de",
                help_text="Prévenus par courriel. « @Nom » dans le message fait de même.",
                widget=forms.CheckboxSelectMultiple,
                required=False,
            ),
        )
        self.order_fields(["audience", "body", "mentions", "uploads"])


class FileMailForm(Form):
    demand = forms.CharField(
        label="Numéro de la demande",
        max_length=20,
        error_messages={"required": "Donnez le numéro de la demande."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_demand(self) -> Demand:
        number = str(self.cleaned_data["demand"]).strip().upper()
        seen = Demand.objects.visible_to(self.user).deposited().for_letters()
        found = seen.filter(reference=number).order_by("pk").first()
        if found is None:
            raise forms.ValidationError(
                f"Aucune demande ne porte le numéro « {number} » parmi celles que vous voyez."
            )
        return found


class DismissMailForm(Form):
    because = forms.CharField(
        label="Pourquoi l’écarter",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        error_messages={"required": "Dites pourquoi ce courriel n’est pas à classer."},
    )

    def __init__(self, *args: Any, siblings: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if siblings > 1:
            others = plural(siblings - 1, "autre courriel", "autres courriels")
            label = f"Écarter aussi les {others} de cet expéditeur"
            if siblings == 2:
                label = "Écarter aussi l’autre courriel de cet expéditeur"
            add(self, "with_others", forms.BooleanField(label=label, required=False))
