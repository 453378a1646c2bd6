"""The page where a demand is put beside those that look like it, and its four deeds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.demands.choices import MessageAudience
from guichet.casework.demands.models import Attachment, Demand, Message
from guichet.casework.demands.permissions import can_read_internal
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.errors import DomainError

from . import actions, permissions
from .choices import Verdict
from .forms import DecideForm, UndoForm
from .models import Decision, candidates_for


@dataclass(frozen=True)
class Gathered:
    """What a demand that was merged into this one still holds."""

    demand: Demand
    attachments: list[Attachment]
    messages: list[Message]


@require_safe
def of_demand(request: Request, reference: str) -> HttpResponse:
    return _page(request, _visible_or_404(request, reference))


@require_POST
def link(request: Request, reference: str) -> HttpResponse:
    def deed(demand: Demand, given: dict[str, Any]) -> str:
        twin: Demand = given["twin"]
        actions.link(demand, twin=twin, note=given["note"], by=request.user, at=timezone.now())
        return f"Les demandes {demand.reference} et {twin.reference} sont liées."

    return _decided(request, reference, deed)


@require_POST
def set_apart(request: Request, reference: str) -> HttpResponse:
    def deed(demand: Demand, given: dict[str, Any]) -> str:
        twin: Demand = given["twin"]
        actions.set_apart(demand, twin=twin, note=given["note"], by=request.user, at=timezone.now())
        return f"C’est noté : {twin.reference} ne sera plus proposée ici."

    return _decided(request, reference, deed)


@require_POST
def merge(request: Request, reference: str) -> HttpResponse:
    """`keep` says which of the two goes on: the one of this page unless it says « twin »."""

    def deed(demand: Demand, given: dict[str, Any]) -> str:
        twin: Demand = given["twin"]
        gone, kept = (demand, twin) if request.POST.get("keep") == "twin" else (twin, demand)
        actions.merge(gone, into=kept, note=given["note"], by=request.user, at=timezone.now())
        return f"{gone.reference} est réunie à {kept.reference} ; sa collectivité en est informée."

    return _decided(request, reference, deed)


@require_POST
def undo(request: Request, reference: str, pk: int) -> HttpResponse:
    demand = _decidable(request, reference)
    decision = Decision.objects.about(demand).for_panel().filter(pk=pk).order_by("pk").first()
    if decision is None:
        raise Http404
    form = UndoForm(request.POST, auto_id=f"annuler-{pk}_%s")
    if not form.is_valid():
        return _page(request, demand, undoing={pk: form})
    try:
        actions.undo(decision, **form.cleaned_data, by=request.user, at=timezone.now())
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, demand, undoing={pk: form})
    messages.success(request, "La décision est annulée ; les deux historiques le disent.")
    return redirect("duplicates:of_demand", demand.reference)


def _decided(
    request: Request, reference: str, deed: Callable[[Demand, dict[str, Any]], str]
) -> HttpResponse:
    demand = _decidable(request, reference)
    form = DecideForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, demand, refused=form)
    try:
        done = deed(demand, form.cleaned_data)
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, _visible_or_404(request, reference), refused=form)
    messages.success(request, done)
    return redirect("duplicates:of_demand", demand.reference)


def _page(
    request: Request,
    demand: Demand,
    *,
    refused: DecideForm | None = None,
    undoing: dict[int, UndoForm] | None = None,
) -> HttpResponse:
    decides = permissions.can_decide(request.user, demand)
    decisions = list(Decision.objects.about(demand).shown_to(request.user).for_panel())
    undoing = undoing or {}
    lines = [
        {
            "decision": decision,
            "twin": decision.twin_of(demand),
            "is_kept": decision.kept_id == demand.pk,
            "undo_form": undoing.get(decision.pk) or UndoForm(auto_id=f"annuler-{decision.pk}_%s"),
            "is_refused": decision.pk in undoing,
        }
        for decision in decisions
        if decides or decision.verdict != Verdict.DISTINCT
    ]
    context = {
        "demand": demand,
        "tab": "summary",
        "decides": decides,
        "lines": lines,
        "gathered": _gathered(request, demand, decisions),
        "candidates": candidates_for(demand) if decides else [],
        "form": refused or DecideForm(user=request.user),
        "is_refused": refused is not None,
        "refused": refused or next(iter(undoing.values()), None),
    }
    status = 422 if context["refused"] else 200
    return render(request, "duplicates/of_demand.html", context, status=status)


def _gathered(request: Request, demand: Demand, decisions: list[Decision]) -> list[Gathered]:
    """The messages and files of the demands merged into this one, less what the person may not
    read in them; two queries whatever their number."""
    merged = [
        decision.other
        for decision in decisions
        if decision.verdict == Verdict.MERGED and decision.kept_id == demand.pk
    ]
    if not merged:
        return []
    threads = Message.objects.filter(demand__in=merged).for_thread()
    files = Attachment.objects.filter(demand__in=merged).for_panel()
    internal = can_read_internal(request.user, demand)
    files = files.heard_by(internal=internal)
    if not internal:
        threads = threads.filter(audience=MessageAudience.APPLICANT)
    said, held = list(threads), list(files)
    return [
        Gathered(
            one,
            [file for file in held if file.demand_id == one.pk],
            [message for message in said if message.demand_id == one.pk],
        )
        for one in merged
    ]


def _decidable(request: Request, reference: str) -> Demand:
    demand = _visible_or_404(request, reference)
    if not permissions.can_decide(request.user, demand):
        raise PermissionDenied
    return demand


def _visible_or_404(request: Request, reference: str) -> Demand:
    return get_object_or_404(
        Demand.objects.visible_to(request.user).for_detail(), reference=reference
    )
