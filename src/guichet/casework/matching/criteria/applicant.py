"""Who: kind, size, programmes and membership of the authority that asks."""

from functools import lru_cache

from guichet.foundations.toolkit.text import NBSP, number, plural, sentence_list

from ..thresholds import programme_open
from .base import DemandProfile, Finding, Holds, OfferProfile, Remedy, Term
from .words import LEGAL_POPULATION, OFFER_SHEET, bounds, codes, finding, listed, low, told

# Who may carry a commune's project in its place, and the reverse.
CARRIERS = {
    "COMMUNE": {"EPCI": "l’intercommunalité", "SYNDICATE": "un syndicat ou un PETR"},
    "EPCI": {"COMMUNE": "l’une des communes", "SYNDICATE": "un syndicat ou un PETR"},
    "SYNDICATE": {"COMMUNE": "l’une des communes", "EPCI": "l’une des intercommunalités"},
}
PROGRAMME_LISTS = "Listes des bénéficiaires des programmes (ANCT)"


def beneficiary(demand: DemandProfile, offer: OfferProfile) -> Finding:
    return _beneficiary(demand.beneficiary, demand.beneficiary_name, offer.beneficiary_kinds)


@lru_cache(maxsize=2048)
def _beneficiary(asking: Term, who: str, offered: tuple[Term, ...]) -> Finding:
    """Made once: the same few kinds come back in hundreds of offers."""
    data = told("Demandeur", asking)
    if not offered:
        sentence = f"L’offre est ouverte à toutes les collectivités, donc à {who}."
        return finding("beneficiary", Holds.HELD, sentence, OFFER_SHEET, data=data)
    kinds = low(offered)
    if asking.code in codes(offered):
        sentence = f"L’offre s’adresse à ce type de collectivité ({low((asking,))})."
        return finding("beneficiary", Holds.HELD, sentence, OFFER_SHEET, data=data)
    sentence = f"L’offre est réservée à d’autres bénéficiaires ({kinds}) ; le demandeur est {who}."
    carriers = CARRIERS.get(asking.code, {})
    possible = [name for code, name in carriers.items() if code in codes(offered)]
    if not possible:
        return finding("beneficiary", Holds.FAILED, sentence, OFFER_SHEET, data=data)
    advice = f"La collectivité peut y remédier si {listed(possible, 'ou')} porte le projet."
    return Finding(
        "beneficiary", Holds.FAILED, sentence, OFFER_SHEET, Remedy.AUTHORITY, advice, data=data
    )


def population(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    """Bounds are included. A small gap may close: legal populations move each year."""
    if offer.population_min is None and offer.population_max is None:
        return None
    gap = demand.rules.number("near_population_percent", 10)
    limits = (offer.population_min, offer.population_max)
    return _population(*limits, demand.population, demand.beneficiary_name, gap)


@lru_cache(maxsize=2048)
def _population(
    least: int | None, most: int | None, known: int | None, who: str, gap: int
) -> Finding:
    """Made once: the same few bounds come back in hundreds of offers."""
    limits = bounds(least, most)
    if known is None:
        sentence = f"L’offre vise {limits} ; la population de {who} n’est pas connue : à vérifier."
        return finding("population", Holds.UNKNOWN, sentence, LEGAL_POPULATION)
    data = (f"Population : {known}",)
    if (least is None or known >= least) and (most is None or known <= most):
        sentence = f"L’offre vise {limits} ; {who} en compte {number(known)}."
        return finding("population", Holds.HELD, sentence, LEGAL_POPULATION, data=data)
    sentence = f"L’offre vise {limits} ; {who} a {plural(known, 'habitant')}."
    # In whole numbers: so many hundredths of the bound, multiplied out.
    near = (least is None or known * 100 >= least * (100 - gap)) and (
        most is None or known * 100 <= most * (100 + gap)
    )
    if not near:
        return finding("population", Holds.FAILED, sentence, LEGAL_POPULATION, data=data)
    advice = (
        "La collectivité n’y peut rien, mais le seuil est proche et les populations légales "
        "changent chaque 1er janvier."
    )
    return Finding(
        "population", Holds.FAILED, sentence, LEGAL_POPULATION, Remedy.TIME, advice, data=data
    )


def programme(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    """Reserved to a programme; whoever is too large to enter it is not told to ask."""
    if not offer.programmes:
        return None
    data = told("Programmes", *demand.programmes)
    shared = [term for term in demand.programmes if term.code in codes(offer.programmes)]
    if shared:
        names = sentence_list(term.label for term in shared)
        sentence = f"L’offre est réservée à un programme dont le projet bénéficie : {names}."
        return finding(
            "programme", Holds.HELD, sentence, PROGRAMME_LISTS, is_specific=True, data=data
        )
    wanted = sentence_list((term.label for term in offer.programmes), "ou")
    sentence = (
        f"L’offre est réservée au programme {wanted} ; ni {demand.commune.label} ni son "
        "intercommunalité n’y sont inscrites aujourd’hui."
    )
    sizes = [
        programme_open(
            term.code, demand.commune.label, demand.standing.commune_population, demand.rules
        )
        for term in offer.programmes
    ]
    if all(size.holds is False for size in sizes):
        basis = f"{PROGRAMME_LISTS} ; {sizes[0].basis}"
        sentence = f"{sentence} {sizes[0].sentence}"
        return finding("programme", Holds.FAILED, sentence, basis, data=(*data, *sizes[0].data))
    advice = "La collectivité peut demander au guichet si l’entrée dans ce programme est ouverte."
    return Finding(
        "programme", Holds.FAILED, sentence, PROGRAMME_LISTS, Remedy.AUTHORITY, advice, data=data
    )


def members(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    """Reserved to the members of the provider: an agency, a park, a syndicate (CGCT, L5511-1)."""
    if not offer.members_only:
        return None
    who, house = demand.beneficiary_name, offer.provider
    basis = f"{OFFER_SHEET}{NBSP}; liste des adhérents"
    asked = f"L’offre est réservée aux adhérents de cette structure ({house})"
    if offer.is_member is None:
        sentence = f"{asked} ; l’adhésion de {who} n’est pas connue : à vérifier."
        return finding("members", Holds.UNKNOWN, sentence, basis)
    data = (f"Adhésion : {'oui' if offer.is_member else 'non'} ({offer.member_source})",)
    if offer.is_member:
        sentence = f"{asked}, et {who} en fait partie."
        return finding("members", Holds.HELD, sentence, basis, data=data)
    sentence = f"{asked} ; {who} n’en fait pas partie."
    advice = f"La collectivité peut adhérer à cette structure ({house}) par une délibération."
    if not demand.rules.is_on("members_is_condition"):
        return finding("members", Holds.INFORMS, f"{sentence} {advice}", basis, data=data)
    return Finding("members", Holds.FAILED, sentence, basis, Remedy.AUTHORITY, advice, data=data)
