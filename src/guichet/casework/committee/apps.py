from django.apps import AppConfig


class CommitteeConfig(AppConfig):
    name = "guichet.casework.committee"
    label = "committee"
    verbose_name = "comité"
