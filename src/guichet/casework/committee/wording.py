"""How French speaks of a body: « le comité », « de la commission », « l’observatoire ». Pure.

The noun is the first word of its name. A name that starts with anything else, an acronym for
instance, is spoken of as a commission: that is what the consultative bodies of a prefecture are
(CRPA R133-1).
"""

from dataclasses import dataclass

from guichet.foundations.toolkit.text import search_key

FEMININE = frozenset({
    "assemblée", "cellule", "commission", "conférence", "délégation", "formation", "instance",
    "mission", "section",
})  # fmt: skip
MASCULINE = frozenset({
    "bureau", "collège", "comité", "conseil", "groupe", "jury", "observatoire", "réseau",
})  # fmt: skip
VOWELS = tuple("aeiouyh")


@dataclass(frozen=True)
class Noun:
    """A common noun with its articles; each word may be followed by the rest of a name."""

    word: str
    is_feminine: bool = False

    def the(self, words: str = "") -> str:
        return self._with(words, "le ", "la ", "l’")

    def of(self, words: str = "") -> str:
        return self._with(words, "du ", "de la ", "de l’")

    def to(self, words: str = "") -> str:
        return self._with(words, "au ", "à la ", "à l’")

    @property
    def it(self) -> str:
        return "elle" if self.is_feminine else "il"

    @property
    def e(self) -> str:
        """What a participle takes: « réuni », « réunie »."""
        return "e" if self.is_feminine else ""

    def _with(self, words: str, masculine: str, feminine: str, elided: str) -> str:
        named = words or self.word
        # The name of a letter elides as its sound does: « la CDPENAF », « l’ARS ».
        if search_key(named).startswith(VOWELS):
            return f"{elided}{named}"
        return f"{feminine if self.is_feminine else masculine}{named}"


COMMITTEE = Noun("comité")
COMMISSION = Noun("commission", is_feminine=True)


def noun_of(name: str) -> Noun:
    """The noun that speaks of the body of that name."""
    first = name.split()[0].lower() if name.split() else ""
    if first in FEMININE or first in MASCULINE:
        return Noun(first, is_feminine=first in FEMININE)
    return COMMISSION


def lowered(name: str) -> str:
    """« Comité local… », « Loi… » inside a sentence; an acronym keeps its capitals."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
