"""The request of a signed-in person, so that views need no cast; where it may go next."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from .models import User


class Request(HttpRequest):
    user: User
    htmx: HtmxDetails


def safe_path(request: HttpRequest, path: str | None) -> str:
    """The path when it leads somewhere on this site, else nothing: a sign-in page that sends
    people where the address says is a gift to phishing."""
    if not path or not path.startswith("/"):
        return ""
    own = url_has_allowed_host_and_scheme(
        path, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return path if own else ""


def page_of(request: HttpRequest) -> str:
    """The page from which a form was sent: a deed's own address answers nothing to a GET."""
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc != request.get_host():
        return ""
    page = f"{referer.path}?{referer.query}" if referer.query else referer.path
    return safe_path(request, page)
