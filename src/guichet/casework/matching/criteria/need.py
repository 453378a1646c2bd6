"""What: theme, type of engineering and phase of the project.

An answer depends on few words, which come back in hundreds of offers: it is made once.
"""

from functools import lru_cache

from .base import DemandProfile, Finding, Holds, OfferProfile, Remedy, Term
from .words import QUALIFICATION, codes, finding, low, quoted, quoted_list, told

PHASES = ("DESIGN", "DELIVERY", "USE")


def theme(demand: DemandProfile, offer: OfferProfile) -> Finding:
    return _theme(demand.theme, offer.themes)


@lru_cache(maxsize=2048)
def _theme(asked: Term, offered: tuple[Term, ...]) -> Finding:
    wanted = quoted(asked)
    data = told("Thème", asked)
    if not offered:
        sentence = f"L’offre est généraliste : elle accepte le thème {wanted}."
        return finding("theme", Holds.HELD, sentence, QUALIFICATION, data=data)
    if asked.code in codes(offered):
        sentence = f"L’offre traite le thème de la demande : {wanted}."
        return finding("theme", Holds.HELD, sentence, QUALIFICATION, is_specific=True, data=data)
    sentence = f"L’offre porte sur {quoted_list(offered, 'et')} ; la demande sur {wanted}."
    return finding("theme", Holds.FAILED, sentence, QUALIFICATION, data=data)


def engineering(demand: DemandProfile, offer: OfferProfile) -> Finding:
    return _engineering(demand.engineering_types, offer.engineering_types)


@lru_cache(maxsize=2048)
def _engineering(wanted: tuple[Term, ...], offered: tuple[Term, ...]) -> Finding:
    data = told("Ingénierie attendue", *wanted)
    if not offered:
        sentence = "L’offre accepte tous les types d’ingénierie."
        return finding("engineering", Holds.HELD, sentence, QUALIFICATION, data=data)
    if not wanted:
        sentence = (
            f"L’offre apporte une ingénierie {low(offered)} ; le type attendu "
            "n’est pas précisé : à vérifier."
        )
        return finding("engineering", Holds.UNKNOWN, sentence, QUALIFICATION, data=data)
    given = codes(offered)
    covered = tuple(term for term in wanted if term.code in given)
    missing = tuple(term for term in wanted if term.code not in given)
    if covered:
        sentence = f"L’offre apporte l’ingénierie attendue : {low(covered)}."
        if missing:
            sentence = (
                f"L’offre apporte l’ingénierie {low(covered)} attendue, mais pas l’ingénierie "
                f"{low(missing)}."
            )
        return finding(
            "engineering", Holds.HELD, sentence, QUALIFICATION, is_specific=True, data=data
        )
    sentence = (
        f"L’offre apporte une ingénierie {low(offered)} ; la demande attend une "
        f"ingénierie {low(missing)}."
    )
    advice = "Si le besoin comporte aussi ce volet, la collectivité peut le préciser au guichet."
    return Finding(
        "engineering", Holds.FAILED, sentence, QUALIFICATION, Remedy.AUTHORITY, advice, data=data
    )


def phase(demand: DemandProfile, offer: OfferProfile) -> Finding:
    return _phase(demand.phase, offer.phases)


@lru_cache(maxsize=2048)
def _phase(reached: Term, offered: tuple[Term, ...]) -> Finding:
    at = quoted(reached)
    data = told("Phase", reached)
    if not offered:
        sentence = "L’offre intervient à toutes les phases."
        return finding("phase", Holds.HELD, sentence, QUALIFICATION, data=data)
    if reached.code in codes(offered):
        sentence = f"L’offre intervient à la phase du projet : {at}."
        return finding("phase", Holds.HELD, sentence, QUALIFICATION, is_specific=True, data=data)
    sentence = f"L’offre intervient en phase {quoted_list(offered)} ; le projet est en phase {at}."
    if max(_step(term.code) for term in offered) < _step(reached.code):
        return finding("phase", Holds.FAILED, sentence, QUALIFICATION, data=data)
    advice = "La collectivité pourra la solliciter quand le projet en sera là."
    return Finding(
        "phase", Holds.FAILED, sentence, QUALIFICATION, Remedy.AUTHORITY, advice, data=data
    )


def _step(code: str) -> int:
    return PHASES.index(code)
