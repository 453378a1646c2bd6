from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "guichet.foundations.documents"
    label = "documents"
    verbose_name = "documents"
