"""How criteria write lists, bounds and labels inside a French sentence."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from guichet.foundations.toolkit.text import NBSP, number, sentence_list, uncapitalised

from .base import Finding, Holds, Term

OFFER_SHEET = "Fiche de l’offre"
QUALIFICATION = "Qualification par le guichet"
COG = "Code officiel géographique"
LEGAL_POPULATION = "Population légale (Insee)"


def finding(
    criterion: str,
    holds: Holds,
    sentence: str,
    basis: str,
    *,
    is_specific: bool = False,
    data: tuple[str, ...] = (),
) -> Finding:
    """One that nobody needs to remedy."""
    return Finding(criterion, holds, sentence, basis, is_specific=is_specific, data=data)


def codes(terms: tuple[Term, ...]) -> frozenset[str]:
    return frozenset(term.code for term in terms)


def told(name: str, *terms: Term) -> tuple[str, ...]:
    """« Thème : EAU » : what was compared, by its code."""
    return (f"{name} : {', '.join(term.code for term in terms) or 'rien'}",)


def quoted(term: Term) -> str:
    return f"«{NBSP}{term.label}{NBSP}»"


def quoted_list(terms: tuple[Term, ...], last: str = "ou") -> str:
    return sentence_list((quoted(term) for term in terms), last)


def low(terms: tuple[Term, ...]) -> str:
    """Labels inside a sentence: without their gloss in brackets nor their capital."""
    return listed([uncapitalised(term.label.split(" (")[0]) for term in terms])


def listed(words: Sequence[str], last: str = "et") -> str:
    """« a, b et c »; with commas only when one of them holds « et » or « ou » itself."""
    if any(f" {joining} " in word for word in words for joining in ("et", "ou")):
        return ", ".join(words)
    return sentence_list(words, last)


def some(places: Iterable[Term], shown: int = 3) -> str:
    """The first places by name, and how many more: a park has sixty communes."""
    names = sorted(place.label for place in places)
    if len(names) <= shown + 1:
        return sentence_list(names)
    return f"{', '.join(names[:shown])} et {len(names) - shown} autres territoires"


@lru_cache(maxsize=2048)
def bounds(least: int | None, most: int | None) -> str:
    if least is None:
        return f"les collectivités d’au plus {number(most or 0)}{NBSP}habitants"
    if most is None:
        return f"les collectivités d’au moins {number(least)}{NBSP}habitants"
    return f"les collectivités de {number(least)} à {number(most)}{NBSP}habitants"
