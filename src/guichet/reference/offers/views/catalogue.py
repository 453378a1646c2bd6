"""The public catalogue: who can help, on what, where, at what price."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.text import sentence_list
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import OrganisationKind, Role
from guichet.reference.policies.models import Theme
from guichet.reference.policies.suggestion import Suggestion, suggest
from guichet.reference.policies.taxonomy import read_lexicon
from guichet.reference.territories.models import Territory

from .. import permissions
from ..fit import Finding, Place
from ..forms import CatalogueForm
from ..models import Offer, OfferQuerySet
from .found import findings_of, person_of, place_of

PAGE = 20
# With fewer answers than this, offers on the same subject are welcome.
FEW = 3
MOST_NEAR = 10


@dataclass(frozen=True)
class Card:
    """An offer in the list, and why it is for the commune that was named."""

    offer: Offer
    findings: tuple[Finding, ...] = ()


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Open to everybody, printable: a commune and three words are enough."""
    person = person_of(request)
    form = CatalogueForm(request.GET)
    # A commune that is not understood leaves the other answers as they are.
    form.is_valid()
    asked = form.cleaned_data
    words, commune = asked.get("q", ""), asked.get("commune")
    narrowed = _narrowed(asked)
    found = narrowed.matching(words) if words else narrowed
    # The numbers first, in order: counting and then reading a page would search twice.
    numbers = list(_in_order(found, commune).values_list("pk", flat=True))
    page = Paginator(numbers, PAGE).get_page(request.GET.get("page"))
    place = place_of(commune) if commune else None
    mine = access_of(person).organisations(Role.PROVIDER) if person else frozenset()
    context = {
        "form": form,
        "notice": form.fields["commune"].notice,  # type: ignore[attr-defined]
        "commune": commune,
        "words": words,
        "place_query": f"?{urlencode({'commune': commune.label})}" if commune else "",
        # The public door stands above the catalogue: known by its name only.
        "ask": reverse("doors:ask"),
        "is_narrowed": any(asked.values()),
        "page": page,
        "cards": [_card(offer, place) for offer in Offer.objects.for_cards().in_this_order(page)],
        "mine": Offer.objects.of_providers(mine).for_index() if mine else (),
        "can_create": person is not None and permissions.can_create(person),
        "can_import": person is not None and permissions.can_import(person),
        "can_see_map": person is not None and permissions.can_see_map(person),
        "can_see_zones": person is not None and permissions.can_see_zones(person),
        **_near(narrowed, words, commune, place, page.paginator.count),
    }
    return render(request, "offers/index.html", context)


def _narrowed(asked: dict[str, Any]) -> OfferQuerySet:
    found = Offer.objects.published().in_force(local_day(timezone.now()))
    if asked.get("theme"):
        found = found.about(asked["theme"].pk)
    if asked.get("niveau"):
        found = found.of_level(asked["niveau"])
    if asked.get("commune"):
        found = found.covering(asked["commune"])
    return found


def _in_order(found: OfferQuerySet, commune: Territory | None) -> OfferQuerySet:
    """What fits first, then nearest first."""
    ordered = found.for_cards().nearest_first()
    if commune is None:
        return ordered
    fitting = ordered.fitting_first(OrganisationKind.COMMUNE, commune.population)
    return fitting.order_by("misfit", "distance", "title", "pk")


def _near(
    narrowed: OfferQuerySet,
    words: str,
    commune: Territory | None,
    place: Place | None,
    count: int,
) -> dict[str, Any]:
    """When almost nothing holds every word: what holds one, or speaks of the same subject."""
    if not words or count >= FEW:
        return {"near": (), "heard": ""}
    heard = suggest(words, read_lexicon())[:2]
    exact = narrowed.matching(words).order_by().values("pk")
    near = narrowed.near(words, themes=[one.code for one in heard]).exclude(pk__in=exact)
    return {
        "near": [_card(offer, place) for offer in _in_order(near, commune)[:MOST_NEAR]],
        "heard": _as_heard(heard),
    }


def _as_heard(heard: tuple[Suggestion, ...]) -> str:
    """« Transition énergétique (« toiture ») »: each theme, and the words that say it."""
    labels = {theme.pk: theme.label for theme in Theme.objects.in_order()} if heard else {}
    return sentence_list(
        f"{labels.get(one.code, one.code)} ({sentence_list(f'« {w} »' for w in one.words)})"
        for one in heard
    )


def _card(offer: Offer, place: Place | None) -> Card:
    return Card(offer, findings_of(offer, place) if place else ())
