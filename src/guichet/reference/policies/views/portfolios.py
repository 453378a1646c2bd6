"""Who usually follows what: read by the desk, set by it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.territories.models import Territory

from .. import actions, permissions
from ..forms import PortfolioForm
from ..models import Portfolio
from .found import home_of


@require_safe
def portfolios(request: Request) -> HttpResponse:
    place = _shared_out_or_403(request, home_of(request))
    form = PortfolioForm(department=place.code, today=local_day(timezone.now()))
    return _page(request, place, form)


@require_POST
def assign_portfolio(request: Request, department: str) -> HttpResponse:
    place = _shared_out_or_403(request, department)
    now = timezone.now()
    form = PortfolioForm(request.POST, department=place.code, today=local_day(now))
    if form.is_valid():
        given = form.cleaned_data
        person = given.pop("person")
        try:
            actions.assign_portfolio(person, department=place, **given, by=request.user, at=now)
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Le portefeuille est confié à {person}.")
            return redirect("policies:portfolios")
    return _page(request, place, form, status=422)


def _page(
    request: Request, place: Territory, form: PortfolioForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "department": place,
        "form": form,
        "lines": Portfolio.objects.of_department(place.code)
        .not_over(local_day(timezone.now()))
        .for_list(),
    }
    return render(request, "policies/portfolios.html", context, status=status)


def _shared_out_or_403(request: Request, code: str) -> Territory:
    if not code or not permissions.can_share_out(request.user, code):
        raise PermissionDenied
    return get_object_or_404(Territory.objects.departments(), code=code)
