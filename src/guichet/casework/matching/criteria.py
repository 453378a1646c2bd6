"""What an offer asks of a demand, one question per function. Pure: no database, no clock.

Each criterion answers with a `Finding`: its verdict, a sentence that a mayor can read and that
names the data used, what the verdict rests on, and whether a refusal could change. A datum that is
not known is never turned into a silent no: it is « à vérifier » (CRPA, R311-3-1-2: the person may
ask which data were used and how they counted).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import NBSP, number, plural, sentence_list
from guichet.reference.policies.free_engineering import threshold_on


class Holds(StrEnum):
    HELD = "HELD"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"
    # Useful to know, without weight on the verdict: what the help will cost.
    INFORMS = "INFORMS"


class Remedy(StrEnum):
    """Whether a failed criterion can change, and by whom."""

    NONE = ""
    AUTHORITY = "AUTHORITY"
    TIME = "TIME"


@dataclass(frozen=True)
class Term:
    """A code with the words shown for it, as they were on the day of the calculation."""

    code: str
    label: str


@dataclass(frozen=True)
class DemandProfile:
    """Everything the engine knows of a demand; what is not here has no influence."""

    on: date
    commune: Term
    territories: frozenset[str]
    beneficiary: Term
    beneficiary_name: str
    population: int | None
    programmes: tuple[Term, ...]
    theme: Term
    engineering_types: tuple[Term, ...]
    phase: Term


@dataclass(frozen=True)
class OfferProfile:
    """Everything the engine knows of an offer. An empty tuple means « no condition »."""

    id: int
    title: str
    provider_id: int
    provider: str
    level: str
    perimeters: tuple[Term, ...] = ()
    exclusions: tuple[Term, ...] = ()
    beneficiary_kinds: tuple[Term, ...] = ()
    population_min: int | None = None
    population_max: int | None = None
    programmes: tuple[Term, ...] = ()
    themes: tuple[Term, ...] = ()
    engineering_types: tuple[Term, ...] = ()
    phases: tuple[Term, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Finding:
    criterion: str
    holds: Holds
    sentence: str
    basis: str
    remedy: Remedy = Remedy.NONE
    advice: str = ""
    # The offer names this theme, type, phase or programme, rather than accepting any.
    is_specific: bool = False


Criterion = Callable[[DemandProfile, OfferProfile], Finding | None]

PHASES = ("DESIGN", "DELIVERY", "USE")
# Who may carry a commune's project in its place, and the reverse.
CARRIERS = {
    "COMMUNE": {"EPCI": "l’intercommunalité", "SYNDICATE": "un syndicat ou un PETR"},
    "EPCI": {"COMMUNE": "l’une des communes", "SYNDICATE": "un syndicat ou un PETR"},
    "SYNDICATE": {"COMMUNE": "l’une des communes", "EPCI": "l’une des intercommunalités"},
}
OFFER_SHEET = "Fiche de l’offre"
QUALIFICATION = "Qualification par le guichet"
COG = "Code officiel géographique"
LEGAL_POPULATION = "Population légale (Insee)"


def perimeter(demand: DemandProfile, offer: OfferProfile) -> Finding:
    if not offer.perimeters:
        return _finding(
            "perimeter", Holds.UNKNOWN, "L’offre ne dit pas où elle intervient : à vérifier.", COG
        )
    holding = [place for place in offer.perimeters if place.code in demand.territories]
    if holding:
        where = min(holding, key=lambda place: (place.label, place.code))
        sentence = f"{demand.commune.label} est dans le périmètre de l’offre ({where.label})."
        return _finding("perimeter", Holds.HELD, sentence, COG)
    sentence = f"L’offre couvre {_some(offer.perimeters)} ; {demand.commune.label} n’y est pas."
    return _finding("perimeter", Holds.FAILED, sentence, COG)


def exclusion(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    if not offer.exclusions:
        return None
    excluding = [place for place in offer.exclusions if place.code in demand.territories]
    if not excluding:
        sentence = f"{demand.commune.label} n’est pas dans les territoires que l’offre écarte."
        return _finding("exclusion", Holds.HELD, sentence, COG)
    sentence = f"L’offre écarte {_some(excluding)}, où se trouve {demand.commune.label}."
    return _finding("exclusion", Holds.FAILED, sentence, COG)


def beneficiary(demand: DemandProfile, offer: OfferProfile) -> Finding:
    who = demand.beneficiary_name
    if not offer.beneficiary_kinds:
        sentence = f"L’offre est ouverte à toutes les collectivités, donc à {who}."
        return _finding("beneficiary", Holds.HELD, sentence, OFFER_SHEET)
    kinds = _low(offer.beneficiary_kinds)
    if demand.beneficiary.code in _codes(offer.beneficiary_kinds):
        sentence = f"L’offre s’adresse à ce type de collectivité ({demand.beneficiary.label})."
        return _finding("beneficiary", Holds.HELD, sentence, OFFER_SHEET)
    sentence = (
        f"L’offre est réservée à d’autres bénéficiaires ({kinds}) ; le demandeur, {who}, est de "
        f"type « {demand.beneficiary.label} »."
    )
    carriers = CARRIERS.get(demand.beneficiary.code, {})
    possible = [name for code, name in carriers.items() if code in _codes(offer.beneficiary_kinds)]
    if not possible:
        return _finding("beneficiary", Holds.FAILED, sentence, OFFER_SHEET)
    advice = f"La collectivité peut y remédier si {sentence_list(possible, 'ou')} porte le projet."
    return Finding("beneficiary", Holds.FAILED, sentence, OFFER_SHEET, Remedy.AUTHORITY, advice)


def population(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    """Bounds are included. A gap of a tenth at most may close: legal populations move each year."""
    low, high = offer.population_min, offer.population_max
    if low is None and high is None:
        return None
    bounds = _bounds(low, high)
    known = demand.population
    who = demand.beneficiary_name
    if known is None:
        sentence = f"L’offre vise {bounds} ; la population de {who} n’est pas connue : à vérifier."
        return _finding("population", Holds.UNKNOWN, sentence, LEGAL_POPULATION)
    counted = plural(known, "habitant")
    if (low is None or known >= low) and (high is None or known <= high):
        sentence = f"L’offre vise {bounds} ; {who} en compte {number(known)}."
        return _finding("population", Holds.HELD, sentence, LEGAL_POPULATION)
    sentence = f"L’offre vise {bounds} ; {who} a {counted}."
    # In whole numbers: a tenth of the bound, multiplied out.
    near = (low is None or known * 10 >= low * 9) and (high is None or known * 10 <= high * 11)
    if not near:
        return _finding("population", Holds.FAILED, sentence, LEGAL_POPULATION)
    advice = (
        "La collectivité n’y peut rien, mais le seuil est proche et les populations légales "
        "changent chaque 1er janvier."
    )
    return Finding("population", Holds.FAILED, sentence, LEGAL_POPULATION, Remedy.TIME, advice)


def programme(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    if not offer.programmes:
        return None
    shared = [term for term in demand.programmes if term.code in _codes(offer.programmes)]
    basis = "Listes des bénéficiaires des programmes (ANCT)"
    if shared:
        names = sentence_list(term.label for term in shared)
        sentence = f"L’offre est réservée à un programme dont le projet bénéficie : {names}."
        return _finding("programme", Holds.HELD, sentence, basis, is_specific=True)
    wanted = sentence_list((term.label for term in offer.programmes), "ou")
    sentence = (
        f"L’offre est réservée au programme {wanted} ; ni {demand.commune.label} ni son "
        "intercommunalité n’y sont inscrites aujourd’hui."
    )
    advice = "La collectivité peut demander au guichet si l’entrée dans ce programme est ouverte."
    return Finding("programme", Holds.FAILED, sentence, basis, Remedy.AUTHORITY, advice)


def theme(demand: DemandProfile, offer: OfferProfile) -> Finding:
    wanted = _quoted(demand.theme)
    if not offer.themes:
        sentence = f"L’offre est généraliste : elle accepte le thème {wanted}."
        return _finding("theme", Holds.HELD, sentence, QUALIFICATION)
    if demand.theme.code in _codes(offer.themes):
        sentence = f"L’offre traite le thème de la demande : {wanted}."
        return _finding("theme", Holds.HELD, sentence, QUALIFICATION, is_specific=True)
    sentence = f"L’offre porte sur {_list(offer.themes)} ; la demande sur {wanted}."
    return _finding("theme", Holds.FAILED, sentence, QUALIFICATION)


def engineering(demand: DemandProfile, offer: OfferProfile) -> Finding:
    if not offer.engineering_types:
        sentence = "L’offre accepte tous les types d’ingénierie."
        return _finding("engineering", Holds.HELD, sentence, QUALIFICATION)
    if not demand.engineering_types:
        sentence = (
            f"L’offre apporte une ingénierie {_low(offer.engineering_types)} ; le type attendu "
            "n’est pas précisé : à vérifier."
        )
        return _finding("engineering", Holds.UNKNOWN, sentence, QUALIFICATION)
    offered = _codes(offer.engineering_types)
    covered = [term for term in demand.engineering_types if term.code in offered]
    missing = [term for term in demand.engineering_types if term.code not in offered]
    if covered:
        sentence = f"L’offre apporte l’ingénierie attendue : {_low(covered)}"
        sentence += f" ; elle n’apporte pas : {_low(missing)}." if missing else "."
        return _finding("engineering", Holds.HELD, sentence, QUALIFICATION, is_specific=True)
    sentence = (
        f"L’offre apporte une ingénierie {_low(offer.engineering_types)} ; la demande attend une "
        f"ingénierie {_low(missing)}."
    )
    advice = "Si le besoin comporte aussi ce volet, la collectivité peut le préciser au guichet."
    return Finding("engineering", Holds.FAILED, sentence, QUALIFICATION, Remedy.AUTHORITY, advice)


def phase(demand: DemandProfile, offer: OfferProfile) -> Finding:
    at = _quoted(demand.phase)
    if not offer.phases:
        return _finding(
            "phase", Holds.HELD, "L’offre intervient à toutes les phases.", QUALIFICATION
        )
    if demand.phase.code in _codes(offer.phases):
        sentence = f"L’offre intervient à la phase du projet : {at}."
        return _finding("phase", Holds.HELD, sentence, QUALIFICATION, is_specific=True)
    sentence = f"L’offre intervient en phase {_list(offer.phases)} ; le projet est en phase {at}."
    if max(_step(term.code) for term in offer.phases) < _step(demand.phase.code):
        return _finding("phase", Holds.FAILED, sentence, QUALIFICATION)
    advice = "La collectivité pourra la solliciter quand le projet en sera là."
    return Finding("phase", Holds.FAILED, sentence, QUALIFICATION, Remedy.AUTHORITY, advice)


def validity(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    opens, closes = offer.valid_from, offer.valid_to
    if opens is None and closes is None:
        return None
    if closes is not None and closes < demand.on:
        sentence = f"L’offre a pris fin le {long_date(closes)}."
        return _finding("validity", Holds.FAILED, sentence, OFFER_SHEET)
    if opens is not None and opens > demand.on:
        sentence = f"L’offre n’ouvre que le {long_date(opens)}."
        advice = "La collectivité n’y peut rien : il faut attendre cette date."
        return Finding("validity", Holds.FAILED, sentence, OFFER_SHEET, Remedy.TIME, advice)
    until = f" jusqu’au {long_date(closes)}" if closes else ""
    sentence = f"L’offre est ouverte le {long_date(demand.on)}{until}."
    return _finding("validity", Holds.HELD, sentence, OFFER_SHEET)


def anct_price(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    """What the ANCT's own engineering costs the authority: told, never a reason to exclude."""
    rule = threshold_on(demand.on)
    if offer.level != "ANCT" or rule is None:
        return None
    limit = rule.of(demand.beneficiary.code)
    below = f"en dessous de {number(limit or 0)}{NBSP}habitants"
    who = demand.beneficiary_name
    if limit is None:
        sentence = (
            "La gratuité de l’ingénierie de l’ANCT ne vise que les communes et les "
            f"intercommunalités : le coût est à voir avec elle pour {who}."
        )
    elif demand.population is None:
        sentence = (
            f"L’ingénierie de l’ANCT est gratuite {below} ; la population de {who} n’est pas "
            "connue : à vérifier."
        )
    elif demand.population < limit:
        sentence = (
            f"Gratuit : l’ANCT prend tout à sa charge {below}, et {who} en compte "
            f"{number(demand.population)}."
        )
    else:
        sentence = (
            f"Coût partagé : l’ANCT ne prend tout à sa charge qu’{below}, et {who} en compte "
            f"{number(demand.population)}. La part demandée dépend de la fragilité du territoire ; "
            "une prise en charge complète reste possible par exception."
        )
    return _finding("anct_price", Holds.INFORMS, sentence, rule.basis)


# The order is the order of the sentences on the page.
CRITERIA: tuple[Criterion, ...] = (
    perimeter,
    exclusion,
    beneficiary,
    population,
    programme,
    theme,
    engineering,
    phase,
    validity,
    anct_price,
)


def _finding(
    criterion: str, holds: Holds, sentence: str, basis: str, *, is_specific: bool = False
) -> Finding:
    return Finding(criterion, holds, sentence, basis, is_specific=is_specific)


def _codes(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset(term.code for term in terms)


def _step(code: str) -> int:
    return PHASES.index(code)


def _quoted(term: Term) -> str:
    return f"«{NBSP}{term.label}{NBSP}»"


def _list(terms: Iterable[Term]) -> str:
    return sentence_list((_quoted(term) for term in terms), "ou")


def _low(terms: Iterable[Term]) -> str:
    """Labels inside a sentence: without their gloss in brackets nor their capital.

    Commas only: a label may hold « et » or « ou » itself.
    """
    short = [term.label.split(" (")[0] for term in terms]
    return ", ".join(label if label.isupper() else label[:1].lower() + label[1:] for label in short)


def _some(places: Iterable[Term], shown: int = 3) -> str:
    """The first places by name, and how many more: a park has sixty communes."""
    names = sorted(place.label for place in places)
    if len(names) <= shown + 1:
        return sentence_list(names)
    return f"{', '.join(names[:shown])} et {len(names) - shown} autres territoires"


def _bounds(low: int | None, high: int | None) -> str:
    if low is None:
        return f"les collectivités d’au plus {number(high or 0)}{NBSP}habitants"
    if high is None:
        return f"les collectivités d’au moins {number(low)}{NBSP}habitants"
    return f"les collectivités de {number(low)} à {number(high)}{NBSP}habitants"
