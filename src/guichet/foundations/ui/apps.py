from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "guichet.foundations.ui"
    label = "ui"
    verbose_name = "interface"
