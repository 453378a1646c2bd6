from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "guichet.reference.offers"
    label = "offers"
    verbose_name = "offres"
