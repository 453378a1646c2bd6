from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "guichet.reference.directory"
    label = "directory"
    verbose_name = "annuaire"
