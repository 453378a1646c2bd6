"""What every page may show."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "DEMONSTRATION": settings.DEMONSTRATION,
        "VERSION": settings.VERSION,
        # The name that Django 6 and django-htmx give to it.
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }
