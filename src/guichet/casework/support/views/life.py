"""The moves of a support: start, deliver, abandon."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from guichet.foundations.accounts.http import Request
from guichet.foundations.ui.deeds import carry_out

from .. import actions
from ..forms import AbandonForm, DeliverForm
from .detail import editable_or_403, submit


@require_POST
def start(request: Request, pk: int) -> HttpResponse:
    support = editable_or_403(request, pk)
    carry_out(
        request,
        lambda: actions.start(support, by=request.user, at=timezone.now()),
        success="L’accompagnement est en cours.",
    )
    return redirect(support)


@require_POST
def deliver(request: Request, pk: int) -> HttpResponse:
    support = editable_or_403(request, pk)
    return submit(
        request,
        support,
        "deliver_form",
        DeliverForm(request.POST, auto_id="deliver_%s"),
        lambda typed: actions.deliver(
            support, outcome=typed["outcome"], by=request.user, at=timezone.now()
        ),
        success="L’accompagnement est livré ; la collectivité est prévenue.",
    )


@require_POST
def abandon(request: Request, pk: int) -> HttpResponse:
    support = editable_or_403(request, pk)
    return submit(
        request,
        support,
        "abandon_form",
        AbandonForm(request.POST, auto_id="abandon_%s"),
        lambda typed: actions.abandon(
            support, because=typed["because"], by=request.user, at=timezone.now()
        ),
        success="L’accompagnement est abandonné ; la collectivité est prévenue.",
    )
