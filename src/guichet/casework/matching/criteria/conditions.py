"""When and at what cost: validity, places left this year, share asked, price at the ANCT."""

from datetime import date

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import NBSP, plural

from ..thresholds import anct_free
from .base import DemandProfile, Finding, Holds, OfferProfile, Remedy
from .words import OFFER_SHEET, finding


def validity(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    opens, closes = offer.valid_from, offer.valid_to
    if opens is None and closes is None:
        return None
    data = (f"Jour du calcul : {demand.on.isoformat()}",)
    if closes is not None and closes < demand.on:
        sentence = f"L’offre a pris fin le {long_date(closes)}."
        return finding("validity", Holds.FAILED, sentence, OFFER_SHEET, data=data)
    if opens is not None and opens > demand.on:
        sentence = f"L’offre n’ouvre que le {long_date(opens)}."
        advice = "La collectivité n’y peut rien : il faut attendre cette date."
        return Finding(
            "validity", Holds.FAILED, sentence, OFFER_SHEET, Remedy.TIME, advice, data=data
        )
    sentence = f"L’offre est ouverte {_between(opens, closes)}."
    return finding("validity", Holds.HELD, sentence, OFFER_SHEET, data=data)


def _between(opens: date | None, closes: date | None) -> str:
    since = long_date(opens) if opens else ""
    if closes is None:
        return f"depuis le {since}"
    until = long_date(closes)
    return f"du {since} au {until}" if since else f"jusqu’au {until}"


def capacity(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    """Places left this calendar year, of those that the desk knows to be taken."""
    places, taken = offer.yearly_capacity, offer.used_this_year
    if places is None:
        return None
    basis = f"{OFFER_SHEET}{NBSP}; orientations acceptées cette année"
    data = (f"Dossiers pris : {taken}", f"Dossiers possibles : {places}")
    a_year = plural(places, "dossier")
    if taken < places:
        left = plural(places - taken, "place")
        sentence = f"L’offre prend {a_year} par an : il reste {left} en {demand.on.year}."
        return finding("capacity", Holds.HELD, sentence, basis, data=data)
    sentence = (
        f"L’offre prend {a_year} par an : d’après ce que sait le guichet, il ne reste plus de "
        f"place en {demand.on.year}."
    )
    advice = (
        f"La collectivité n’y peut rien : des places s’ouvrent le 1er janvier {demand.on.year + 1}."
    )
    if not demand.rules.is_on("capacity_is_condition"):
        return finding("capacity", Holds.INFORMS, sentence, basis, data=data)
    return Finding("capacity", Holds.FAILED, sentence, basis, Remedy.TIME, advice, data=data)


def own_share(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    """What is left to pay: told, never a reason to exclude."""
    share = offer.own_share
    if share is None:
        return None
    if share == 0:
        sentence = "Rien ne reste à la charge du demandeur, dit la fiche de l’offre."
    else:
        sentence = f"Il reste {share}{NBSP}% du coût à la charge du demandeur."
    return finding("own_share", Holds.INFORMS, sentence, OFFER_SHEET)


def anct_price(demand: DemandProfile, offer: OfferProfile) -> Finding | None:
    """What the ANCT's own engineering costs the authority: told, never a reason to exclude."""
    if offer.level != "ANCT":
        return None
    answer = anct_free(
        demand.beneficiary.code, demand.population, demand.beneficiary_name, demand.rules
    )
    if answer is None:
        return None
    return finding("anct_price", Holds.INFORMS, answer.sentence, answer.basis, data=answer.data)
