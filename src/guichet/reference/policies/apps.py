from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "guichet.reference.policies"
    label = "policies"
    verbose_name = "politiques"
