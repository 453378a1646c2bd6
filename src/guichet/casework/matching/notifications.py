"""The letters of a referral, and the sentence of each event of its history."""

from guichet.foundations.notifications.actions import Message
from guichet.foundations.toolkit.text import capitalised

from .models import Referral

HISTORY: dict[str, str] = {
    "run.run": "a cherché qui peut aider ({eligible} sur {offers} offres examinées)",
    "referral.refer": "a sollicité {provider} pour l’offre « {offer} »",
    "referral.accept_referral": "a accepté la demande pour {provider}",
    "referral.refuse_referral": "a décliné la demande pour {provider} ({reason})",
    "referral.withdraw_referral": "a retiré l’envoi à {provider}",
}


def asked(referral: Referral) -> Message:
    """To the provider: what is expected, by whom, and where to answer."""
    demand = referral.demand
    return _letter(
        referral,
        f"Le guichet vous adresse la demande {demand.reference}",
        f"{demand.requester} ({demand.commune}) cherche une aide pour « {demand.title} ».",
        "Le guichet pense que votre offre peut y répondre"
        + (f" : « {referral.offer.title} »." if referral.offer else "."),
        referral.message,
        "Dites sur la page de la demande si vous acceptez, ou pourquoi vous ne pouvez pas.",
        link=referral.get_absolute_url(),
    )


def accepted_for_applicant(referral: Referral) -> Message:
    demand = referral.demand
    return _letter(
        referral,
        f"{referral.provider.short_name} peut vous aider ({demand.reference})",
        "Bonjour,",
        f"{referral.provider} accepte de vous aider pour « {demand.title} ».",
        referral.answer_note,
        "Le guichet va ouvrir l’accompagnement avec cette structure et vous. Vous n’avez rien à "
        "faire pour l’instant.",
    )


def refused_for_applicant(referral: Referral) -> Message:
    """Never the provider's own note, which is written for the desk."""
    demand = referral.demand
    return _letter(
        referral,
        f"{referral.provider.short_name} ne peut pas vous aider ({demand.reference})",
        "Bonjour,",
        f"{referral.provider} ne peut pas vous aider pour « {demand.title} ». "
        f"Sa raison : {_reason(referral)}.",
        "Le guichet cherche une autre solution. Vous n’avez rien à faire pour l’instant.",
    )


def answered_for_desk(referral: Referral) -> Message:
    demand = referral.demand
    accepted = referral.status == "ACCEPTED"
    answer = "accepte" if accepted else "décline"
    why = "" if accepted else f" Motif : {_reason(referral)}."
    wanted = "ouvrir l’accompagnement" if accepted else "solliciter une autre structure"
    return _letter(
        referral,
        f"{demand.reference} : {referral.provider.short_name} {answer}",
        f"{referral.provider} {answer} la demande « {demand.title} ».{why}",
        referral.answer_note,
        f"Il reste à {wanted}.",
        link=f"{demand.get_absolute_url()}orientation/",
    )


def withdrawn(referral: Referral) -> Message:
    demand = referral.demand
    return _letter(
        referral,
        f"Vous n’avez plus à répondre sur {demand.reference}",
        f"Le guichet a retiré la demande « {demand.title} » qu’il vous avait adressée.",
        link=referral.get_absolute_url(),
    )


def _reason(referral: Referral) -> str:
    label = referral.get_refusal_reason_display()
    return label[:1].lower() + label[1:]


def _letter(referral: Referral, subject: str, *paragraphs: str, link: str = "") -> Message:
    body = "\n\n".join(capitalised(paragraph) for paragraph in paragraphs if paragraph.strip())
    address = link or referral.demand.get_absolute_url()
    return Message(subject, body, link=address, about=referral.case_key)
