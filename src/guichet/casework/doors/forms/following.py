"""What an applicant writes by its link, and how it asks for another one."""

from django import forms

from guichet.foundations.documents.formats import EXTENSIONS
from guichet.foundations.ui.dsfr import Form

LONGEST = 5000


class WriteForm(Form):
    body = forms.CharField(
        label="Votre message",
        help_text="Il est lu par la personne qui suit votre demande.",
        max_length=LONGEST,
        error_messages={"required": "Écrivez votre message avant de l’envoyer."},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    file = forms.FileField(
        label="Pièce jointe",
        help_text="Un fichier, 20 Mo au plus.",
        required=False,
        error_messages={"empty": "Ce fichier est vide : ouvrez-le pour vérifier."},
        widget=forms.FileInput(attrs={"accept": ",".join(f".{one}" for one in EXTENSIONS)}),
    )


class LinkForm(Form):
    reference = forms.CharField(
        label="Numéro de la demande",
        help_text="Il est sur l’accusé de réception, par exemple D-04-26-0001.",
        max_length=30,
        error_messages={"required": "Indiquez le numéro de la demande."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label="Adresse électronique de la personne à contacter",
        max_length=254,
        error_messages={
            "required": "Indiquez l’adresse donnée dans la demande.",
            "invalid": "Cette adresse n’est pas complète : écrivez-la comme mairie@exemple.fr.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
