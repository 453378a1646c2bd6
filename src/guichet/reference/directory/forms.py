from django import forms

from guichet.foundations.ui.dsfr import Form

from .choices import OrganisationKind


class SearchForm(Form):
    """What one looks for in the directory; an unknown kind is no filter rather than an error."""

    q = forms.CharField(label="Nom, sigle ou SIREN", required=False, max_length=100)
    nature = forms.ChoiceField(
        label="Nature",
        required=False,
        choices=[("", "Toutes"), *OrganisationKind.choices],
    )
