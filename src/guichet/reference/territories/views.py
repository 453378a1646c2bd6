"""Search as you type, open to everybody: the public form needs it and the data are public."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .choices import TerritoryKind
from .models import Territory, UnknownCommune
from .ranking import ALIKE

SHORTEST, LONGEST = 2, 100


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Suggestions in JSON, or as a list of buttons for htmx.

    `q` is what was typed; `field` names the parameter to read instead, so that an input of any
    name can be searched as it is.
    """
    field = request.GET.get("field", "q")
    typed = request.GET.get(field, "")[:LONGEST]
    kind = request.GET.get("kind", "").upper()
    if kind and kind not in TerritoryKind.values:
        return JsonResponse({"error": f"Niveau inconnu : {kind.lower()}."}, status=400)
    found = []
    if len(typed.strip()) >= SHORTEST:
        found = [_suggestion(territory) for territory in _territories(typed, kind)]
    if "HX-Request" in request.headers:
        context = {"found": found, "typed": typed, "field": field, "id": _element(request)}
        return render(request, "territories/search.html", context)
    return JsonResponse({"results": found})


@login_not_required
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The commune input again, filled with the suggestion that was pressed."""
    try:
        commune = Territory.objects.resolve(request.GET.get("code", "")).territory
    except UnknownCommune as refusal:
        raise Http404(refusal.sentence) from refusal
    attrs = {"id": _element(request), "class": "fr-input", "autocomplete": "off", "autofocus": True}
    widget = {"name": request.GET.get("field", "q"), "value": commune.label, "attrs": attrs}
    return render(request, "territories/widgets/commune.html", {"widget": widget})


def _territories(typed: str, kind: str) -> list[Territory]:
    """What was typed; names that merely look alike only when nothing else is found."""
    if kind == TerritoryKind.COMMUNE:
        among = Territory.objects.answered_for()
    else:
        among = Territory.objects.living()
        among = among.of_kind(kind) if kind else among
    found = among.search(typed)
    # The rank comes from the search; the type of a model does not know annotations.
    certain = [territory for territory in found if getattr(territory, "rank") < ALIKE]  # noqa: B009
    return certain or list(found)


def _suggestion(territory: Territory) -> dict[str, object]:
    heir = territory.heir()
    return {
        "id": heir.pk,
        "kind": heir.kind,
        "code": heir.code,
        "name": heir.name,
        "label": heir.label,
        "department": heir.department_code,
        "population": heir.population,
        "postal_codes": heir.postal_codes,
        "former": "" if heir == territory else territory.name,
    }


def _element(request: HttpRequest) -> str:
    """The id of the input, refused when it is not one: it comes back in the page."""
    element = request.GET.get("id", "id_q")
    return element if re.fullmatch(r"[\w-]{1,60}", element) else "id_q"
