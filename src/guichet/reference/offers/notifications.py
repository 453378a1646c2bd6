"""The letters about offers, and the words of their history."""

from collections.abc import Sequence

from django.urls import reverse

from guichet.foundations.notifications.actions import Message as Letter
from guichet.foundations.toolkit.text import NBSP, plural
from guichet.reference.directory.models import Organisation

from .models import Offer

HISTORY = {
    "offer.save_offer": "a enregistré l’offre : {what}",
    "offer.publish_offer": "a publié l’offre",
    "offer.archive_offer": "a archivé l’offre",
    "offer.check_offer": "a vérifié l’offre",
    "offer.confirm_offer": "a relu l’offre et la confirme",
    "offer.withdraw_import": "a retiré le brouillon d’offre",
    "offer.remind": "a rappelé à l’organisme de relire l’offre",
    "offer_file.open_file": "a ouvert le fichier d’offres « {name} »",
    "offer_file.adjust_file": "a corrigé la lecture du fichier d’offres",
    "offer_file.confirm_file": (
        "a importé {created} offres et en a mis à jour {updated}, sur {read} lignes lues"
    ),
    "offer_file.undo_import": (
        "a annulé l’import : {withdrawn} brouillons retirés, {restored} offres rendues à leurs "
        "valeurs, {left} laissées"
    ),
}


def read_again(provider: Organisation, offers: Sequence[Offer]) -> Letter:
    listed = "\n".join(f"– {offer.title}" for offer in offers)
    return Letter(
        f"Vos offres d’ingénierie{NBSP}: sont-elles toujours justes ?",
        "Bonjour,\n\n"
        f"Depuis un an, personne n’a relu {plural(len(offers), 'fiche')} de {provider.name} dans "
        f"le catalogue du guichet :\n\n{listed}\n\n"
        "Ouvrez le catalogue, puis chaque fiche : si rien n’a changé, appuyez sur « Toujours "
        "juste » ; sinon, corrigez-la ou archivez-la. Les communes s’y fient pour savoir à qui "
        "s’adresser.\n\n"
        "Ce rappel ne revient qu’une fois par an.",
        link=reverse("offers:detail", args=[offers[0].pk])
        if len(offers) == 1
        else reverse("offers:index"),
    )
