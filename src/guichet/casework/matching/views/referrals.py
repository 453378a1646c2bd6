"""What a provider received, and its answer."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.http import Request
from guichet.foundations.ui.deeds import carry_out

from .. import actions, permissions
from ..choices import ReferralStatus
from ..forms import AcceptForm, RefuseForm, WithdrawForm
from ..models import Referral

PAGE = 20


@require_safe
def referrals(request: Request) -> HttpResponse:
    """Those that wait for an answer first: they are the work of the day."""
    if not permissions.can_see_referrals(request.user):
        raise PermissionDenied
    received = Referral.objects.received_by(request.user)
    context = {
        "awaiting": received.awaiting_an_answer().oldest_first(),
        "page": Paginator(received.answered().for_index(), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "matching/referrals.html", context)


@require_safe
def referral(request: Request, pk: int) -> HttpResponse:
    return _page(request, _visible_or_404(request, pk))


@require_POST
def accept_referral(request: Request, pk: int) -> HttpResponse:
    found = _answerable(request, pk)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _page(request, found, refused={"accept": form})
    carry_out(
        request,
        lambda: actions.accept_referral(
            found, note=form.cleaned_data["note"], by=request.user, at=timezone.now()
        ),
        success="Vous avez accepté la demande. La collectivité et le guichet sont prévenus.",
    )
    return redirect(found)


@require_POST
def refuse_referral(request: Request, pk: int) -> HttpResponse:
    found = _answerable(request, pk)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, refused={"refuse": form})
    carry_out(
        request,
        lambda: actions.refuse_referral(
            found,
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            by=request.user,
            at=timezone.now(),
        ),
        success="Vous avez décliné la demande. La collectivité et le guichet sont prévenus.",
    )
    return redirect(found)


@require_POST
def withdraw_referral(request: Request, pk: int) -> HttpResponse:
    found = _visible_or_404(request, pk)
    if not permissions.can_refer(request.user, found.demand):
        raise PermissionDenied
    form = WithdrawForm(request.POST)
    because = form.cleaned_data["because"] if form.is_valid() else ""
    carry_out(
        request,
        lambda: actions.withdraw_referral(
            found, because=because, by=request.user, at=timezone.now()
        ),
        success="L’envoi est retiré. La structure est prévenue.",
    )
    return redirect(reverse("matching:of_demand", args=[found.demand.reference]))


def _page(
    request: Request, found: Referral, *, refused: dict[str, Form] | None = None
) -> HttpResponse:
    forms = refused or {}
    is_waiting = found.status == ReferralStatus.SENT
    context = {
        "referral": found,
        "demand": found.demand,
        "case_is_open": Demand.objects.visible_to(request.user).filter(pk=found.demand_id).exists(),
        "can_answer": is_waiting and permissions.can_answer(request.user, found),
        "can_withdraw": is_waiting and permissions.can_refer(request.user, found.demand),
        "accept_form": forms.get("accept") or AcceptForm(auto_id="accepter_%s"),
        "refuse_form": forms.get("refuse") or RefuseForm(auto_id="decliner_%s"),
        "withdraw_form": WithdrawForm(),
        "refused": next(iter(forms.values()), None),
    }
    return render(request, "matching/referral.html", context, status=422 if refused else 200)


def _answerable(request: Request, pk: int) -> Referral:
    found = _visible_or_404(request, pk)
    if not permissions.can_answer(request.user, found):
        raise PermissionDenied
    return found


def _visible_or_404(request: Request, pk: int) -> Referral:
    return get_object_or_404(Referral.objects.visible_to(request.user).for_detail(), pk=pk)
