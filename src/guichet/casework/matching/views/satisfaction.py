"""The authority says whether the help was useful."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from guichet.foundations.accounts.http import Request
from guichet.foundations.ui.deeds import carry_out

from .. import actions, permissions
from ..forms import RateForm
from ..models import Referral
from .found import visible_or_404


@require_POST
def rate_help(request: Request, reference: str, pk: int) -> HttpResponse:
    demand = visible_or_404(request, reference)
    if not permissions.can_rate(request.user, demand):
        raise PermissionDenied
    referral = get_object_or_404(Referral.objects.of_demand(demand.pk).accepted(), pk=pk)
    form = RateForm(request.POST, referral_id=pk)
    if not form.is_valid():
        context = {"demand": demand, "tab": "matching", "referral": referral, "form": form}
        return render(request, "matching/rate.html", context, status=422)
    carry_out(
        request,
        lambda: actions.rate_help(
            referral, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
        success="Merci. Votre réponse est transmise à la structure et au guichet.",
    )
    return redirect("matching:of_demand", reference)
