from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "guichet.foundations.notifications"
    label = "notifications"
    verbose_name = "courriels"
