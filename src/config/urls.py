"""One include per app, in the order of the flow. Each app's urls hold their whole French paths."""

from django.urls import include, path

APPS = [
    "guichet.foundations.ui",
    "guichet.foundations.accounts",
    "guichet.foundations.notifications",
    "guichet.reference.territories",
    "guichet.reference.directory",
    "guichet.reference.policies",
    "guichet.reference.offers",
    "guichet.casework.demands",
    "guichet.casework.duplicates",
    "guichet.casework.doors",
    "guichet.casework.matching",
    "guichet.casework.support",
    "guichet.casework.committee",
    "guichet.reporting.dashboards",
    "guichet.reporting.opendata",
    "guichet.demonstration",
]

urlpatterns = [path("", include(f"{app}.urls")) for app in APPS]

handler400 = "guichet.foundations.ui.views.refused"
handler403 = "guichet.foundations.ui.views.forbidden"
handler404 = "guichet.foundations.ui.views.not_found"
handler500 = "guichet.foundations.ui.views.broken"
