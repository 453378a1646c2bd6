"""What an offer asks of a demand, one question per function. Pure: no database, no clock.

Each criterion answers with a `Finding`: its verdict, a sentence that a mayor can read and that
names the data used, what the verdict rests on, and whether a refusal could change. A datum that is
not known is never turned into a silent no: it is « à vérifier » (CRPA, R311-3-1-2: the person may
ask which data were used and how they counted).
"""

from .applicant import beneficiary, members, population, programme
from .base import Criterion, DemandProfile, Finding, Holds, OfferProfile, Remedy, Term
from .conditions import anct_price, capacity, own_share, validity
from .need import PHASES, engineering, phase, theme
from .place import exclusion, legal_assistance, perimeter, traits

# The order is the order of the sentences on the page.
CRITERIA: tuple[Criterion, ...] = (
    perimeter,
    exclusion,
    traits,
    beneficiary,
    population,
    members,
    legal_assistance,
    programme,
    theme,
    engineering,
    phase,
    validity,
    capacity,
    own_share,
    anct_price,
)

__all__ = [
    "CRITERIA", "PHASES", "Criterion", "DemandProfile", "Finding", "Holds", "OfferProfile",
    "Remedy", "Term", "anct_price", "beneficiary", "capacity", "engineering", "exclusion",
    "legal_assistance", "members", "own_share", "perimeter", "phase", "population", "programme",
    "theme", "traits", "validity",
]  # fmt: skip
