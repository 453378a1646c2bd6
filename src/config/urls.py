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
    "guichet.casework.matching",
    "guichet.casework.support",
    "guichet.casework.committee",
    "guichet.reporting.dashboards",
    "guichet.reporting.opendata",
    "guichet.demonstration",
]

import sys  # noqa: E402  -- while the apps are being written: one broken app must not stop the others

from django.http import HttpResponse  # noqa: E402

STUBS = {
    "accounts": ["sign_in", "sign_out", "redeem"],
    "directory": ["index"],
    "policies": ["orientations", "programmes"],
    "offers": ["index"],
    "demands": ["index", "detail/", "conversation/", "history/"],
    "matching": ["referrals", "of_demand/"],
    "support": ["index", "of_demand/"],
    "committee": ["index", "public_index", "of_demand/"],
    "dashboards": ["home"],
    "opendata": ["index"],
    "demonstration": ["cast", "outbox"],
}
import importlib  # noqa: E402

urlpatterns = []
for _app in APPS:
    _ns = _app.rsplit(".", 1)[1]
    try:
        _module = importlib.import_module(f"{_app}.urls")
        _patterns = list(_module.urlpatterns)
    except (ImportError, AttributeError) as _error:
        print(f"urls of {_app} skipped: {_error}", file=sys.stderr)  # noqa: T201
        _patterns = []
    _known = {p.name for p in _patterns}
    for _n in STUBS.get(_ns, []):
        if _n.rstrip("/") not in _known:
            _patterns.append(
                path(
                    f"stub/{_ns}/{_n}" + ("<str:x>/" if _n.endswith("/") else ""),
                    lambda r, **k: HttpResponse("stub"),
                    name=_n.rstrip("/"),
                )
            )
    urlpatterns.append(path("", include((_patterns, _ns), namespace=_ns)))

handler403 = "guichet.foundations.ui.views.forbidden"
handler404 = "guichet.foundations.ui.views.not_found"
handler500 = "guichet.foundations.ui.views.broken"
