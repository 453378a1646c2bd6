"""The letters of the doors, and the sentence of each event."""

from django.urls import reverse

from guichet.casework.demands.models import Demand
from guichet.foundations.notifications.actions import Message as Letter

from .models import PublicDraft, PublicEntry

HISTORY: dict[str, str] = {
    "import.open_file": "a ouvert le fichier « {name} » pour l’importer",
    "import.map_columns": "a corrigé les colonnes du fichier à importer",
    "import.confirm": "a importé {taken} demandes sur {read} lignes lues",
    "public_entry.leave": "a reçu une demande à confirmer",
    "public_entry.confirm": "a déposé la demande confirmée, sous le numéro {reference}",
    "public_draft.open": "a commencé une demande sans compte",
    "public_draft.send_link": "a demandé le lien de son brouillon",
    "public_draft.recall": "a rappelé à son auteur un brouillon sans compte",
    "public_draft.erase": "a effacé un brouillon sans compte",
    "draft.remind": "a rappelé à son auteur le brouillon abandonné",
    "mail.capture": "a repris un courriel en brouillon de demande",
}


def to_confirm(entry: PublicEntry, *, token: str) -> Letter:
    return Letter(
        "Confirmez votre demande d’accompagnement",
        "Bonjour,\n\n"
        f"Vous venez d’écrire la demande « {entry.answers['title']} » pour {entry.requester}. "
        "Elle n’est pas encore déposée : ouvrez le lien ci-dessous, puis appuyez sur le bouton. "
        "Il vaut quarante-huit heures et ne sert qu’une fois.\n\n"
        "Si vous n’avez rien demandé, ne faites rien : sans confirmation, tout est effacé.",
        link=reverse("doors:confirm_entry", args=[token]),
    )


def public_draft_waits(draft: PublicDraft) -> Letter:
    """The same letter whether its author asks for it or the week is over."""
    title = str(draft.typed.get("title", "")).strip()
    told = f"« {title} »" if title else "sans intitulé"
    return Letter(
        "Votre brouillon de demande vous attend",
        "Bonjour,\n\n"
        f"Vous avez commencé une demande d’accompagnement ({told}). Elle n’est pas envoyée, et le "
        "guichet ne la voit pas. Le lien ci-dessous la rouvre où vous l’avez laissée ; vous pouvez "
        "aussi l’y effacer.\n\n"
        "Sans nouvelle saisie, elle est effacée au bout de trente jours. Si vous n’avez rien "
        "commencé, ne faites rien.",
        link=reverse("doors:resume_draft", args=[draft.token]),
    )


def draft_waits(demand: Demand) -> Letter:
    title = f"« {demand.title} »" if demand.title else "sans intitulé"
    return Letter(
        "Votre brouillon de demande vous attend",
        "Bonjour,\n\n"
        f"Vous avez commencé une demande d’accompagnement ({title}) pour {demand.requester}. Elle "
        "n’est pas déposée : personne d’autre que vous ne s’en occupe. Le lien ci-dessous la "
        "rouvre où vous l’avez laissée ; vous pouvez aussi l’y supprimer.\n\n"
        "Ce rappel est le seul : vous n’en recevrez pas d’autre pour ce brouillon.",
        link=demand.get_absolute_url(),
        about=demand.case_key,
    )
