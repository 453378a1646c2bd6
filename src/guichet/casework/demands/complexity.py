"""The grid that proposes how complex a demand is. Pure: the officer decides.

Each « oui » is one more person to bring together or one more thing that can stop the project; the
thresholds are those of the product, to be adapted by a later version of this table.
"""

from collections.abc import Collection

# Code kept in the qualification → the question as the officer reads it.
QUESTIONS: dict[str, str] = {
    "COMPONENTS": "Plusieurs volets, ou plusieurs thèmes à la fois",
    "PARTNERS": "Plus de deux partenaires à réunir",
    "OWNERS": "Plusieurs maîtres d’ouvrage, ou aucun encore désigné",
    "LAND": "Une difficulté foncière ou de propriété",
    "PROCEDURE": "Une procédure lourde : environnement, patrimoine, risques",
    "FUNDING": "Plus de trois financeurs à réunir",
    "FAILED": "Une tentative précédente n’a pas abouti",
    "STAFF": "Personne, dans la collectivité, pour suivre le projet",
}
MODERATE_FROM = 2
COMPLEX_FROM = 4
SCALE = (
    f"Moins de {MODERATE_FROM} oui : simple ; de {MODERATE_FROM} à {COMPLEX_FROM - 1} : moyenne ; "
    f"{COMPLEX_FROM} et plus : complexe."
)


def proposed(yes: Collection[str]) -> str:
    """The code of the complexity that so many « oui » propose."""
    count = len(set(yes) & QUESTIONS.keys())
    if count >= COMPLEX_FROM:
        return "COMPLEX"
    return "MODERATE" if count >= MODERATE_FROM else "SIMPLE"
