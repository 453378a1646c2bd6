"""What somebody typed in a form that could not be received: shown again, to be copied."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.http import HttpRequest

# Django keeps sessions in the database; a text worth keeping is far below this.
KEPT_CHARACTERS = 100_000
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "next"})


@dataclass(frozen=True)
class Typed:
    """One field as it came, and whether it needs several lines to be shown."""

    name: str
    text: str

    @property
    def is_long(self) -> bool:
        return len(self.text) > 80 or "\n" in self.text


def typed_in(request: HttpRequest) -> list[Typed]:
    """Every text of the form, in its order; empty fields and technical ones left out."""
    found = [
        Typed(name, text)
        for name, texts in request.POST.lists()
        if name not in NOT_TYPED
        for text in texts
        if text.strip()
    ]
    found += [
        Typed(name, f"Fichier à joindre de nouveau : {upload.name}")
        for name, uploads in request.FILES.lists()
        for upload in uploads
    ]
    return found


def keep(request: HttpRequest, *, page: str) -> bool:
    """Put what was typed aside in the session until the person is back. False: nothing typed."""
    room = KEPT_CHARACTERS
    kept = []
    for typed in typed_in(request):
        room -= len(typed.text)
        if room >= 0:
            kept.append(asdict(typed))
    if kept:
        request.session["typed"] = {"page": page, "fields": kept}
    return bool(kept)


def kept_in(request: HttpRequest) -> list[Typed]:
    """What was put aside, if anything."""
    aside: Mapping[str, list[dict[str, str]]] = request.session.get("typed", {})
    return [Typed(field["name"], field["text"]) for field in aside.get("fields", [])]


def page_left(request: HttpRequest) -> str:
    aside: Mapping[str, str] = request.session.get("typed", {})
    return aside.get("page", "")
