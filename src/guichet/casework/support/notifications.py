"""The letters of a support, and how its history is told."""

from guichet.foundations.notifications.actions import Message
from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import NBSP

from .models import Step, Support

HISTORY: dict[str, str] = {
    "support.open_support": "a ouvert l’accompagnement, chef de file\u00a0: {lead}",
    "support.start": "a démarré l’accompagnement",
    "support.add_step": "a ajouté l’étape «\u00a0{title}\u00a0»{due_label}",
    "support.finish_step": "a noté l’étape «\u00a0{title}\u00a0» comme faite le {done_label}",
    "support.deliver": "a déclaré l’accompagnement livré",
    "support.abandon": "a abandonné l’accompagnement",
}


def opened(support: Support) -> Message:
    end = f" La fin est prévue le {long_date(support.ends_on)}." if support.ends_on else ""
    return _letter(
        support,
        "un accompagnement est ouvert",
        f"{support.lead_provider.name} accompagne le projet {_title(support)}.\n\n"
        f"Objectif{NBSP}: {support.objective}\n\n"
        f"Les étapes et le plan de financement se suivent sur la page de l’accompagnement.{end}",
    )


def started(support: Support) -> Message:
    return _letter(
        support,
        "l’accompagnement démarre",
        f"{support.lead_provider.name} commence le travail sur le projet {_title(support)}.",
    )


def step_finished(step: Step) -> Message:
    return _letter(
        step.support,
        "une étape est faite",
        f"L’étape «{NBSP}{step.title}{NBSP}» de l’accompagnement par "
        f"{step.support.lead_provider.name} est faite.",
    )


def delivered(support: Support) -> Message:
    return _letter(
        support,
        "l’accompagnement est livré",
        f"{support.lead_provider.name} a terminé l’accompagnement du projet "
        f"{_title(support)}.\n\nBilan{NBSP}: {support.outcome}",
    )


def abandoned(support: Support, because: str) -> Message:
    return _letter(
        support,
        "l’accompagnement s’arrête",
        f"L’accompagnement du projet {_title(support)} par "
        f"{support.lead_provider.name} est abandonné.\n\nMotif{NBSP}: {because}\n\n"
        "Le guichet reste à votre écoute pour la suite à donner à la demande.",
    )


def _title(support: Support) -> str:
    return f"«{NBSP}{support.demand.title}{NBSP}»"


def _letter(support: Support, subject: str, body: str) -> Message:
    return Message(
        subject=f"{support.demand.reference}{NBSP}: {subject}",
        body=body,
        link=support.get_absolute_url(),
        about=support.case_key,
    )
