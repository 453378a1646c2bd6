"""The delays of a desk: read by everybody, set by those who answer for them."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.clocks import RULES
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.territories.models import Territory

from .. import actions, permissions
from ..choices import ServiceKind
from ..forms import DepartmentForm, ServiceLevelForm
from ..models import ServiceLevel
from ..service_levels import chosen
from .found import department_of, person_of


@dataclass(frozen=True)
class Promise:
    """A line of the page: the delay in force, and the versions before and after it."""

    label: str
    current: ServiceLevel | None
    others: list[ServiceLevel]


@login_not_required
@require_safe
def service_levels(request: HttpRequest) -> HttpResponse:
    """What the desk promises, for everybody: the rule is public, so that a date can be checked."""
    form, department = department_of(request)
    return _promises(request, form, department)


@require_POST
def set_service_level(request: Request, department: str) -> HttpResponse:
    place = get_object_or_404(Territory.objects.departments(), code=department)
    if not permissions.can_set_service_levels(request.user, place.code):
        raise PermissionDenied
    now = timezone.now()
    form = ServiceLevelForm(request.POST, today=local_day(now))
    if form.is_valid():
        try:
            actions.set_service_level(place, **form.cleaned_data, by=request.user, at=now)
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Le nouveau délai est enregistré.")
            return redirect(f"{reverse('policies:service_levels')}?departement={place.code}")
    chooser = DepartmentForm({"departement": place.code})
    chooser.is_valid()
    return _promises(request, chooser, place.code, refused=form)


def _promises(
    request: HttpRequest,
    form: DepartmentForm,
    department: str,
    *,
    refused: ServiceLevelForm | None = None,
) -> HttpResponse:
    today = local_day(timezone.now())
    person = person_of(request)
    may_set = (
        person is not None
        and bool(department)
        and permissions.can_set_service_levels(person, department)
    )
    levels = list(ServiceLevel.objects.serving([department]))
    promises = [_promise(levels, kind, department, today) for kind in ServiceKind]
    context = {
        "form": form,
        "department": department,
        "promises": promises,
        "has_others": any(promise.others for promise in promises),
        "rules": RULES,
        "set_form": (refused or ServiceLevelForm(today=today)) if may_set else None,
        "is_refused": refused is not None,
    }
    status = 422 if refused is not None else 200
    return render(request, "policies/service_levels.html", context, status=status)


def _promise(
    levels: list[ServiceLevel], kind: ServiceKind, department: str, today: date
) -> Promise:
    current = chosen(levels, kind=kind, department=department, on=today)
    others = [level for level in levels if level.kind == kind and level != current]
    return Promise(kind.label, current, others)
