"""« Règles d’orientation »: how offers are chosen and ranked, for everybody (CRPA, L311-3-1)."""

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
from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.territories.models import Territory

from .. import actions, permissions
from ..criteria.catalogue import CATALOGUE
from ..engine import ENGINE_VERSION
from ..forms import RuleForm, RulesDepartmentForm
from ..models import OrientationRule
from ..ruleset import LINES, Line, LineKind, Version, rules_in_force, shipped


@dataclass(frozen=True)
class Shown:
    """A line of the rules with the version in force and the others."""

    line: Line
    version: Version | None
    others: tuple[Version, ...]


@login_not_required
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    chooser = RulesDepartmentForm(request.GET)
    chosen = chooser.cleaned_data["departement"] if chooser.is_valid() else None
    return _page(request, chooser, chosen)


@require_POST
def set_rule(request: Request, department: str) -> HttpResponse:
    place = get_object_or_404(Territory.objects.departments(), code=department)
    if not permissions.can_set_rules(request.user, place.code):
        raise PermissionDenied
    now = timezone.now()
    form = RuleForm(request.POST, today=local_day(now))
    if form.is_valid():
        try:
            actions.set_rule(place, **form.cleaned_data, by=request.user, at=now)
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "La règle est enregistrée : elle s’appliquera ce jour-là.")
            return redirect(f"{reverse('matching:rules')}?departement={place.code}")
    return _page(request, RulesDepartmentForm({"departement": place.code}), place, refused=form)


def _page(
    request: HttpRequest,
    chooser: RulesDepartmentForm,
    place: Territory | None,
    *,
    refused: RuleForm | None = None,
) -> HttpResponse:
    today = local_day(timezone.now())
    user = request.user
    may_set = (
        place is not None and isinstance(user, User) and permissions.can_set_rules(user, place.code)
    )
    shown = _shown(place.code if place else "", today)
    context = {
        "chooser": chooser,
        "place": place,
        "today": today,
        "engine": ENGINE_VERSION,
        "criteria": CATALOGUE,
        "law": [one for one in shown if one.line.kind is LineKind.LAW],
        "weights": [one for one in shown if one.line.kind is LineKind.WEIGHT],
        "switches": [one for one in shown if one.line.kind is LineKind.SWITCH],
        "changed": [one for one in shown if one.others],
        "form": (refused or RuleForm(today=today)) if may_set else None,
        "refused": refused,
    }
    return render(request, "matching/rules.html", context, status=422 if refused else 200)


def _shown(department: str, today: date) -> list[Shown]:
    decided = OrientationRule.objects.versions(department)
    in_force = rules_in_force(today, decided)
    every = (*shipped(), *decided)
    return [
        Shown(
            line,
            in_force.versions.get(line.code),
            tuple(
                one
                for one in every
                if one.line == line.code and one != in_force.versions.get(line.code)
            ),
        )
        for line in LINES
    ]
