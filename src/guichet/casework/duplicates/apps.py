from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    name = "guichet.casework.duplicates"
    label = "duplicates"
    verbose_name = "doublons"
