from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "guichet.foundations.accounts"
    label = "accounts"
    verbose_name = "comptes"
