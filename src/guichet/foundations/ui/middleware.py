"""A GET may not write: the promise that prefetching, crawlers and double loads rely on."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from .typography import typeset_page

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
# Sessions renew their expiry and messages are consumed on a GET: neither is a fact of the trade.
ALLOWED_TABLES = ("django_session",)
WRITING = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "COPY")


class WriteDuringGet(RuntimeError):
    """A view that should only read tried to write: a bug, never the visitor's fault."""


def read_only_get(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse at the connection whatever a safe request would write."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS:
            return get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return get_response(request)

    return middleware


def _refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    statement = sql.lstrip().upper()
    if statement.startswith(WRITING) and not any(table in sql for table in ALLOWED_TABLES):
        raise WriteDuringGet(sql[:200])
    return execute(sql, params, many, context)


def deeds_are_not_pages(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The address of a deed stays in the bar after a refused form: asked for as a page, it leads
    back to the page above instead of showing nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_script = bool(request.headers.get("HX-Request"))
        if response.status_code != 405 or request.method != "GET" or is_script:
            return response
        page = _page_above(request.path)
        spoken = render(request, "ui/not_allowed.html", {"page": page}, status=405)
        spoken["Allow"] = response["Allow"]
        return spoken

    return middleware


def _page_above(path: str) -> str:
    """The nearest address above that the product knows."""
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            resolve(f"{path}/")
        except Resolver404:
            continue
        return f"{path}/"
    return "/"


def french_spaces(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give every page the spaces of French typography, whoever wrote the sentence."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = typeset_page(response.content.decode(response.charset))
        return response

    return middleware
