"""Where: perimeter, exclusions, what the census or a text says of the commune."""

from functools import lru_cache

from guichet.foundations.toolkit.text import sentence_list

from ..thresholds import ASSISTED, assistance
from .base import DemandProfile, Finding, Holds, OfferProfile, Term
from .words import COG, OFFER_SHEET, finding, some, told

CLASSIFICATION = "Classements des communes (listes datées)"


def perimeter(demand: DemandProfile, offer: OfferProfile) -> Finding:
    return _perimeter(demand.commune, demand.territories, offer.perimeters)


@lru_cache(maxsize=2048)
def _perimeter(commune: Term, territories: frozenset[str], perimeters: tuple[Term, ...]) -> Finding:
    """Made once: the same few perimeters come back in hundreds of offers."""
    data = told("Commune", commune)
    if not perimeters:
        sentence = "L’offre ne dit pas où elle intervient : à vérifier."
        return finding("perimeter", Holds.UNKNOWN, sentence, COG, data=data)
    holding = [place for place in perimeters if place.code in territories]
    if commune in holding:
        sentence = f"L’offre nomme {commune.label} dans son périmètre."
        return finding("perimeter", Holds.HELD, sentence, COG, data=data)
    if holding:
        where = min(holding, key=lambda place: (place.label, place.code))
        sentence = f"{commune.label} est dans le périmètre de l’offre ({where.label})."
        return finding("perimeter", Holds.HELD, sentence, COG, data=data)
    sentence = (
        f"L’offre intervient dans d’autres territoires ({some(perimeters)}) ; {commune.label} n’en "
        "fait pas partie."
    )
    return finding("perimeter", Holds.FAILED, sentence, COG, data=data)


def exclusion(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    if not offer.exclusions:
        return None
    data = told("Commune", demand.commune)
    excluding = [place for place in offer.exclusions if place.code in demand.territories]
    if not excluding:
        sentence = f"{demand.commune.label} n’est pas dans les territoires que l’offre écarte."
        return finding("exclusion", Holds.HELD, sentence, COG, data=data)
    sentence = (
        f"L’offre n’intervient pas dans un territoire où se trouve {demand.commune.label} "
        f"({some(excluding)})."
    )
    return finding("exclusion", Holds.FAILED, sentence, COG, data=data)


def traits(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    """Every classification that the offer asks: mountain, rural, FRR."""
    wanted = [term for term in offer.required_traits if term.code != ASSISTED]
    if not wanted:
        return None
    known = {term.code: demand.standing.trait(term.code) for term in wanted}
    where = demand.commune.label
    data = tuple(
        f"{term.code} : {'inconnu' if fact is None else 'oui' if fact.holds else 'non'}"
        + (f" ({fact.source})" if fact else "")
        for term in wanted
        for fact in (known[term.code],)
    )
    failed = [t for t in wanted if (fact := known[t.code]) is not None and not fact.holds]
    names = sentence_list(f"« {term.label} »" for term in wanted)
    asked = f"L’offre est réservée aux communes {names}"
    if failed:
        not_so = sentence_list((f"« {term.label} »" for term in failed), "ni")
        sentence = f"{asked} ; {where} n’est pas classée {not_so}."
        return finding("traits", Holds.FAILED, sentence, CLASSIFICATION, data=data)
    missing = [term for term in wanted if known[term.code] is None]
    if missing:
        sentence = f"{asked} ; le classement de {where} n’est pas connu : à vérifier."
        return finding("traits", Holds.UNKNOWN, sentence, CLASSIFICATION, data=data)
    sentence = f"{asked}, et {where} l’est."
    return finding("traits", Holds.HELD, sentence, CLASSIFICATION, is_specific=False, data=data)


def legal_assistance(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    """The technical assistance that the law reserves to some authorities (CGCT, R3232-1)."""
    if ASSISTED not in {term.code for term in offer.required_traits}:
        return None
    answer = assistance(
        demand.beneficiary.code,
        demand.beneficiary_name,
        demand.population,
        demand.standing,
        on=demand.on,
        rules=demand.rules,
    )
    holds = {True: Holds.HELD, False: Holds.FAILED, None: Holds.UNKNOWN}[answer.holds]
    basis = answer.basis or OFFER_SHEET
    return finding("legal_assistance", holds, answer.sentence, basis, data=answer.data)
