from django.apps import AppConfig


class DemandsConfig(AppConfig):
    name = "guichet.casework.demands"
    label = "demands"
    verbose_name = "demandes"
