from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "guichet.casework.support"
    label = "support"
    verbose_name = "accompagnements"
