from .imports import FileForm, MappingForm
from .sheets import CatalogueForm, OfferForm, PlaceForm, PlacesField

__all__ = ["CatalogueForm", "FileForm", "MappingForm", "OfferForm", "PlaceForm", "PlacesField"]
