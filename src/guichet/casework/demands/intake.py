"""The intake form as data: which questions, in which order, and why each is asked.

Pure Python. The form, the page, the summary of a case and the check made at deposit all read this
table, so that a question is added or withdrawn in one place. Nothing is asked that the desk can
read elsewhere (CRPA L113-12, « dites-le-nous une fois »): population, EPCI, arrondissement and
programmes come from the reference data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Control = Literal["line", "text", "commune", "theme", "money", "day", "email", "phone"]


@dataclass(frozen=True)
class Question:
    """One field. `wanted` is the sentence shown when a required answer is missing."""

    key: str
    label: str
    control: Control
    hint: str = ""
    wanted: str = ""
    longest: int = 0

    @property
    def is_required(self) -> bool:
        return bool(self.wanted)


@dataclass(frozen=True)
class Section:
    key: str
    legend: str
    questions: tuple[Question, ...]
    # May be said after the deposit as well: folded on the page, so that it asks at most ten things.
    can_wait: bool = False


# The order is the order on the page.
SECTIONS: tuple[Section, ...] = (
    Section(
        "project",
        "Votre projet",
        (
            Question(
                "title",
                "Intitulé du projet",
                "line",
                hint="En quelques mots, par exemple « Rénover l’ancienne école en logements ».",
                wanted="Donnez un intitulé au projet.",
                longest=150,
            ),
            Question(
                "commune",
                "Commune du projet",
                "commune",
                hint="Nom, code postal ou code INSEE.",
                wanted="Indiquez la commune où se situe le projet.",
            ),
            Question(
                "theme_hint",
                "Thème",
                "theme",
                hint="Si vous hésitez, laissez « Je ne sais pas » : le guichet choisira.",
            ),
            Question(
                "description",
                "Votre projet et votre besoin",
                "text",
                hint="La situation, ce que vous voulez faire, ce qui vous bloque. "
                "Quelques phrases suffisent.",
                wanted="Décrivez votre projet en quelques phrases.",
                longest=5000,
            ),
        ),
    ),
    Section(
        "help",
        "L’aide attendue",
        (
            Question(
                "expected_help",
                "Ce que vous attendez du guichet",
                "text",
                hint="Par exemple une étude, un avis technique, un montage financier, "
                "une mise en relation.",
                wanted="Dites quelle aide vous attendez, même sans savoir qui peut l’apporter.",
                longest=3000,
            ),
            Question(
                "already_tried",
                "Ce que vous avez déjà tenté, et avec qui",
                "text",
                hint="Services ou organismes déjà sollicités et leur réponse. Cela évite de vous "
                "renvoyer vers quelqu’un que vous avez déjà vu.",
                longest=3000,
            ),
        ),
    ),
    Section(
        "means",
        "Budget et calendrier, si vous les connaissez déjà",
        (
            Question(
                "budget",
                "Budget estimé, en euros",
                "money",
                hint="Même approximatif, par exemple « 12 500 » ou « 12 500,50 € ». "
                "Laissez vide si vous ne savez pas.",
            ),
            Question(
                "wanted_by",
                "Échéance souhaitée",
                "day",
                hint="La date qui compte pour vous : conseil municipal, appel à projets, travaux.",
            ),
        ),
        can_wait=True,
    ),
    Section(
        "contact",
        "La personne à contacter",
        (
            Question(
                "contact_name",
                "Nom et prénom",
                "line",
                wanted="Indiquez la personne que le guichet peut appeler.",
                longest=150,
            ),
            Question(
                "contact_title",
                "Fonction",
                "line",
                hint="Par exemple secrétaire de mairie, maire, directrice des services.",
                longest=100,
            ),
            Question(
                "contact_email",
                "Adresse électronique",
                "email",
                hint="L’accusé de réception et les réponses y seront envoyés.",
                wanted="Indiquez une adresse électronique pour recevoir l’accusé de réception.",
                longest=254,
            ),
            Question(
                "contact_phone",
                "Téléphone",
                "phone",
                hint="Par exemple 04 92 00 00 00.",
                longest=20,
            ),
        ),
    ),
)

QUESTIONS: tuple[Question, ...] = tuple(q for section in SECTIONS for q in section.questions)
KEYS: frozenset[str] = frozenset(question.key for question in QUESTIONS)
_WRITTEN: frozenset[Control] = frozenset({"line", "text", "email", "phone"})
# The value of a question left blank: an empty text, or nothing at all.
EMPTY: dict[str, object] = {q.key: "" if q.control in _WRITTEN else None for q in QUESTIONS}


def missing(answers: Mapping[str, object]) -> tuple[Question, ...]:
    """The required questions that have no answer, in the order of the page."""
    return tuple(q for q in QUESTIONS if q.is_required and not answers.get(q.key))


def wanted_sentence(unanswered: tuple[Question, ...]) -> str:
    """What is missing, in one sentence that names the fields as the page does."""
    labels = " ; ".join(f"« {question.label} »" for question in unanswered)
    return f"La demande ne peut pas encore être déposée. Il manque : {labels}."
