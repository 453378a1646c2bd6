"""A demand and an offer that fit each other; each test changes the one thing it is about."""

from dataclasses import replace
from datetime import date
from typing import Any

from guichet.casework.matching.criteria import DemandProfile, OfferProfile, Term
from guichet.casework.matching.ruleset import rules_in_force

BANON = Term("commune-04018", "Banon")
BASSES_ALPES = Term("departement-04", "Alpes-de-Haute-Provence")
FRANCE = Term("pays-FR", "France")
COMMUNE = Term("COMMUNE", "Commune")
EPCI = Term("EPCI", "Intercommunalité")
HOUSING = Term("CENTRE_BOURG", "Centre-bourg et habitat")
WATER = Term("EAU", "Eau et assainissement")
TECHNICAL = Term("TECHNICAL", "Technique")
FINANCIAL = Term("FINANCIAL", "Financière")
STRATEGIC = Term("STRATEGIC", "Stratégique (cadrer, programmer)")
DESIGN = Term("DESIGN", "Réflexion et conception")
DELIVERY = Term("DELIVERY", "Mise en œuvre")
USE = Term("USE", "Usage et valorisation")
PVD = Term("PVD", "Petites villes de demain")
ACV = Term("ACV", "Action cœur de ville")

_DEMAND = DemandProfile(
    on=date(2026, 3, 10),
    commune=BANON,
    territories=frozenset({"commune-04018", "epci-200071025", "departement-04", "pays-FR"}),
    beneficiary=COMMUNE,
    beneficiary_name="la commune de Banon",
    population=981,
    programmes=(PVD,),
    theme=HOUSING,
    engineering_types=(TECHNICAL,),
    phase=DELIVERY,
    rules=rules_in_force(date(2026, 3, 10)),
)
_OFFER = OfferProfile(
    id=1,
    title="Assistance à maîtrise d’ouvrage",
    provider_id=10,
    provider="IT04",
    level="DEPARTMENTAL",
    perimeters=(BASSES_ALPES,),
)


def demand(**changes: Any) -> DemandProfile:
    return replace(_DEMAND, **changes)


def offer(**changes: Any) -> OfferProfile:
    return replace(_OFFER, **changes)
