from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "guichet.reference.funding"
    label = "funding"
    verbose_name = "financements"
