"""How French speaks of an organisation: « le CGET », « l’Agence a été absorbée ». Pure.

The gender of a body is that of the first word of its name, and its acronym keeps it. A name that
does not start with a common noun takes no article (« Atout France »).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import capitalised, of, search_key, sentence_list

FEMININE = frozenset({
    "agence", "assemblee", "association", "banque", "caisse", "chambre", "commune", "communaute",
    "delegation", "direction", "federation", "fondation", "maison", "metropole", "mission",
    "prefecture", "region", "societe", "union", "unite", "ville",
})  # fmt: skip
MASCULINE = frozenset({
    "centre", "comite", "commissariat", "conseil", "departement", "etablissement", "fonds",
    "groupement", "institut", "ministere", "office", "parc", "pole", "reseau", "secretariat",
    "service", "syndicat",
})  # fmt: skip
# Those that exist many times over: « la commune », where « l’Agence » is the only one of its kind.
COMMON = frozenset({
    "commune", "communaute", "conseil", "departement", "direction", "metropole", "parc",
    "prefecture", "region", "syndicat",
})  # fmt: skip
VOWELS = tuple("aeiouy")


@dataclass(frozen=True)
class Named:
    name: str
    acronym: str = ""

    @property
    def is_feminine(self) -> bool:
        return self._noun() in FEMININE

    @property
    def spoken(self) -> str:
        """« le CGET », « l’ANCT », « la Caisse des dépôts », « Atout France »."""
        if not self.acronym and self._noun() not in FEMININE | MASCULINE:
            return self.name
        shown = self.acronym or self.name
        if search_key(shown).startswith(VOWELS):
            return f"l’{shown}"
        return f"la {shown}" if self.is_feminine else f"le {shown}"

    @property
    def of_spoken(self) -> str:
        """« du CGET », « de l’ANCT »."""
        spoken = self.spoken
        if spoken.startswith("le "):
            return f"du {spoken.removeprefix('le ')}"
        return of(spoken) if spoken == self.name else f"de {spoken}"

    @property
    def at_head(self) -> str:
        """« La direction départementale des territoires », « L’ANCT »: the name that opens a
        sentence of a letter. A common noun loses its capital behind the article."""
        spoken = self.spoken
        for article in ("le ", "la "):
            rest = spoken.removeprefix(article)
            if rest != spoken and self._noun() in COMMON and not self.acronym:
                return capitalised(f"{article}{rest[:1].lower()}{rest[1:]}")
        return capitalised(spoken)

    def _noun(self) -> str:
        first = search_key(self.name).split(" ", 1)[0]
        # « Sous-préfecture » has the gender of « préfecture ».
        return "prefecture" if first == "sous" else first


def succession(former: Named, heirs: Sequence[Named], kind: str, on: date) -> str:
    """What became of a body, told from its side."""
    agreement = "e" if former.is_feminine else ""
    subject = capitalised(former.spoken)
    names = sentence_list(heir.spoken for heir in heirs)
    if kind == "RENAMING":
        return f"{subject} est devenu{agreement} {names} le {long_date(on)}."
    if kind == "SPLIT" or len(heirs) > 1:
        return f"{subject} a été scindé{agreement} entre {names} le {long_date(on)}."
    return f"{subject} a été absorbé{agreement} par {names} le {long_date(on)}."


def ancestry(heir: Named, formers: Sequence[Named], kind: str, on: date) -> str:
    """Where a body comes from, told from its side."""
    subject = capitalised(heir.spoken)
    origins = sentence_list(former.of_spoken for former in formers)
    agreement = "e" if heir.is_feminine else ""
    if kind == "RENAMING":
        return f"{subject} est le nouveau nom {origins} depuis le {long_date(on)}."
    if kind == "SPLIT":
        return f"{subject} est né{agreement} le {long_date(on)} de la scission {origins}."
    return f"{subject} a pris la suite {origins} le {long_date(on)}."
