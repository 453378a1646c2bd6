"""The tab of a demand: what support it receives, or what must come before."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
from guichet.casework.matching.models import Referral
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError

from .. import actions, permissions
from ..forms import OpenForm
from ..models import Support, awaiting_a_support
from ..reports import describe

# What must come before a support, told at each stage of a demand.
BEFORE = {
    DemandStatus.QUALIFIED: (
        "La demande est qualifiée. Le guichet doit maintenant l’adresser à une structure "
        "d’ingénierie ; l’accompagnement s’ouvre quand une structure accepte."
    ),
    DemandStatus.REFERRED: (
        "La demande a été adressée à une structure d’ingénierie. L’accompagnement s’ouvre quand "
        "une structure accepte."
    ),
    DemandStatus.DECLINED: "La demande est classée sans suite : aucun accompagnement n’est prévu.",
    DemandStatus.CLOSED: "La demande est close sans accompagnement.",
}
FIRST = (
    "Trois pas viennent avant l’accompagnement : le guichet qualifie la demande, il l’adresse à "
    "une structure d’ingénierie, et celle-ci accepte."
)


@require_safe
def of_demand(request: Request, reference: str) -> HttpResponse:
    demand = get_object_or_404(
        Demand.objects.visible_to(request.user).for_detail(), reference=reference
    )
    return _tab(request, demand)


@require_POST
def open_support(request: Request, pk: int) -> HttpResponse:
    referral = get_object_or_404(Referral.objects.visible_to(request.user).for_index(), pk=pk)
    if not permissions.can_open(request.user, referral):
        raise PermissionDenied
    form = OpenForm(request.POST, auto_id=f"open_{referral.pk}_%s")
    if form.is_valid():
        try:
            support = actions.open_support(
                referral, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "L’accompagnement est ouvert ; la collectivité est prévenue.")
            return redirect(support)
    demand = get_object_or_404(
        Demand.objects.visible_to(request.user).for_detail(), pk=referral.demand_id
    )
    return _tab(request, demand, refused=(referral, form), status=422)


def _tab(
    request: Request,
    demand: Demand,
    *,
    refused: tuple[Referral, OpenForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    today = local_day(timezone.now())
    supports = Support.objects.of_demand(demand).visible_to(request.user).for_index()
    shown = [(support, describe(support.get_facts(on=today))) for support in supports]
    openings = [
        (referral, _form(referral, demand, refused))
        for referral in awaiting_a_support(demand)
        if permissions.can_open(request.user, referral)
    ]
    # A referral that was opened meanwhile has no form any more; its refusal is still told.
    if refused and all(referral.pk != refused[0].pk for referral, _ in openings):
        for error in refused[1].non_field_errors():
            messages.error(request, str(error))
    context = {
        "demand": demand,
        "tab": "support",
        "supports": shown,
        "openings": openings,
        "before": BEFORE.get(DemandStatus(demand.status), FIRST),
    }
    return render(request, "support/of_demand.html", context, status=status)


def _form(
    referral: Referral, demand: Demand, refused: tuple[Referral, OpenForm] | None
) -> OpenForm:
    if refused and refused[0].pk == referral.pk:
        return refused[1]
    initial = {"objective": demand.expected_help, "total_cost": demand.budget}
    return OpenForm(initial=initial, auto_id=f"open_{referral.pk}_%s")
