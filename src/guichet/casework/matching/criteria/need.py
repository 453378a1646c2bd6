"""What: theme, type of engineering and phase of the project."""

from .base import DemandProfile, Finding, Holds, OfferProfile, Remedy
from .words import QUALIFICATION, codes, finding, low, quoted, quoted_list, told

PHASES = ("DESIGN", "DELIVERY", "USE")


def theme(demand: DemandProfile, offer: OfferProfile) -> Finding:
    wanted = quoted(demand.theme)
    data = told("Thème", demand.theme)
    if not offer.themes:
        sentence = f"L’offre est généraliste : elle accepte le thème {wanted}."
        return finding("theme", Holds.HELD, sentence, QUALIFICATION, data=data)
    if demand.theme.code in codes(offer.themes):
        sentence = f"L’offre traite le thème de la demande : {wanted}."
        return finding("theme", Holds.HELD, sentence, QUALIFICATION, is_specific=True, data=data)
    sentence = f"L’offre porte sur {quoted_list(offer.themes)} ; la demande sur {wanted}."
    return finding("theme", Holds.FAILED, sentence, QUALIFICATION, data=data)


def engineering(demand: DemandProfile, offer: OfferProfile) -> Finding:
    data = told("Ingénierie attendue", *demand.engineering_types)
    if not offer.engineering_types:
        sentence = "L’offre accepte tous les types d’ingénierie."
        return finding("engineering", Holds.HELD, sentence, QUALIFICATION, data=data)
    if not demand.engineering_types:
        sentence = (
            f"L’offre apporte une ingénierie {low(offer.engineering_types)} ; le type attendu "
            "n’est pas précisé : à vérifier."
        )
        return finding("engineering", Holds.UNKNOWN, sentence, QUALIFICATION, data=data)
    offered = codes(offer.engineering_types)
    covered = tuple(term for term in demand.engineering_types if term.code in offered)
    missing = tuple(term for term in demand.engineering_types if term.code not in offered)
    if covered:
        sentence = f"L’offre apporte l’ingénierie attendue : {low(covered)}"
        sentence += f" ; elle n’apporte pas : {low(missing)}." if missing else "."
        return finding(
            "engineering", Holds.HELD, sentence, QUALIFICATION, is_specific=True, data=data
        )
    sentence = (
        f"L’offre apporte une ingénierie {low(offer.engineering_types)} ; la demande attend une "
        f"ingénierie {low(missing)}."
    )
    advice = "Si le besoin comporte aussi ce volet, la collectivité peut le préciser au guichet."
    return Finding(
        "engineering", Holds.FAILED, sentence, QUALIFICATION, Remedy.AUTHORITY, advice, data=data
    )


def phase(demand: DemandProfile, offer: OfferProfile) -> Finding:
    at = quoted(demand.phase)
    data = told("Phase", demand.phase)
    if not offer.phases:
        sentence = "L’offre intervient à toutes les phases."
        return finding("phase", Holds.HELD, sentence, QUALIFICATION, data=data)
    if demand.phase.code in codes(offer.phases):
        sentence = f"L’offre intervient à la phase du projet : {at}."
        return finding("phase", Holds.HELD, sentence, QUALIFICATION, is_specific=True, data=data)
    sentence = (
        f"L’offre intervient en phase {quoted_list(offer.phases)} ; le projet est en phase {at}."
    )
    if max(_step(term.code) for term in offer.phases) < _step(demand.phase.code):
        return finding("phase", Holds.FAILED, sentence, QUALIFICATION, data=data)
    advice = "La collectivité pourra la solliciter quand le projet en sera là."
    return Finding(
        "phase", Holds.FAILED, sentence, QUALIFICATION, Remedy.AUTHORITY, advice, data=data
    )


def _step(code: str) -> int:
    return PHASES.index(code)
