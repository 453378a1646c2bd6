"""Which column of a file of offers says what. Pure: recognised by the headings in use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guichet.foundations.toolkit.sheets import Line, SheetRefused, Table
from guichet.foundations.toolkit.text import search_key

LABELS = {
    "key": "Identifiant dans la source",
    "title": "Intitulé",
    "summary": "Description",
    "provider": "Organisme qui propose",
    "themes": "Thèmes",
    "sub_themes": "Sous-thèmes",
    "engineering": "Types d’aide ou d’ingénierie",
    "phases": "Phases du projet",
    "beneficiaries": "Bénéficiaires",
    "perimeter": "Périmètre",
    "price": "Coût",
    "contact": "Contact",
    "link": "Page à consulter",
    "closes_on": "Date de clôture",
}
# In the order of preference; keys of search.
HEADINGS: dict[str, tuple[str, ...]] = {
    "key": ("id", "identifiant", "reference", "numero"),
    "title": (
        "titre", "intitule", "nom de l offre", "nom", "nom du service", "servicename", "offre",
    ),
    "summary": (
        "descriptif", "description", "objectifs", "resume", "presentation",
        "description courte auto",
    ),
    "provider": (
        "financeurs", "porteurs", "organisme", "operateur", "porteur", "fournisseur", "structure",
    ),
    "themes": (
        "thematiques", "themes", "thematique", "theme", "thematiques principales", "leviers",
    ),
    "sub_themes": (
        "sous thematiques", "sous themes", "sous thematique", "thematique principale",
        "competences",
    ),
    "engineering": ("types aide", "types d aide", "types d ingenierie", "nature de l aide"),
    "phases": ("phases", "phase", "etat d avancement", "status"),
    "beneficiaries": ("beneficiaires", "beneficiaire", "porteurs d aide", "publics", "pour qui"),
    "perimeter": ("perimetres", "perimetre", "territoire", "territoires", "zone", "regions"),
    "price": ("cout", "prix", "tarif"),
    "contact": ("contact", "courriel", "adresse electronique", "contacts"),
    "link": ("lien", "url", "lien du service auto", "redirectionurl", "site", "page"),
    "closes_on": ("date cloture", "date de cloture", "fin", "jusqu au"),
}  # fmt: skip
HEADING_WITHIN = 25


@dataclass(frozen=True)
class Recognised:
    """The table of the offers, the line of its headings, what each column says."""

    table: Table
    heading: Line
    mapping: dict[str, int]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for line in self.table.lines if line.number > self.heading.number)

    @property
    def headings(self) -> list[str]:
        return [
            text.strip() or f"colonne {rank}" for rank, text in enumerate(self.heading.cells, 1)
        ]


def recognise(tables: Sequence[Table]) -> Recognised:
    """The sheet and the line whose cells look most like headings; the first of equals."""
    candidates = [
        Recognised(table, line, columns_of(line.cells))
        for table in tables
        for line in table.lines[:HEADING_WITHIN]
    ]
    best = max(candidates, key=lambda one: len(one.mapping), default=None)
    if best is None or not best.mapping:
        raise SheetRefused(
            "Aucun titre de colonne n’a été reconnu. Mettez au-dessus des lignes des titres comme "
            "« Intitulé », « Description », « Organisme », « Périmètre »."
        )
    return best


def columns_of(headings: Sequence[str]) -> dict[str, int]:
    """The best heading for each thing to know; a column says one thing only."""
    keys = [search_key(heading) for heading in headings]
    mapping: dict[str, int] = {}
    for target, known in HEADINGS.items():
        ranks = [keys.index(name) for name in known if name in keys]
        free = [rank for rank in ranks if rank not in mapping.values()]
        if free:
            mapping[target] = free[0]
    return mapping


def fault(mapping: Mapping[str, int]) -> str:
    """What is still missing before lines can be read; empty when nothing is."""
    if "title" not in mapping:
        return "Dites quelle colonne donne l’intitulé de l’offre."
    if len(set(mapping.values())) < len(mapping):
        return "La même colonne est choisie deux fois : chaque colonne dit une seule chose."
    return ""
