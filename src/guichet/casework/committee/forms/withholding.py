"""What is taken away from a publication, and why."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from guichet.casework.committee.drafting import Passage
from guichet.foundations.ui.dsfr import Form


class WithholdForm(Form):
    """The passages are drawn by the page, part by part."""

    passages = forms.MultipleChoiceField(
        label="Passages à retirer",
        error_messages={
            "required": "Cochez au moins un passage.",
            "invalid_choice": "Un passage coché n’est plus publié : relisez la liste.",
        },
    )
    because = forms.CharField(
        label="Motif",
        help_text="Public, avec la date du jour : n’y répétez pas ce que vous retirez.",
        max_length=300,
        error_messages={"required": "Dites pourquoi : le motif est public, avec la date."},
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, passages: Iterable[Passage]
    ) -> None:
        super().__init__(data)
        listed: Any = self.fields["passages"]
        listed.choices = [(one.key, one.text) for one in passages]
