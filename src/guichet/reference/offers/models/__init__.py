from .imports import OfferFile, OfferFileQuerySet
from .offer import Offer, OfferQuerySet
from .reach import ANY_THEME, Reach

__all__ = ["ANY_THEME", "Offer", "OfferFile", "OfferFileQuerySet", "OfferQuerySet", "Reach"]
