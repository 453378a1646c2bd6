"""Which column of a published list says what. Pure: recognised by the headings in use."""

from collections.abc import Mapping, Sequence

from guichet.foundations.toolkit.sheets import Recognised, Table, headings
from guichet.foundations.toolkit.text import search_key

from .fact_cells import How

LABELS = {
    "code": "Code INSEE de la commune, ou SIREN",
    "name": "Nom",
    "provider": "SIREN de la structure",
    "value": "Colonne qui répond",
}
_CODE = (
    "code insee de la commune", "code insee", "insee com", "insee code", "inseecom", "insee",
    "codgeo", "code commune", "code geo", "code membre", "code", "siren membre", "siren adherent",
)  # fmt: skip
_NAME = (
    "nom de la commune", "nom commune", "commune", "lib com", "libgeo", "nom", "lib membre",
    "nom membre", "libelle",
)  # fmt: skip
# The headings of the column that answers hold one of these words, in the order of preference.
ANSWERS = {
    "MOUNTAIN": ("zone de montagne", "montagne", "caracteristiques", "massif"),
    "RURAL": ("densite", "rural"),
    "REVITALISATION": ("frr", "revitalisation", "classement"),
    "RURAL_BY_LAW": ("rurale", "rural"),
    "ASSISTED": ("assistance", "eligible", "beneficiaire"),
    "POTENTIAL": ("potentiel financier par", "potentiel financier", "potentiel"),
    "MEMBERS": ("adhesion directe", "adherent", "membre"),
}


def recognise(tables: Sequence[Table], *, kind: str) -> Recognised:
    """The sheet and the line whose cells look most like headings; the first of equals."""
    members = kind == "MEMBERS"
    wanted: dict[str, tuple[str, ...]] = {
        "code": ("siren membre", "siren adherent", *_CODE) if members else (*_CODE, "siren"),
        "name": _NAME,
    }
    if members:
        wanted["provider"] = ("siren", "siren groupement", "siren de la structure", "n siren")
        if not any(name in _keys(tables) for name in wanted["code"]):
            # A list of members alone: the one number of the line is that of the member.
            wanted["code"], wanted["provider"] = (*wanted["code"], "siren"), ()
    found = headings.recognise(tables, wanted, examples="« Code INSEE », « Commune », « SIREN »")
    rank = _answering(found, kind)
    mapping = found.mapping if rank is None else {**found.mapping, "value": rank}
    return Recognised(found.table, found.heading, mapping)


def fault(mapping: Mapping[str, int], how: How, *, kind: str, has_provider: bool) -> str:
    """What is still missing before lines can be read; empty when nothing is."""
    if "code" not in mapping:
        return "Dites quelle colonne donne le code INSEE de la commune, ou le SIREN."
    if kind == "MEMBERS" and not has_provider and "provider" not in mapping:
        return "Dites quelle colonne donne le SIREN de la structure, ou choisissez la structure."
    if how.rule != "LISTED" and "value" not in mapping:
        return (
            "Dites quelle colonne répond ; ou, si être dans la liste suffit, choisissez « Être "
            "dans la liste dit oui »."
        )
    if len(set(mapping.values())) < len(mapping):
        return "La même colonne est choisie deux fois : chaque colonne dit une seule chose."
    if how.rule == "WORDS" and not (how.yes or how.no or how.unsure):
        return "Dites quels mots de cette colonne disent oui, non ou à vérifier."
    if (how.rule == "AMOUNT") != (kind == "POTENTIAL"):
        return "Un potentiel financier se lit comme un montant, un classement par oui ou par non."
    return ""


def _keys(tables: Sequence[Table]) -> set[str]:
    return {
        search_key(cell)
        for table in tables
        for line in table.lines[: headings.HEADING_WITHIN]
        for cell in line.cells
    }


def _answering(found: Recognised, kind: str) -> int | None:
    taken = set(found.mapping.values())
    keys = {rank: search_key(cell) for rank, cell in enumerate(found.heading.cells)}
    for word in ANSWERS.get(kind, ()):
        for rank, key in keys.items():
            if rank not in taken and word in key:
                return rank
    return None
