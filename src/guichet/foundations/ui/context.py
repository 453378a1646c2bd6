"""What every page may show."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    return {"DEMONSTRATION": settings.DEMONSTRATION, "VERSION": settings.VERSION}
