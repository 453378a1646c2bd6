from django import forms


class SignInForm(forms.Form):
    """Dressed by hand: the design system's form stands above the accounts."""

    use_required_attribute = False

    email = forms.EmailField(
        label="Votre adresse électronique professionnelle",
        help_text="Celle que connaît le guichet de votre département. Format : nom@domaine.fr",
        max_length=254,
        error_messages={
            "required": "Indiquez votre adresse électronique.",
            "invalid": "Cette adresse n’est pas complète. Exemple : prenom.nom@mairie.fr",
        },
        widget=forms.EmailInput(
            attrs={"class": "fr-input", "autocomplete": "email", "spellcheck": "false"}
        ),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)
