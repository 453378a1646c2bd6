from .imports import OfferFile, OfferFileQuerySet
from .offer import Offer, OfferQuerySet

__all__ = ["Offer", "OfferFile", "OfferFileQuerySet", "OfferQuerySet"]
