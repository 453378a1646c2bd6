"""Sign-in is the rule, and a session that ended loses nothing of what was typed."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from . import typed
from .http import page_of

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Send strangers to the sign-in page and back to where they were.

    After a form, « where they were » is the page that held it, not the deed's own address; its
    texts are kept aside and shown on the sign-in page and just after.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        if request.method in SAFE_METHODS:
            page = request.get_full_path()
        else:
            page = page_of(request)
            typed.keep(request, page=page)
        query = f"?{urlencode({'next': page})}" if page else ""
        address = reverse("accounts:sign_in") + query
        response = HttpResponseRedirect(address)
        if request.headers.get("HX-Request"):
            # htmx would paste the sign-in page into a fragment; this header makes it go there.
            response.status_code = 200
            response["HX-Redirect"] = address
        return response
