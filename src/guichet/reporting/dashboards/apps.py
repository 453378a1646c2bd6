from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "guichet.reporting.dashboards"
    label = "dashboards"
    verbose_name = "tableaux de bord"
