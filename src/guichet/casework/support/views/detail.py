"""The page of a support, drawn the same way when it is read and when a form is refused."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.workflow import TransitionRefused
from guichet.reference.directory.models import Organisation
from guichet.reference.funding.choices import LineStatus
from guichet.reference.funding.models import FundingLine, FundingPlan
from guichet.reference.funding.summary import possible_funders, summarise

from .. import permissions
from ..forms import AbandonForm, DeliverForm, LineForm, PlanForm, StepForm
from ..models import Support
from ..reports import describe
from ..workflow import WORKFLOW

Deed = Callable[[Mapping[str, Any]], object]


def show(
    request: Request, pk: int, *, refused: Mapping[str, forms.Form] | None = None
) -> HttpResponse:
    """Read the support afresh and draw its page, with the refused forms as they were typed."""
    support = visible_or_404(request, pk)
    today = local_day(timezone.now())
    can_edit = permissions.can_edit(request.user, support) and support.is_under_way
    lines = sorted(support.plan.lines.all(), key=lambda line: (line.kind, line.pk))
    ended_on = local_day(support.ended_at) if support.ended_at else today
    steps = sorted(support.steps.all(), key=lambda step: (step.rank, step.pk))
    context: dict[str, object] = {
        "support": support,
        "demand": support.demand,
        "tab": "support",
        "paragraph": describe(support.get_facts(on=today)),
        "is_overdue": support.is_overdue_on(today),
        "steps": [(step, step.is_late_on(today) and support.is_under_way) for step in steps],
        "today": today,
        "summary": summarise(support.plan, lines, owner=support.demand.requester, on=ended_on),
        "rows": [_row(support, line) for line in lines],
        "statuses": LineStatus.choices,
        "can_edit": can_edit,
        "moves": {t.name for t in WORKFLOW.available(support.status)} if can_edit else set(),
    }
    if can_edit:
        context |= _forms(support, refused or {})
    return render(request, "support/detail.html", context, status=422 if refused else 200)


def visible_or_404(request: Request, pk: int) -> Support:
    return get_object_or_404(Support.objects.visible_to(request.user).for_detail(), pk=pk)


def editable_or_403(request: Request, pk: int) -> Support:
    support = visible_or_404(request, pk)
    if not permissions.can_edit(request.user, support):
        raise PermissionDenied
    return support


def funders_for(support: Support) -> list[Organisation]:
    today = local_day(timezone.now())
    return list(possible_funders(support.demand.department_id, on=today))


def submit(
    request: Request, support: Support, name: str, form: forms.Form, deed: Deed, *, success: str
) -> HttpResponse:
    """Carry out what a form asks. A refusal keeps what was typed; a move come too late does not
    need it any more and goes back to the page with its sentence."""
    if form.is_valid():
        try:
            deed(form.cleaned_data)
        except TransitionRefused as refusal:
            messages.error(request, refusal.sentence)
            return redirect(support)
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, success)
            return redirect(support)
    if not Support.objects.under_way().filter(pk=support.pk).exists():
        for error in form.non_field_errors():
            messages.error(request, str(error))
        return redirect(support)
    return show(request, support.pk, refused={name: form})


def _forms(support: Support, refused: Mapping[str, forms.Form]) -> dict[str, object]:
    made: dict[str, object] = {
        "step_form": StepForm(auto_id="step_%s"),
        "plan_form": _plan_form(support.plan),
        "line_form": LineForm(funders=funders_for(support), auto_id="line_%s"),
        "deliver_form": DeliverForm(auto_id="deliver_%s"),
        "abandon_form": AbandonForm(auto_id="abandon_%s"),
    }
    return {**made, **refused, "opened": next(iter(refused), "")}


def _plan_form(plan: FundingPlan) -> PlanForm:
    return PlanForm(
        auto_id="plan_%s",
        initial={
            "total_cost": plan.total_cost,
            "exception": plan.exception,
            "exception_reason": plan.exception_reason,
        },
    )


def _row(support: Support, line: FundingLine) -> dict[str, object]:
    address = {"pk": support.pk, "line": line.pk}
    return {
        "line": line,
        "change_url": reverse("support:change_line", kwargs=address),
        "remove_url": reverse("support:remove_line", kwargs=address),
    }
