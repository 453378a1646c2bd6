"""All the letters about a demand, and the sentence of each event of its history."""

from collections.abc import Sequence

from guichet.foundations.notifications.actions import Message as Letter
from guichet.foundations.toolkit.dates import clock_time, full_date, local_day, long_date
from guichet.foundations.toolkit.text import plural
from guichet.reference.directory.models import Organisation

from .choices import MessageAudience
from .deadlines import Promised
from .following import follow_path
from .models import Demand, Message, SavedView
from .timekeeping import Due

MOST_LISTED = 20

# The mention beside every decision that a computation prepared (CRPA, L311-3-1 and R311-3-1-1).
ALGORITHM = (
    "Pour orienter une demande, le guichet s’appuie sur un traitement algorithmique, qui repère "
    "les offres d’ingénierie publiées pouvant aider ; une personne choisit. Vous avez le droit "
    "d’en obtenir les règles, la mise en œuvre et les données qui vous concernent (code des "
    "relations entre le public et l’administration, article L311-3-1) : écrivez au guichet ; s’il "
    "refuse, ou n’a pas répondu au bout d’un mois, vous pouvez saisir la commission d’accès aux "
    "documents administratifs. Les règles sont publiques : page « Règles d’orientation » du "
    "guichet."
)

HISTORY: dict[str, str] = {
    "demand.start_draft": "a commencé la demande",
    "demand.save_draft": "a modifié le brouillon",
    "demand.discard_draft": "a supprimé le brouillon",
    "demand.submit": "a déposé la demande sous le numéro {reference}",
    "demand.file_away": (
        "a repris la demande d’une liste d’années passées, reçue le {day} et déjà close, sous le "
        "numéro {reference}"
    ),
    "demand.acknowledge": "a confié le suivi de la demande à {officer}",
    "demand.send_back": "a demandé un complément avant le {expected_by}",
    "demand.complete": "a envoyé le complément demandé",
    "demand.qualify": "a qualifié la demande (thème : {theme})",
    "demand.requalify": "a corrigé la qualification (thème : {theme})",
    "demand.refer": "a adressé la demande à {provider}",
    "demand.share": "a aussi adressé la demande à {provider}",
    "demand.support": "a ouvert l’accompagnement",
    "demand.decline": "a classé la demande sans suite ({reason})",
    "demand.reopen": "a rouvert la demande",
    "demand.close": "a clos la demande",
    "demand.remind": "a rappelé l’échéance du {day} ({stage})",
    "demand.attach": "a joint le fichier « {name} »",
    "demand.detach": "a retiré le fichier « {name} »",
    "demand.export": "a exporté {count} demande(s) au format {file_format}",
    "view.save": "a enregistré la vue « {name} »",
    "view.watch": "a demandé une alerte sur la vue « {name} »",
    "view.unwatch": "a arrêté l’alerte de la vue « {name} »",
    "view.delete": "a supprimé la vue « {name} »",
    "view.restore": "a rétabli la vue « {name} »",
    "view.tell": "a annoncé {count} demande(s) entrée(s) dans la vue « {name} »",
    "demand.renew_link": "a remplacé le lien de suivi de la collectivité",
    "message.write": "a écrit un message {thread}",
    "mail.keep": "a gardé un courriel à classer, de {sender}",
    "mail.file": "a classé le courriel de {sender}",
    "mail.dismiss": "a écarté le courriel de {sender}",
    "mail.become_demand": "a ouvert une demande avec le courriel de {sender}",
}

_SILENCE = (
    "L’absence de réponse ne vaut pas acceptation : une demande d’accompagnement n’est jamais "
    "acceptée tacitement. Si vous restez sans nouvelles, écrivez au guichet depuis la page de "
    "la demande, ou par les coordonnées ci-dessus."
)


def received(demand: Demand, *, desk: Organisation | None, promises: Sequence[Promised]) -> Letter:
    """The receipt: date, number, service, what happens next and when, what silence means.

    Its contents follow CRPA R112-5; a municipality is not « le public » of that code, the
    product keeps the same standard for all.
    """
    return _letter(
        demand,
        f"Accusé de réception de votre demande {demand.reference}",
        "Bonjour,",
        f"Votre demande « {demand.title} » a été reçue le {_moment(demand)} et porte le numéro "
        f"{demand.reference}. Rappelez ce numéro dans vos échanges.",
        f"Elle est instruite par : {_coordinates(desk)}.",
        "Et maintenant ? Le guichet désigne la personne qui suivra votre demande et vous donne "
        "son nom. Il peut vous demander un complément. Il cherche ensuite qui est le mieux placé "
        "pour vous aider, au plus près de votre territoire, et vous informe à chaque étape.",
        _delays(promises),
        _SILENCE,
    )


def _delays(promises: Sequence[Promised]) -> str:
    """One line per promise; nothing at all where a department has made none."""
    dated = [promise for promise in promises if promise.due is not None]
    if not dated:
        return ""
    lines = [
        f"- {p.label[:1].lower()}{p.label[1:]} : {p.words}, soit le {full_date(p.due)} au plus tard"
        for p in dated
        if p.due is not None
    ]
    return "\n".join(
        (
            "Les délais auxquels le guichet s’engage :",
            *lines,
            "Le temps pendant lequel il attend une réponse de votre part n’est pas compté.",
        )
    )


def entered(view: SavedView, arrived: Sequence[Demand]) -> Letter:
    """What has entered a saved view, in one letter."""
    shown = arrived[:MOST_LISTED]
    lines = [f"- {d.reference} : {d.title} ({d.requester})" for d in shown]
    if len(arrived) > len(shown):
        lines.append(f"- et {len(arrived) - len(shown)} de plus")
    return Letter(
        subject=f"{plural(len(arrived), 'nouvelle demande', 'nouvelles demandes')} : {view.name}",
        body="\n\n".join(
            (
                "Bonjour,",
                f"Depuis le dernier courriel, est entré dans votre vue « {view.name} » :",
                "\n".join(lines),
                "Pour ne plus recevoir ce courriel, arrêtez l’alerte dans « Vues enregistrées ».",
            )
        ),
        link=view.get_absolute_url(),
    )


def filed_for_you(demand: Demand, *, desk: Organisation | None) -> Letter:
    """To the authority itself: somebody wrote in its name, and it must be able to say no."""
    return _letter(
        demand,
        f"Une demande a été déposée pour {demand.requester} : {demand.reference}",
        "Bonjour,",
        f"Le guichet a enregistré en votre nom la demande « {demand.title} », reçue par courriel, "
        f"par téléphone ou lors d’un rendez-vous. Elle porte le numéro {demand.reference} ; la "
        f"personne à contacter est {demand.contact_name} ({demand.contact_email}).",
        "Si vous n’êtes pas à l’origine de cette demande, ou si elle comporte une erreur, "
        f"dites-le au guichet : {_coordinates(desk)}.",
    )


def to_instruct(demand: Demand) -> Letter:
    return _letter(
        demand,
        f"Nouvelle demande {demand.reference} : {demand.requester}",
        f"{demand.requester.at_head} a déposé la demande « {demand.title} » ({demand.commune}).",
        "Il reste à désigner qui la suivra : prenez-la en charge, ou confiez-la à un collègue.",
    )


def link_again(demand: Demand) -> Letter:
    return _letter(
        demand,
        f"Votre lien pour suivre la demande {demand.reference}",
        "Bonjour,",
        f"Voici le lien pour suivre « {demand.title} », répondre au guichet et lui écrire. Il "
        "n’ouvre que cette demande : ne le transmettez qu’aux personnes qui la suivent avec vous.",
    )


def acknowledged(demand: Demand) -> Letter:
    officer = demand.officer
    reach = (officer.email or officer.phone) if officer else ""
    who = f"{officer} ({reach})" if reach else str(officer or "le guichet")
    return _letter(
        demand,
        f"Votre demande {demand.reference} est prise en charge",
        "Bonjour,",
        f"Votre demande « {demand.title} » est suivie par {who}.",
        "Le guichet l’étudie pour trouver qui peut vous aider. Vous n’avez rien à faire pour "
        "l’instant.",
    )


def sent_back(demand: Demand) -> Letter:
    until = f" avant le {long_date(demand.missing_by)}" if demand.missing_by else ""
    return _letter(
        demand,
        f"Votre demande {demand.reference} est à compléter",
        "Bonjour,",
        f"Pour avancer sur « {demand.title} », le guichet a besoin de ceci{until} :",
        demand.missing_items,
        "Répondez sur la page de la demande, où vous pouvez aussi joindre des fichiers. "
        "Si ce délai ne convient pas, dites-le au même endroit.",
        thread=MessageAudience.APPLICANT,
    )


def completed(demand: Demand, *, answer: str) -> Letter:
    return _letter(
        demand,
        f"Complément reçu pour {demand.reference}",
        f"{demand.requester.at_head} a répondu au sujet de « {demand.title} » :",
        answer,
        "La demande attend maintenant d’être qualifiée.",
    )


def qualified(demand: Demand) -> Letter:
    return _letter(
        demand,
        f"Votre demande {demand.reference} a été étudiée",
        "Bonjour,",
        f"Le guichet a étudié « {demand.title} » et cherche maintenant la structure la mieux "
        "placée pour vous aider. Vous n’avez rien à faire pour l’instant.",
    )


def referred(demand: Demand, *, provider: Organisation) -> Letter:
    return _letter(
        demand,
        f"Votre demande {demand.reference} est adressée à {provider.short_name}",
        "Bonjour,",
        f"Le guichet a adressé « {demand.title} » à {provider}. Cette structure doit dire si "
        "elle peut vous aider ; vous serez informés de sa réponse.",
        ALGORITHM,
    )


def declined(demand: Demand) -> Letter:
    return _letter(
        demand,
        f"Votre demande {demand.reference} est classée sans suite",
        "Bonjour,",
        f"Le guichet ne donnera pas suite à « {demand.title} ». "
        f"Motif : {demand.get_decline_reason_display()}.",
        demand.decline_note,
        "Vous pouvez répondre au guichet depuis la page de la demande, ou déposer une nouvelle "
        "demande si le projet change.",
    )


def redirected(demand: Demand, *, to: Organisation) -> Letter:
    return _letter(
        demand,
        f"Votre demande {demand.reference} est transmise à {to.short_name}",
        "Bonjour,",
        f"« {demand.title} » ne relève pas du guichet. Votre demande est transmise aujourd’hui à "
        f"l’interlocuteur compétent : {_coordinates(to)}.",
        demand.decline_note,
        "Vous n’avez rien à refaire. Si cet interlocuteur ne vous répond pas, dites-le au guichet "
        "depuis la page de la demande.",
    )


def handed_over(demand: Demand) -> Letter:
    """To somebody who has no account: everything is in the letter, and no link."""
    contact = ", ".join(
        part
        for part in (
            demand.contact_name, demand.contact_title, demand.contact_email, demand.contact_phone
        )
        if part
    )  # fmt: skip
    body = "\n\n".join(
        part
        for part in (
            "Bonjour,",
            f"Le guichet de l’ingénierie a reçu de {demand.requester} la demande "
            f"{demand.reference}, qui relève de vous. Nous vous la transmettons et en avons "
            "informé la collectivité.",
            f"Projet : {demand.title} ({demand.commune}).",
            demand.description,
            f"Aide attendue : {demand.expected_help}",
            f"Ce qui a déjà été tenté : {demand.already_tried}" if demand.already_tried else "",
            f"Mot du guichet : {demand.decline_note}",
            f"Répondez directement à la collectivité : {contact}.",
        )
        if part
    )
    subject = f"Demande transmise par le guichet : {demand.requester}"
    return Letter(subject, body, about=demand.case_key)


def reopened(demand: Demand, *, because: str) -> Letter:
    return _letter(
        demand,
        f"Votre demande {demand.reference} est rouverte",
        "Bonjour,",
        f"Le guichet a rouvert « {demand.title} » et reprend son étude.",
        because,
    )


def closed(demand: Demand, *, because: str) -> Letter:
    return _letter(
        demand,
        f"Votre demande {demand.reference} est close",
        "Bonjour,",
        f"Le guichet a clos la demande « {demand.title} ».",
        because,
        "Pour un nouveau besoin, déposez une nouvelle demande.",
    )


def written(message: Message) -> Letter:
    demand = message.demand
    return _letter(
        demand,
        f"Nouveau message au sujet de {demand.reference}",
        f"{message.author_label} a écrit au sujet de « {demand.title} » :",
        message.body,
        "Répondez depuis la page de la demande, pour que tous ceux qui la suivent vous lisent.",
        page="/echanges/",
        thread=message.audience,
    )


def mentioned(message: Message) -> Letter:
    demand = message.demand
    return _letter(
        demand,
        f"{message.author_label} vous interpelle au sujet de {demand.reference}",
        f"{message.author_label} s’adresse à vous, entre services, au sujet de « {demand.title} » "
        f"({demand.requester}) :",
        message.body,
        page="/echanges/",
        thread=message.audience,
    )


def reminded(demand: Demand, *, due: Due, stage: str, title: str) -> Letter:
    """One letter to whoever holds the ball: what is awaited, for when."""
    day = full_date(due.day) if due.day else ""
    opening = {
        "BEFORE": f"L’échéance approche : le {day}.",
        "DUE": "L’échéance est aujourd’hui.",
        "AFTER": f"L’échéance du {day} est passée : {due.words}.",
    }[stage]
    return _letter(
        demand,
        f"{title} : demande {demand.reference}",
        "Bonjour,",
        f"Au sujet de « {demand.title} » ({demand.requester}), il vous revient de : "
        f"{title[:1].lower()}{title[1:]}.",
        opening,
        "La page « Pourquoi cette date ? » de la demande montre comment cette échéance se calcule.",
    )


def attached(demand: Demand, *, name: str, by: str) -> Letter:
    return _letter(
        demand,
        f"Nouvelle pièce jointe à {demand.reference}",
        f"{by} a joint le fichier « {name} » à « {demand.title} ».",
    )


def _letter(
    demand: Demand, subject: str, *paragraphs: str, page: str = "/", thread: str = ""
) -> Letter:
    link = demand.get_absolute_url().rstrip("/") + page
    body = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return Letter(
        subject,
        body,
        link=link,
        public_link=follow_path(demand),
        about=demand.case_key,
        thread=thread,
    )


def _moment(demand: Demand) -> str:
    if demand.submitted_at is None:
        return ""
    return f"{full_date(local_day(demand.submitted_at))} à {clock_time(demand.submitted_at)}"


def _coordinates(desk: Organisation | None) -> str:
    if desk is None:
        return "le guichet unique de l’ingénierie de votre département"
    return ", ".join(part for part in (desk.name, desk.email, desk.phone) if part)
