"""A client that also checks the page: one h1, a title, French, no inline script or style."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client


class StrictClient(Client):
    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        is_page = "text/html" in response.get("Content-Type", "")
        if is_page and not request.get("HTTP_HX_REQUEST") and not response.streaming:
            check_page(response)
        return response


def check_page(response: HttpResponse) -> None:
    """What every whole page keeps, whatever it shows."""
    html = response.content.decode()
    if "<html" not in html:
        return
    assert '<html lang="fr"' in html
    assert len(re.findall(r"<h1[\s>]", html)) == 1, "one h1 per page"
    title = re.search(r"<title>(.+?)</title>", html, re.S)
    assert title and title[1].strip(), "a page has a title"
    assert not re.search(r"\sstyle=[\"']", html), "no style attribute"
    assert not re.search(r"\son(click|change|submit|load)=", html), "no inline handler"
    for script in re.findall(r"<script([^>]*)>(.*?)</script>", html, re.S):
        attributes, body = script
        assert "src=" in attributes or "application/" in attributes, "no inline script"
        assert "src=" not in attributes or not body.strip()
    assert not re.search(r"{{|{%|%}", re.sub(r"<script.*?</script>", "", html, flags=re.S))
    assert "None" not in re.sub(r"<[^>]+>", " ", html).split(), "an empty value shows as None"
