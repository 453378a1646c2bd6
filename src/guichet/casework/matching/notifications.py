"""The letters of a referral, and the sentence of each event of its history."""

from datetime import date

from guichet.casework.demands.notifications import ALGORITHM
from guichet.foundations.notifications.actions import Message
from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import capitalised, of, uncapitalised

from .answer_links import answer_path
from .models import Opinion, Question, Referral, Satisfaction

HISTORY: dict[str, str] = {
    "run.run": "a cherché qui peut aider ({eligible} sur {offers} offres examinées)",
    "orientation_rule.set_rule": ("a fixé la règle « {label} » à {value} à partir du {starts_on}"),
    "referral.refer": "a sollicité {provider} pour l’offre « {offer} »",
    "referral.accept_referral": "a accepté la demande pour {provider}",
    "referral.refuse_referral": "a décliné la demande pour {provider} ({reason})",
    "referral.ask_for_more": "a demandé une précision avant de répondre ({provider})",
    "referral.give_more": "a donné la précision attendue par {provider}",
    "referral.renew_answer_link": "a envoyé un nouveau lien de réponse à {provider}",
    "referral.post_letter": "a envoyé à {provider} la lettre de la demande ({day})",
    "referral.record_answer": ("a noté la réponse de {provider}, donnée {how} le {day} par {who}"),
    "referral.remind": "a rappelé la réponse attendue de {provider} ({day})",
    "opinion.ask_opinion": "a demandé l’avis de {provider} pour le {day}",
    "opinion.give_opinion": "a rendu l’avis de {provider} : {position}",
    "opinion.post_opinion_letter": "a envoyé à {provider} la lettre de la demande d’avis ({day})",
    "opinion.record_opinion": "a noté l’avis de {provider}, donné {how} le {day} par {who}",
    "opinion.withdraw_opinion": "a retiré la demande d’avis à {provider}",
    "opinion.remind": "a rappelé l’avis attendu de {provider} ({day})",
    "referral.rate_help": "a dit si l’aide de {provider} a été utile : {answer}",
    "referral.withdraw_referral": "a retiré l’envoi à {provider}",
}


def asked(referral: Referral) -> Message:
    """To the provider: what is expected, by whom, and where to answer."""
    demand = referral.demand
    return _letter(
        referral,
        f"Le guichet vous adresse la demande {demand.reference}",
        f"{demand.requester.at_head} ({demand.commune}) cherche une aide pour « {demand.title} ».",
        "Le guichet pense que votre offre peut y répondre"
        + (f" : « {referral.offer.title} »." if referral.offer else "."),
        referral.message,
        "Dites si vous acceptez, ce qu’il vous manque pour répondre, ou pourquoi vous ne pouvez "
        "pas.",
        link=referral.get_absolute_url(),
        public_link=answer_path(referral),
        public_note="Le lien ci-dessous suffit : aucun compte n’est nécessaire. Il répond au nom "
        "de votre structure : ne le transmettez qu’à vos collègues.",
    )


def accepted_for_applicant(referral: Referral) -> Message:
    demand = referral.demand
    return _letter(
        referral,
        f"{referral.provider.short_name} peut vous aider ({demand.reference})",
        "Bonjour,",
        f"{referral.provider.at_head} accepte de vous aider pour « {demand.title} ».",
        referral.answer_note,
        "Le guichet va ouvrir l’accompagnement avec cette structure et vous. Vous n’avez rien à "
        "faire pour l’instant.",
        ALGORITHM,
    )


def refused_for_applicant(referral: Referral) -> Message:
    """Never the provider's own note, which is written for the desk."""
    demand = referral.demand
    return _letter(
        referral,
        f"{referral.provider.short_name} ne peut pas vous aider ({demand.reference})",
        "Bonjour,",
        f"{referral.provider.at_head} ne peut pas vous aider pour « {demand.title} ». "
        f"Sa raison : {_reason(referral)}.",
        "Le guichet cherche une autre solution. Vous n’avez rien à faire pour l’instant.",
        ALGORITHM,
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
        f"{referral.provider.at_head} {answer} la demande « {demand.title} ».{why}",
        referral.answer_note,
        _other(referral),
        f"Il reste à {wanted}.",
        link=f"{demand.get_absolute_url()}orientation/",
    )


def answer_recorded(referral: Referral, question: Question | None = None) -> Message:
    """To the structure: what the desk wrote in its name, so that it can say if it is wrong."""
    demand = referral.demand
    answers = {"ACCEPTED": "a accepté la demande", "REFUSED": "a décliné la demande"}
    answer = answers.get(referral.status, "attend une précision sur la demande")
    who = question.asked_label if question else referral.answered_label
    return _letter(
        referral,
        f"Le guichet a noté votre réponse sur {demand.reference}",
        f"Le guichet a noté que votre structure {answer} « {demand.title} » ({who}).",
        question.body if question else "",
        "Si ce n’est pas votre réponse, écrivez au guichet.",
        link=referral.get_absolute_url(),
        public_link=answer_path(referral),
    )


def opinion_recorded(opinion: Opinion) -> Message:
    """To the structure: what the desk wrote in its name, so that it can say if it is wrong."""
    demand = opinion.demand
    return _about(
        opinion,
        f"Le guichet a noté votre avis sur {demand.reference}",
        f"Le guichet a noté votre avis sur « {demand.title} » ({opinion.given_label}) : "
        f"{uncapitalised(opinion.get_position_display())}.",
        opinion.reservations,
        "Si ce n’est pas votre avis, écrivez au guichet.",
    )


def withdrawn(referral: Referral) -> Message:
    demand = referral.demand
    return _letter(
        referral,
        f"Vous n’avez plus à répondre sur {demand.reference}",
        f"Le guichet a retiré la demande « {demand.title} » qu’il vous avait adressée.",
        link=referral.get_absolute_url(),
        public_link=answer_path(referral),
    )


def more_is_needed(referral: Referral, question: Question) -> Message:
    """To the desk: the ball is with it until it answers."""
    demand = referral.demand
    return _letter(
        referral,
        f"{demand.reference} : {referral.provider.short_name} a besoin d’une précision",
        f"{referral.provider.at_head} ne peut pas encore répondre sur « {demand.title} ».",
        question.body,
        "Son délai est suspendu jusqu’à votre réponse.",
        link=referral.get_absolute_url(),
    )


def more_is_needed_of_you(referral: Referral, question: Question) -> Message:
    demand = referral.demand
    return _letter(
        referral,
        f"{referral.provider.short_name} a une question sur votre projet ({demand.reference})",
        "Bonjour,",
        f"{referral.provider.at_head} étudie « {demand.title} » et demande :",
        question.body,
        "Si vous avez la réponse, écrivez-la au guichet, qui la transmettra.",
    )


def more_is_given(referral: Referral, question: Question) -> Message:
    demand = referral.demand
    return _letter(
        referral,
        f"La précision que vous attendiez ({demand.reference})",
        f"À propos de « {demand.title} », vous demandiez :",
        question.body,
        f"Réponse du guichet : {question.reply}",
        "Votre réponse est de nouveau attendue.",
        link=referral.get_absolute_url(),
        public_link=answer_path(referral),
    )


def answer_is_due(referral: Referral, *, day: date, is_late: bool) -> Message:
    demand = referral.demand
    when = "était attendue" if is_late else "est attendue"
    return _letter(
        referral,
        f"Rappel : votre réponse {when} le {long_date(day)} ({demand.reference})",
        f"{demand.requester.at_head} ({demand.commune}) attend de savoir si vous pouvez "
        f"l’aider pour « {demand.title} ».",
        "Sans réponse, le guichet s’adressera à d’autres structures." if is_late else "",
        link=referral.get_absolute_url(),
        public_link=answer_path(referral),
    )


def precision_is_awaited(referral: Referral) -> Message:
    demand = referral.demand
    return _letter(
        referral,
        f"Rappel : {referral.provider.short_name} attend une précision ({demand.reference})",
        f"{referral.provider.at_head} ne peut pas répondre sur « {demand.title} » sans la "
        "précision que cette structure vous a demandée.",
        link=referral.get_absolute_url(),
    )


def help_rated(referral: Referral, given: Satisfaction) -> Message:
    demand = referral.demand
    return _letter(
        referral,
        f"Ce que {demand.requester} dit de l’aide reçue ({demand.reference})",
        f"À propos de « {demand.title} » : cette aide a-t-elle été utile ? "
        f"{given.get_usefulness_display()}.",
        given.comment,
        link=referral.get_absolute_url(),
        public_link=answer_path(referral),
    )


def opinion_asked(opinion: Opinion) -> Message:
    demand = opinion.demand
    return _about(
        opinion,
        f"Votre avis est demandé sur {demand.reference}, pour le {long_date(opinion.due_on)}",
        f"{demand.requester.at_head} ({demand.commune}) porte le projet « {demand.title} ».",
        opinion.question,
        public_note="Le lien ci-dessous suffit pour rendre votre avis : aucun compte n’est "
        "nécessaire.",
    )


def opinion_is_due(opinion: Opinion, *, is_late: bool) -> Message:
    when = "était attendu" if is_late else "est attendu"
    return _about(
        opinion,
        f"Rappel : votre avis {when} le {long_date(opinion.due_on)} ({opinion.demand.reference})",
        opinion.question,
    )


def opinion_given(opinion: Opinion) -> Message:
    demand = opinion.demand
    return Message(
        f"{demand.reference} : avis {of(opinion.provider.short_name)}",
        "\n\n".join(
            part
            for part in (
                f"{opinion.provider.at_head} a rendu son avis sur « {demand.title} » : "
                f"{uncapitalised(opinion.get_position_display())}.",
                opinion.reservations,
            )
            if part
        ),
        link=f"{demand.get_absolute_url()}orientation/",
        about=opinion.case_key,
    )


def opinion_withdrawn(opinion: Opinion) -> Message:
    return Message(
        f"Votre avis n’est plus attendu sur {opinion.demand.reference}",
        f"Le guichet n’a plus besoin de votre avis sur « {opinion.demand.title} ».",
        about=opinion.case_key,
    )


def _about(opinion: Opinion, subject: str, *paragraphs: str, public_note: str = "") -> Message:
    return Message(
        subject,
        "\n\n".join(capitalised(paragraph) for paragraph in paragraphs if paragraph.strip()),
        link=opinion.get_absolute_url(),
        about=opinion.case_key,
        public_link=answer_path(opinion),
        public_note=public_note,
    )


def _other(referral: Referral) -> str:
    who = str(referral.suggested) if referral.suggested else referral.suggestion
    return f"Cette structure propose de s’adresser à : {who}." if who else ""


def _reason(referral: Referral) -> str:
    return uncapitalised(referral.get_refusal_reason_display())


def _letter(
    referral: Referral,
    subject: str,
    *paragraphs: str,
    link: str = "",
    public_link: str = "",
    public_note: str = "",
) -> Message:
    body = "\n\n".join(capitalised(paragraph) for paragraph in paragraphs if paragraph.strip())
    address = link or referral.demand.get_absolute_url()
    return Message(
        subject,
        body,
        link=address,
        about=referral.case_key,
        public_link=public_link,
        public_note=public_note,
    )
