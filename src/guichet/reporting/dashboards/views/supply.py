"""Who covers what, where and at what price; and where nobody does."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from guichet.casework.demands.atlas import Place, Sheet, draw
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.spreadsheets import CONTENT_TYPES, Value, csv_pieces
from guichet.reference.offers.choices import Level
from guichet.reference.offers.models import Offer

from .. import permissions
from ..coverage import STATES, State, Zone, grouped
from ..forms import SupplyForm
from ..supply import (
    Narrowing,
    by_theme_and_level,
    never_asked,
    reaching,
    theme_labels,
    zones,
)

PAGE = 50
MOST_NEVER_ASKED = 20


@dataclass(frozen=True)
class Spot(Place):
    """A commune on the map: its state is said by a shape, its demands by a surface."""

    state: str = ""
    sentence: str = ""


@require_safe
def supply(request: Request) -> HttpResponse:
    """The offers that reach the department: by theme and level, then one by one."""
    form = _form_or_403(request, permissions.mapped_departments_of(request.user))
    asked, today = form.narrowing(), _today()
    page = Paginator(reaching(asked, on=today), PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [
            (label, _counts(request, code, counts, asked.levels), sum(counts))
            for code, label, counts in by_theme_and_level(asked, on=today)
        ],
        "levels": [Level(level).label for level in asked.levels],
        "page": page,
        "offers": [(offer, list(offer.themes.all())) for offer in page],
        **_frame(request, form, asked),
    }
    return render(request, "dashboards/supply.html", context)


@require_safe
def supply_csv(request: Request) -> StreamingHttpResponse:
    form = _form_or_403(request, permissions.mapped_departments_of(request.user))
    offers = reaching(form.narrowing(), on=_today())
    header = [
        "offre", "organisme", "niveau", "themes", "phases", "ingenierie", "perimetre", "cout",
        "precision_cout", "part_a_charge_pct", "delai_jours", "dossiers_par_an", "verifiee_le",
    ]  # fmt: skip
    return _file("offre", header, (_offer_line(offer) for offer in offers))


@require_safe
def white_zones(request: Request) -> HttpResponse:
    """Demand without supply, supply never asked: a map, and the same in tables."""
    form = _form_or_403(request, permissions.departments_of(request.user))
    asked, today = form.narrowing(), _today()
    labels = theme_labels()
    found = zones(asked, on=today)
    unasked = never_asked(asked, on=today)
    context = {
        "sheet": _sheet(request, found, labels),
        "lines": [(zone, zone.sentence(labels)) for zone in _worst_first(found)],
        "groups": grouped(found),
        "states": [(s.value, STATES[s], sum(z.state == s for z in found)) for s in State],
        "unasked": unasked[:MOST_NEVER_ASKED],
        "unasked_total": unasked.count(),
        **_frame(request, form, asked),
    }
    return render(request, "dashboards/white_zones.html", context)


@require_safe
def white_zones_csv(request: Request) -> StreamingHttpResponse:
    form = _form_or_403(request, permissions.departments_of(request.user))
    labels = theme_labels()
    found = _worst_first(zones(form.narrowing(), on=_today()))
    header = ["code_insee", "commune", "intercommunalite", "etat", "demandes", "offres", "detail"]
    return _file("zones-blanches", header, (_zone_line(zone, labels) for zone in found))


def _form_or_403(request: Request, departments: list[str]) -> SupplyForm:
    if not departments:
        raise PermissionDenied
    return SupplyForm(request.GET, departments=departments)


def _frame(request: Request, form: SupplyForm, asked: Narrowing) -> dict[str, object]:
    return {
        "form": form,
        "asked": asked,
        "query": request.GET.urlencode(),
        "is_narrowed": bool(request.GET),
        "reads_zones": bool(permissions.departments_of(request.user)),
    }


def _today() -> date:
    return local_day(timezone.now())


def _counts(
    request: Request, theme: str, counts: Sequence[int], levels: Sequence[str]
) -> list[tuple[int, str]]:
    """Each figure with the address of the catalogue that lists it."""
    catalogue = reverse("offers:index")
    return [
        (count, f"{catalogue}?{urlencode({'theme': theme, 'niveau': level})}" if theme else "")
        for count, level in zip(counts, levels, strict=True)
    ]


def _sheet(request: Request, found: Sequence[Zone], labels: dict[str, str]) -> Sheet:
    demands = reverse("demands:index")
    spots = [
        Spot(
            zone.ground.name,
            max(zone.asked, 1),
            zone.ground.point,
            f"{demands}?{urlencode({'etat': 'toutes', 'commune': zone.ground.key})}",
            zone.state.value,
            zone.sentence(labels),
        )
        for zone in found
        if zone.ground.point is not None
    ]
    return draw(spots, [])


def _worst_first(found: Sequence[Zone]) -> list[Zone]:
    order = list(State)
    return sorted(found, key=lambda zone: (order.index(zone.state), -zone.asked, zone.ground.name))


def _offer_line(offer: Offer) -> list[Value]:
    return [
        offer.title, offer.provider.name, offer.get_level_display(),
        _listed(theme.label for theme in offer.themes.all()),
        _listed(offer.phase_labels), _listed(offer.engineering_labels),
        _listed(place.name for place in offer.perimeters.all()),
        offer.get_price_kind_display(), offer.price_note, offer.own_share, offer.usual_days,
        offer.yearly_capacity, offer.checked_on,
    ]  # fmt: skip


def _zone_line(zone: Zone, labels: dict[str, str]) -> list[Value]:
    return [
        zone.ground.key.removeprefix("commune-"), zone.ground.name, zone.ground.epci_name,
        zone.label, zone.asked, zone.offers, zone.sentence(labels),
    ]  # fmt: skip


def _listed(words: Iterable[str]) -> str:
    return " | ".join(words)


def _file(name: str, header: list[str], rows: Iterator[list[Value]]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(csv_pieces(header, rows), content_type=CONTENT_TYPES["csv"])
    stamp = _today().isoformat()
    response["Content-Disposition"] = f'attachment; filename="{name}-{stamp}.csv"'
    return response
