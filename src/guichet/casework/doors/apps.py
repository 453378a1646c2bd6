from django.apps import AppConfig


class DoorsConfig(AppConfig):
    name = "guichet.casework.doors"
    label = "doors"
    verbose_name = "portes d’entrée"
