from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "guichet.demonstration"
    label = "demonstration"
    verbose_name = "démonstration"
