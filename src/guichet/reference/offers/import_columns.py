"""Which column of a file of offers says what. Pure: recognised by the headings in use."""

from collections.abc import Mapping, Sequence

from guichet.foundations.toolkit.sheets import Recognised, Table, headings

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


def recognise(tables: Sequence[Table]) -> Recognised:
    """The sheet and the line whose cells look most like headings; the first of equals."""
    return headings.recognise(
        tables,
        HEADINGS,
        examples="« Intitulé », « Description », « Organisme », « Périmètre »",
    )


def fault(mapping: Mapping[str, int]) -> str:
    """What is still missing before lines can be read; empty when nothing is."""
    if "title" not in mapping:
        return "Dites quelle colonne donne l’intitulé de l’offre."
    if len(set(mapping.values())) < len(mapping):
        return "La même colonne est choisie deux fois : chaque colonne dit une seule chose."
    return ""
