from .imports import ImportedOffer, OfferFile, OfferFileQuerySet, OfferImport
from .offer import Offer, OfferQuerySet
from .reach import ANY_THEME, Reach

__all__ = [
    "ANY_THEME",
    "ImportedOffer",
    "Offer",
    "OfferFile",
    "OfferFileQuerySet",
    "OfferImport",
    "OfferQuerySet",
    "Reach",
]
