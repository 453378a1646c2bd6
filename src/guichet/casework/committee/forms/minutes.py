"""What people type in minutes, cleaned."""

from collections.abc import Mapping, Sequence

from django import forms

from guichet.casework.committee.drafting import Section, blocks_of, text_of
from guichet.foundations.ui.dsfr import Form, dress


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

    def texts(self) -> dict[str, str]:
        return {section.key: self.cleaned_data[_name(section)] for section in self.sections}

    def again(self, sections: Sequence[Section], *, version: int) -> "SectionsForm":
        """The same typed text, to be compared with what is stored now and saved knowingly."""
        return SectionsForm(sections, version=version, data={**self.data, "version": str(version)})

    def differing(self) -> list[Section]:
        """Sections whose stored text is not the one typed here."""
        return [
            section
            for section in self.sections
            if section.text != text_of(blocks_of(str(self.data.get(_name(section), ""))))
        ]


class ConfirmForm(Form):
    """« J’ai relu »: what cannot be undone is asked twice, without JavaScript."""

    confirmed = forms.BooleanField()


def _name(section: Section) -> str:
    return f"section-{section.key}"


def _tables(section: Section) -> str:
    if not section.tables:
        return ""
    captions = " ; ".join(table.caption for table in section.tables)
    return f"Suivi de : {captions} (tiré de la séance, non modifiable)."
