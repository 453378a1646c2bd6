"""What every page may show."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject


def reader_of(request: HttpRequest) -> str:
    """Who reads, for what a browser keeps: another one at each sign-in, nothing for a visitor."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    words = f"{user.pk}:{request.session.session_key}"
    return salted_hmac("guichet.ui.reader", words, algorithm="sha256").hexdigest()[:24]


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "DEMONSTRATION": settings.DEMONSTRATION,
        "VERSION": settings.VERSION,
        # The name that Django 6 and django-htmx give to it.
        "reader": SimpleLazyObject(lambda: reader_of(request)),
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }
