from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "guichet.foundations.audit"
    label = "audit"
    verbose_name = "journal"
