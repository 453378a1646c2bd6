from django.apps import AppConfig


class OpendataConfig(AppConfig):
    name = "guichet.reporting.opendata"
    label = "opendata"
    verbose_name = "données ouvertes"
