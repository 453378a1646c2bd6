"""The steps of a support."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from guichet.foundations.accounts.http import Request
from guichet.foundations.ui.deeds import carry_out

from .. import actions
from ..forms import FinishForm, StepForm
from .detail import editable_or_403, submit


@require_POST
def add_step(request: Request, pk: int) -> HttpResponse:
    support = editable_or_403(request, pk)
    return submit(
        request,
        support,
        "step_form",
        StepForm(request.POST, auto_id="step_%s"),
        lambda typed: actions.add_step(support, by=request.user, at=timezone.now(), **typed),
        success="L’étape est ajoutée.",
    )


@require_POST
def finish_step(request: Request, pk: int, step: int) -> HttpResponse:
    support = editable_or_403(request, pk)
    finished = get_object_or_404(support.steps, pk=step)
    form = FinishForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Indiquez la date à laquelle l’étape a été faite.")
        return redirect(support)
    done_on = form.cleaned_data["done_on"]
    carry_out(
        request,
        lambda: actions.finish_step(finished, done_on=done_on, by=request.user, at=timezone.now()),
        success="L’étape est notée comme faite.",
    )
    return redirect(support)
