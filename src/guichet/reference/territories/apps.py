from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "guichet.reference.territories"
    label = "territories"
    verbose_name = "territoires"
