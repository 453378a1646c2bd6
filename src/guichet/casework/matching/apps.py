from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "guichet.casework.matching"
    label = "matching"
    verbose_name = "orientation"
