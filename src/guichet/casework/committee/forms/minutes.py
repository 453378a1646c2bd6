"""What people type in minutes, cleaned."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from guichet.casework.committee.drafting import ITEM, Section, blocks_of, text_of
from guichet.casework.committee.models import AgendaItem
from guichet.foundations.ui.dsfr import DateInput, Form, dress


class SectionsForm(Form):
    """One field per section of the minutes, or of the public page."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        sections: Sequence[Section],
        *,
        version: int,
        data: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial={"version": version})
        self.sections = sections
        for section in sections:
            # Long enough to be read without scrolling inside the field, within reason.
            rows = min(18, max(3, len(section.text) // 90 + 2 * len(section.blocks)))
            widget = forms.Textarea(attrs={"rows": rows})
            dress(widget)
            self.fields[_name(section)] = forms.CharField(
                label=section.title,
                help_text=_tables(section),
                initial=section.text,
                required=False,
                max_length=20_000,
                widget=widget,
            )
            self.fields[_box(section)] = forms.BooleanField(
                label="Ne pas publier cette partie",
                help_text=_reserved(section),
                initial=bool(section.restriction),
                required=False,
                disabled=section.restriction == ITEM,
                widget=forms.CheckboxInput(
                    attrs={"aria-label": f"Ne pas publier la partie : {section.title}"}
                ),
            )

    def hidden(self) -> dict[str, bool]:
        """Which parts are kept from the public, among those that the form really held."""
        return {
            section.key: self.cleaned_data[_box(section)]
            for section in self.sections
            if _name(section) in self.data
        }

    def texts(self) -> dict[str, str]:
        """What was typed for each part that the form really held."""
        return {
            section.key: self.cleaned_data[_name(section)]
            for section in self.sections
            if _name(section) in self.data
        }

    def again(
        self, sections: Sequence[Section], *, base: Sequence[Section], version: int
    ) -> "SectionsForm":
        """The same typed text, to be compared with what is stored now and saved knowingly.

        A part that this person had not touched takes what somebody else wrote in it since `base`.
        """
        known = {part.key: part for part in base}
        data = {key: self.data[key] for key in self.data} | {"version": str(version)}
        for part in sections:
            first, typed = known.get(part.key), data.get(_name(part))
            if first is not None and typed is not None and _same(str(typed), first.text):
                data[_name(part)] = part.text
        return SectionsForm(sections, version=version, data=data)

    def differing(self) -> list[Section]:
        """Sections whose stored text is not the one typed here."""
        return [
            section
            for section in self.sections
            if _name(section) in self.data
            if not _same(str(self.data[_name(section)]), section.text)
        ]


class AmendmentForm(Form):
    """One part written otherwise, and why."""

    section = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Texte proposé",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Écrivez le texte que vous proposez."},
    )
    reason = forms.CharField(label="Pourquoi", required=False, max_length=1000)


class AmendmentWindowForm(Form):
    until = forms.DateField(
        label="Amendements jusqu’au",
        help_text="Les membres reçoivent le projet et peuvent répondre jusqu’à ce jour compris.",
        widget=DateInput(),
    )


class AmendmentAnswerForm(Form):
    answer = forms.CharField(label="Réponse", required=False, max_length=1000)

    def words(self) -> str:
        return self.cleaned_data["answer"] if self.is_valid() else ""


class DisagreementForm(Form):
    """A member asks that his disagreement be written down (CRPA R133-13)."""

    item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label="Point",
        empty_label="Choisir",
        error_messages={"required": "Choisissez le point."},
    )
    member = forms.CharField(
        label="Membre (nom et qualité)",
        max_length=200,
        error_messages={"required": "Écrivez le nom et la qualité du membre."},
    )
    words = forms.CharField(
        label="Désaccord, dans ses mots",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez le désaccord, dans les mots du membre."},
    )

    def __init__(self, *args: object, items: QuerySet[AgendaItem], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        field.queryset = items
        field.label_from_instance = lambda item: item.title


class ConfirmForm(Form):
    """« J’ai relu »: what cannot be undone is asked twice, without JavaScript."""

    confirmed = forms.BooleanField()


def _same(typed: str, text: str) -> bool:
    """Whether a field holds that text, whatever its ends of lines and its spaces."""
    return text_of(blocks_of(typed)) == text


def _name(section: Section) -> str:
    return f"section-{section.key}"


def _box(section: Section) -> str:
    return f"hide-{section.key}"


def _reserved(section: Section) -> str:
    return "L’ordre du jour réserve ce point aux membres." if section.restriction == ITEM else ""


def _tables(section: Section) -> str:
    if not section.tables:
        return ""
    captions = " ; ".join(table.caption for table in section.tables)
    return f"Suivi de : {captions} (tiré de la séance, non modifiable)."
