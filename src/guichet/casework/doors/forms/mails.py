"""Hand over a mail saved from one's mailbox."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from guichet.foundations.ui.dsfr import Form
from guichet.reference.territories.fields import CommuneField

from .imports import DepartmentForm

HEAVIEST = 30 * 1024 * 1024


class CaptureForm(DepartmentForm):
    mail = forms.FileField(
        label="Courriel",
        help_text="Le message enregistré au format .eml depuis votre messagerie, pièces jointes "
        "comprises, 30 Mo au plus.",
        error_messages={
            "required": "Choisissez le courriel enregistré sur votre ordinateur.",
            "empty": "Ce fichier est vide : enregistrez de nouveau le message.",
        },
        widget=forms.FileInput(attrs={"accept": ".eml"}),
    )
    commune = CommuneField(
        label="Commune qui demande",
        help_text="Laissez vide : elle est cherchée dans l’expéditeur et la signature.",
        required=False,
    )

    def clean_mail(self) -> "UploadedFile[bytes]":
        given: UploadedFile[bytes] = self.cleaned_data["mail"]
        if (given.size or 0) > HEAVIEST:
            raise ValidationError(
                "Ce courriel pèse plus de 30 Mo : transférez-le sans ses pièces les plus lourdes, "
                "et demandez-les par un lien de dépôt."
            )
        return given


class KeptMailForm(Form):
    """The mail is here already: only its author may be unknown."""

    commune = CommuneField(
        label="Commune qui demande",
        error_messages={
            "required": "Aucune collectivité n’a été reconnue avec certitude dans ce courriel : "
            "indiquez la commune."
        },
    )
