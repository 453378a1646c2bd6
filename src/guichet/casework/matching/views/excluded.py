"""The offers put aside, with the reasons, for whoever asks « et pourquoi pas celle-là ? »"""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.offers.models import Offer, OfferQuerySet
from guichet.reference.territories.models import Territory

from .. import actions, engine, permissions
from ..candidates import near, whole
from ..criteria import DemandProfile
from ..forms import ExcludedForm, ReferForm
from ..models import Referral
from ..profiles import NotQualified, profile_of
from ..reasons import Card, card_of
from .found import visible_or_404

PAGE = 10


@require_safe
def excluded(request: Request, reference: str) -> HttpResponse:
    demand = visible_or_404(request, reference)
    if not permissions.can_read_reasons(request.user, demand):
        raise PermissionDenied
    try:
        profile = profile_of(demand, on=local_day(timezone.now()))
    except NotQualified:
        return redirect("matching:of_demand", reference)
    form = ExcludedForm(request.GET)
    text = form.cleaned_data["texte"] if form.is_valid() else ""
    everywhere = form.is_valid() and form.cleaned_data["partout"]
    found = _put_aside(demand, profile, text=text, everywhere=everywhere)
    page = Paginator(found.order_by("title", "pk"), PAGE).get_page(request.GET.get("page"))
    can_refer = permissions.can_refer(request.user, demand) and demand.status in actions.REFERABLE
    context = {
        "demand": demand,
        "tab": "matching",
        "form": form,
        "page": page,
        "cards": _cards(page, demand, profile, can_refer=can_refer),
    }
    return render(request, "matching/excluded.html", context)


def _put_aside(
    demand: Demand, profile: DemandProfile, *, text: str, everywhere: bool
) -> OfferQuerySet:
    published = Offer.objects.published()
    kept = near(published, profile).values("pk")
    found = published.exclude(pk__in=kept)
    if not everywhere and demand.commune is not None:
        found = found.reaching(Territory.objects.around(demand.commune))
    return found.matching(text) if text else found


def _cards(
    page: Page[Offer], demand: Demand, profile: DemandProfile, *, can_refer: bool
) -> list[Card]:
    """Examined afresh, ten at a time, in the order of the page."""
    wanted = [offer.pk for offer in page]
    offers = {o.pk: o for o in Offer.objects.filter(pk__in=wanted).select_related("provider")}
    sent = {one.provider_id: one for one in Referral.objects.of_demand(demand.pk)}
    matches = {
        match.id: engine.examine(profile, match)
        for match in whole(Offer.objects.filter(pk__in=wanted), demand, profile)
    }
    cards = [card_of(offers[pk], matches[pk], sent.get(offers[pk].provider_id)) for pk in wanted]
    for card in cards:
        if can_refer and not (card.referral and card.referral.is_alive):
            card.form = ReferForm(offer_id=card.offer.pk, needs_reason=True)
    return cards
