from .imports import ImportedOffer, OfferFile, OfferFileQuerySet, OfferImport
from .offer import Offer, OfferQuerySet

__all__ = [
    "ImportedOffer",
    "Offer",
    "OfferFile",
    "OfferFileQuerySet",
    "OfferImport",
    "OfferQuerySet",
]
