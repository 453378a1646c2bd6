"""Opinions: the desk asks, the structure answers, signed in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.ui.deeds import carry_out

from .. import actions, permissions
from ..choices import OpinionStatus
from ..correspondents import people_of
from ..forms import AskOpinionForm, OpinionForm
from ..models import Opinion
from .found import sendable


@require_POST
def ask_opinion(request: Request, reference: str) -> HttpResponse:
    demand = sendable(request, reference)
    now = timezone.now()
    form = AskOpinionForm(request.POST, today=local_day(now))
    if form.is_valid():
        try:
            asked = actions.ask_opinion(demand, **form.cleaned_data, by=request.user, at=now)
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            if not people_of(asked.provider, on=local_day(now)):
                messages.warning(
                    request,
                    f"{asked.provider} n’a ni compte ni adresse connue : personne n’y est prévenu. "
                    "Imprimez la lettre, ou appelez, puis notez l’avis.",
                )
                return redirect(asked)
            return redirect(f"{reverse('matching:of_demand', args=[reference])}#avis")
    context = {"demand": demand, "tab": "matching", "form": form}
    return render(request, "matching/ask_opinion.html", context, status=422)


@require_safe
def opinion(request: Request, pk: int) -> HttpResponse:
    return _page(request, _visible_or_404(request, pk))


@require_POST
def give_opinion(request: Request, pk: int) -> HttpResponse:
    found = _visible_or_404(request, pk)
    if not permissions.can_give_opinion(request.user, found):
        raise PermissionDenied
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, refused=form)
    carry_out(
        request,
        lambda: actions.give_opinion(
            found, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
        success="Votre avis est rendu. Le guichet est prévenu.",
    )
    return redirect(found)


@require_POST
def withdraw_opinion(request: Request, pk: int) -> HttpResponse:
    found = _visible_or_404(request, pk)
    if not permissions.can_refer(request.user, found.demand):
        raise PermissionDenied
    carry_out(
        request,
        lambda: actions.withdraw_opinion(found, by=request.user, at=timezone.now()),
        success="La demande d’avis est retirée. La structure est prévenue.",
    )
    return redirect(reverse("matching:of_demand", args=[found.demand.reference]))


def _page(request: Request, found: Opinion, *, refused: OpinionForm | None = None) -> HttpResponse:
    is_awaited = found.status == OpinionStatus.ASKED
    context = {
        "opinion": found,
        "demand": found.demand,
        "can_give": is_awaited and permissions.can_give_opinion(request.user, found),
        "can_withdraw": is_awaited and permissions.can_refer(request.user, found.demand),
        "is_reachable": bool(people_of(found.provider, on=local_day(timezone.now()))),
        "form": refused or OpinionForm(),
        "refused": refused,
    }
    return render(request, "matching/opinion.html", context, status=422 if refused else 200)


def _visible_or_404(request: Request, pk: int) -> Opinion:
    return get_object_or_404(Opinion.objects.visible_to(request.user).for_page(), pk=pk)
