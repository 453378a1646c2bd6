"""The authority says whether the help was useful, signed in or by the link of its demand."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.demands.correspondents import applicant_of
from guichet.casework.demands.models import Demand
from guichet.casework.doors.following import LinkRefused, demand_of_link
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.ui.deeds import carry_out

from .. import actions, permissions
from ..forms import RateForm
from ..models import Referral
from ..rating import helped
from .found import visible_or_404

THANKS = "Merci. Votre réponse est transmise à la structure et au guichet."


@require_POST
def rate_help(request: Request, reference: str, pk: int) -> HttpResponse:
    demand = visible_or_404(request, reference)
    if not permissions.can_rate(request.user, demand):
        raise PermissionDenied
    referral = get_object_or_404(Referral.objects.of_demand(demand.pk).accepted(), pk=pk)
    form = RateForm(request.POST, referral=referral)
    if not form.is_valid():
        context = {"demand": demand, "tab": "matching", "referral": referral, "form": form}
        return render(request, "matching/rate.html", context, status=422)
    carry_out(
        request,
        lambda: actions.rate_help(
            referral, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
        success=THANKS,
    )
    return redirect("matching:of_demand", reference)


@login_not_required
@never_cache
@require_safe
def rating_by_link(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Reads, and writes nothing: a program that opens links beforehand answers for nobody."""
    try:
        referral = _helped_by_link(token, pk, at=timezone.now())
    except LinkRefused:
        return redirect("doors:follow", token)
    return _page(request, token, referral, RateForm(referral=referral))


@login_not_required
@never_cache
@require_POST
def rate_by_link(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    now = timezone.now()
    try:
        referral = _helped_by_link(token, pk, at=now)
    except LinkRefused:
        return redirect("doors:follow", token)
    form = RateForm(request.POST, referral=referral)
    if form.is_valid():
        try:
            who = applicant_of(referral.demand)
            actions.rate_help(referral, **form.cleaned_data, by=who, at=now)
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, THANKS)
            return redirect("doors:follow", token)
    return _page(request, token, referral, form)


def _helped_by_link(token: str, pk: int, *, at: datetime) -> Referral:
    """LinkRefused when the link opens nothing: the page that it leads to says why."""
    demand = demand_of_link(token, at=at)
    found = helped(demand, Referral.objects.of_demand(demand.pk).filter(pk=pk))
    if not found:
        raise Http404
    found[0].demand = demand
    return found[0]


def _page(request: HttpRequest, token: str, referral: Referral, form: RateForm) -> HttpResponse:
    demand: Demand = referral.demand
    context = {"demand": demand, "token": token, "referral": referral, "form": form}
    return render(
        request, "matching/rate_by_link.html", context, status=422 if form.errors else 200
    )
