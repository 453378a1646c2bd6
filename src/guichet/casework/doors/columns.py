"""Which column says what. Pure: recognised by the headings that administrations really write."""

from collections.abc import Mapping, Sequence
from typing import Literal

from guichet.foundations.toolkit.sheets import Recognised, Table, headings

Target = Literal[
    "title", "insee", "commune", "requester", "requester_kind", "siren", "description",
    "expected_help", "budget", "wanted_by", "contact_name", "contact_email", "contact_phone",
]  # fmt: skip
Mapped = Mapping[str, int]

LABELS: dict[Target, str] = {
    "title": "Intitulé du projet",
    "insee": "Code INSEE de la commune",
    "commune": "Nom de la commune",
    "requester": "Collectivité qui demande",
    "requester_kind": "Nature de la collectivité",
    "siren": "SIREN ou SIRET de la collectivité",
    "description": "Description du besoin",
    "expected_help": "Aide attendue",
    "budget": "Budget ou coût, en euros",
    "wanted_by": "Échéance souhaitée",
    "contact_name": "Personne à contacter",
    "contact_email": "Adresse électronique",
    "contact_phone": "Téléphone",
}

# In the order of preference: « description » is the title of a file that has no better one.
HEADINGS: dict[Target, tuple[str, ...]] = {
    "title": (
        "intitule du projet", "intitule", "nom du projet", "titre du projet", "titre",
        "libelle du projet", "libelle", "objet", "projet", "description",
    ),
    "insee": (
        "code insee de la commune", "code insee", "insee com", "inseecom", "code commune", "insee",
        "codgeo", "id terr", "code insee siren", "beneficiaire code insee",
    ),
    "commune": (
        "nom de la commune", "nom commune", "commune du projet", "commune", "lib com", "libgeo",
    ),
    "requester": (
        "collectivite", "demandeur", "porteur du projet", "porteur", "maitre d ouvrage",
        "nom beneficiaire principal", "beneficiaire nom", "beneficiaire", "nom terr",
    ),
    "requester_kind": ("type porteur", "beneficiaire type", "echelon", "nature"),
    "siren": ("siren", "siret", "beneficiaire siren", "numero siren"),
    "description": ("description du besoin", "description", "descriptif", "besoin", "presentation"),
    "expected_help": ("aide attendue", "accompagnement demande", "attentes", "aide demandee"),
    "budget": (
        "budget estime", "budget", "cout total ht", "cout ht", "cout total", "cout", "montant",
        "montant engage",
    ),
    "wanted_by": ("echeance souhaitee", "echeance", "date souhaitee", "date limite"),
    "contact_name": ("personne a contacter", "contact", "nom du contact", "interlocuteur"),
    "contact_email": (
        "adresse electronique", "courriel", "email", "e mail", "mail", "adresse mail",
        "contact mail",
    ),
    "contact_phone": ("telephone", "tel", "numero de telephone"),
}  # fmt: skip


def recognise(tables: Sequence[Table]) -> Recognised:
    """The sheet and the line whose cells look most like headings; the first of equals."""
    return headings.recognise(
        tables,
        HEADINGS,
        examples="« Intitulé du projet », « Code INSEE », « Commune », « Collectivité »",
    )


def fault(mapping: Mapped) -> str:
    """What is still missing before lines can be read; empty when nothing is."""
    if "title" not in mapping:
        return "Dites quelle colonne donne l’intitulé du projet."
    if not {"insee", "commune", "siren", "requester"} & set(mapping):
        return (
            "Dites quelle colonne permet de trouver la collectivité : le code INSEE, le nom de la "
            "commune, le SIREN ou le nom de la collectivité."
        )
    if len(set(mapping.values())) < len(mapping):
        return "La même colonne est choisie deux fois : chaque colonne dit une seule chose."
    return ""
