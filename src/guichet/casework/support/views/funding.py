"""The funding plan of a support."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from guichet.foundations.accounts.http import Request
from guichet.foundations.ui.deeds import carry_out

from .. import actions
from ..forms import LineForm, LineStatusForm, PlanForm
from .detail import editable_or_403, funders_for, submit

_ALREADY_GONE = "Cette ligne n’est plus dans le plan : quelqu’un l’a déjà retirée."


@require_POST
def set_plan(request: Request, pk: int) -> HttpResponse:
    support = editable_or_403(request, pk)
    # Not a field of the form: a refused page must carry the version that it shows.
    version = request.POST.get("version", "")
    return submit(
        request,
        support,
        "plan_form",
        PlanForm(request.POST, auto_id="plan_%s"),
        lambda typed: actions.set_plan(
            support,
            version=int(version) if version.isdecimal() else None,
            by=request.user,
            at=timezone.now(),
            **typed,
        ),
        success="Le plan de financement est enregistré.",
    )


@require_POST
def add_line(request: Request, pk: int) -> HttpResponse:
    support = editable_or_403(request, pk)
    return submit(
        request,
        support,
        "line_form",
        LineForm(request.POST, funders=funders_for(support), auto_id="line_%s"),
        lambda typed: actions.add_line(support, by=request.user, at=timezone.now(), **typed),
        success="La ligne est ajoutée au plan de financement.",
    )


@require_POST
def change_line(request: Request, pk: int, line: int) -> HttpResponse:
    support = editable_or_403(request, pk)
    found = support.plan.lines.filter(pk=line).first()
    form = LineStatusForm(request.POST)
    if found is None:
        messages.error(request, _ALREADY_GONE)
    elif not form.is_valid():
        messages.error(request, "Choisissez un état dans la liste.")
    else:
        status = form.cleaned_data["status"]
        carry_out(
            request,
            lambda: actions.change_line(
                support, found, status=status, by=request.user, at=timezone.now()
            ),
            success="L’état de la ligne est noté.",
        )
    return redirect(support)


@require_POST
def remove_line(request: Request, pk: int, line: int) -> HttpResponse:
    support = editable_or_403(request, pk)
    found = support.plan.lines.filter(pk=line).first()
    if found is None:
        messages.error(request, _ALREADY_GONE)
    else:
        carry_out(
            request,
            lambda: actions.remove_line(support, found, by=request.user, at=timezone.now()),
            success="La ligne est retirée du plan de financement.",
        )
    return redirect(support)
