"""Whose turn it is, and what is expected of them. Pure Python: no database, no clock.

The same table feeds the queue (« qui a la main »), the case page and the home pages, so that two
screens never disagree about who must act. Nobody is ever shown « en cours » alone: a case at rest
always has a holder and an expected deed, or is finished.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from guichet.foundations.toolkit.dates import long_date

Holder = Literal["APPLICANT", "DESK", "PROVIDER", "NOBODY"]
# From where the page is read: the sentences say « vous » to the one who must act.
Side = Literal["APPLICANT", "DESK", "OTHER"]

HOLDER_LABELS: dict[Holder, str] = {
    "APPLICANT": "La collectivité",
    "DESK": "Le guichet",
    "PROVIDER": "La structure d’ingénierie",
    "NOBODY": "Personne",
}


@dataclass(frozen=True)
class Situation:
    """What must be known of a demand to say what comes next."""

    status: str
    officer: str = ""
    missing_by: date | None = None
    is_answered: bool = False


@dataclass(frozen=True)
class NextStep:
    holder: Holder
    owner: str
    title: str
    sentence: str
    # The deed behind the primary button of whoever holds the ball; empty when there is none.
    deed: str = ""
    button: str = ""

    @property
    def is_over(self) -> bool:
        return self.holder == "NOBODY"


@dataclass(frozen=True)
class _Row:
    holder: Holder
    title: str
    to_applicant: str
    to_desk: str
    to_others: str
    deed: str = ""
    button: str = ""


_TABLE: dict[str, _Row] = {
    "DRAFT": _Row(
        "APPLICANT",
        "Finir et déposer la demande",
        "Complétez le formulaire puis déposez-le : le guichet ne voit pas encore votre demande.",
        "La demande n’est pas encore déposée.",
        "La demande n’est pas encore déposée.",
        "intake",
        "Reprendre le brouillon",
    ),
    "SUBMITTED": _Row(
        "DESK",
        "Prendre la demande en charge",
        "Le guichet va désigner la personne qui suivra votre demande. "
        "Vous n’avez rien à faire pour l’instant ; vous serez prévenus par courriel.",
        "Désignez qui suit cette demande : la collectivité saura à qui parler.",
        "Le guichet doit désigner la personne qui suivra la demande.",
        "acknowledge",
        "Prendre en charge",
    ),
    "ACKNOWLEDGED": _Row(
        "DESK",
        "Qualifier la demande",
        "Le guichet étudie votre demande pour trouver qui peut vous aider. "
        "Vous n’avez rien à faire pour l’instant.",
        "Précisez le thème, le type d’ingénierie et la phase, ou demandez ce qui manque.",
        "Le guichet étudie la demande.",
        "qualification",
        "Qualifier la demande",
    ),
    "RETURNED": _Row(
        "APPLICANT",
        "Répondre au guichet",
        "Le guichet a besoin d’un complément{by} pour avancer. "
        "Répondez ci-dessous, avec des pièces jointes si besoin.",
        "La collectivité doit envoyer un complément{by}.",
        "La collectivité doit envoyer un complément{by}.",
        "complete",
        "Envoyer le complément",
    ),
    "QUALIFIED": _Row(
        "DESK",
        "Orienter la demande",
        "Le guichet cherche la structure la mieux placée pour vous aider. "
        "Vous n’avez rien à faire pour l’instant.",
        "Choisissez à qui adresser la demande parmi les offres classées par le moteur.",
        "Le guichet cherche la structure la mieux placée.",
        "matching",
        "Voir les offres possibles",
    ),
    "REFERRED": _Row(
        "PROVIDER",
        "Obtenir la réponse de la structure sollicitée",
        "Votre demande a été adressée à une structure d’ingénierie, qui doit dire si elle "
        "peut vous aider. Vous n’avez rien à faire pour l’instant.",
        "La structure sollicitée doit répondre. Après son accord, ouvrez l’accompagnement.",
        "La structure sollicitée doit dire si elle accepte la demande.",
        "matching",
        "Suivre les envois",
    ),
    "ANSWERED": _Row(
        "DESK",
        "Décider de la suite",
        "La structure sollicitée a répondu. Le guichet décide de la suite ; "
        "vous n’avez rien à faire pour l’instant.",
        "La structure sollicitée a répondu : ouvrez l’accompagnement si elle accepte, "
        "sinon adressez la demande à une autre.",
        "La structure sollicitée a répondu ; le guichet décide de la suite.",
        "matching",
        "Voir la réponse",
    ),
    "SUPPORTED": _Row(
        "PROVIDER",
        "Mener l’accompagnement",
        "L’accompagnement a commencé : la structure qui vous aide vous informe de ses étapes.",
        "L’accompagnement est en cours : suivez ses étapes, et closez la demande à la fin.",
        "L’accompagnement est en cours.",
        "support",
        "Voir l’accompagnement",
    ),
    "ENDED": _Row(
        "DESK",
        "Conclure avec la collectivité",
        "L’accompagnement est terminé. Le guichet fait le point avec vous, puis clôt la demande "
        "ou l’adresse à une autre structure.",
        "L’accompagnement est terminé : lisez son bilan, puis closez la demande ou adressez-la à "
        "une autre structure.",
        "L’accompagnement est terminé ; le guichet conclut.",
        "support",
        "Voir l’accompagnement",
    ),
    "DECLINED": _Row(
        "NOBODY",
        "Demande classée sans suite",
        "Le guichet a expliqué pourquoi ci-dessous. Vous pouvez lui répondre, ou déposer une "
        "nouvelle demande.",
        "Plus rien n’est attendu. La demande peut être rouverte si la situation change.",
        "Plus rien n’est attendu.",
    ),
    "CLOSED": _Row(
        "NOBODY",
        "Demande close",
        "Le guichet a terminé. Pour un nouveau besoin, déposez une nouvelle demande.",
        "Plus rien n’est attendu.",
        "Plus rien n’est attendu.",
    ),
}

# When whoever helps has said the last word of a stage, the ball is back with the desk.
_LAST_WORD = {"REFERRED": "ANSWERED", "SUPPORTED": "ENDED"}


def next_step(situation: Situation, *, seen_by: Side, today: date) -> NextStep:
    """The next step of a demand, told to whoever reads the page."""
    row = _row(situation.status, situation.is_answered)
    told = {"APPLICANT": row.to_applicant, "DESK": row.to_desk, "OTHER": row.to_others}[seen_by]
    mine = row.holder == seen_by or (seen_by == "DESK" and row.holder == "PROVIDER")
    return NextStep(
        holder=row.holder,
        owner=_owner(row.holder, situation, seen_by),
        title=row.title,
        sentence=told.replace("{by}", _deadline(situation.missing_by, today)),
        deed=row.deed if mine else "",
        button=row.button if mine else "",
    )


def holder_of(status: str, *, is_answered: bool = False) -> str:
    """Who has the ball at that stage, in words, for a row of a list."""
    holder = _row(status, is_answered).holder
    return "–" if holder == "NOBODY" else HOLDER_LABELS[holder]


def _row(status: str, is_answered: bool) -> _Row:
    return _TABLE[_LAST_WORD.get(status, status) if is_answered else status]


def _owner(holder: Holder, situation: Situation, seen_by: Side) -> str:
    if holder == "NOBODY":
        return ""
    if holder == seen_by == "APPLICANT":
        return "Vous"
    if holder == "DESK" and situation.officer:
        return f"Le guichet ({situation.officer})"
    return HOLDER_LABELS[holder]


def _deadline(day: date | None, today: date) -> str:
    if day is None:
        return ""
    if day < today:
        return f", attendu depuis le {long_date(day)},"
    return f" avant le {long_date(day)}"
