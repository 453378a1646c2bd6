"""The words of the letters that the foundations themselves send."""

from django.urls import reverse

from guichet.foundations.accounts.actions import IssuedLink
from guichet.foundations.toolkit.dates import clock_time

from .choices import ABOUT_SIGN_IN
from .letters import Message

# A letter is its own record (its row says when, to whom and what became of it): no event.
HISTORY: dict[str, str] = {}


def sign_in_link(link: IssuedLink) -> Message:
    return Message(
        subject="Votre lien de connexion à Guichet",
        body=(
            f"Bonjour {link.user.name},\n\n"
            "Suivez ce lien pour vous connecter à Guichet. Il ne sert qu’une fois et vaut "
            f"jusqu’à {clock_time(link.expires_at)} (heure de Paris).\n\n"
            "Si vous n’avez rien demandé, ignorez ce message : personne n’est entré."
        ),
        link=reverse("accounts:redeem", args=[link.token]),
        about=ABOUT_SIGN_IN,
    )
