"""The overview of a case in one page, its history and its files."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.audit.models import Event
from guichet.foundations.documents.http import serve
from guichet.foundations.toolkit.dates import local_day

from .. import actions, permissions
from ..choices import DemandStatus, MessageAudience
from ..deadlines import deadlines_of
from ..forms import (
    AcknowledgeForm,
    CloseForm,
    CompleteForm,
    DeclineForm,
    FilesForm,
    RedirectForm,
    ReopenForm,
    SendBackForm,
)
from ..models import Demand
from ..next_step import Side, next_step
from ..registry import facts_about
from ..workflow import WORKFLOW
from .files import attach_all
from .found import deposited_or_404

LAST_EVENTS = 8


@require_safe
def detail(request: Request, reference: str) -> HttpResponse:
    demand = deposited_or_404(request, reference)
    return overview(request, demand)


@require_safe
def history(request: Request, reference: str) -> HttpResponse:
    demand = deposited_or_404(request, reference)
    context = {"demand": demand, "tab": "history", "events": events_for(request, demand)}
    return render(request, "demands/history.html", context)


@require_safe
def deadlines(request: Request, reference: str) -> HttpResponse:
    """« Pourquoi cette date ? »: the ledger of each clock, day by day, made to be printed."""
    demand = deposited_or_404(request, reference)
    today = local_day(timezone.now())
    found = deadlines_of(demand, Event.objects.of_case(demand.case_key), today=today)
    context = {
        "demand": demand,
        "tab": "summary",
        "deadlines": found,
        "current": found.current,
        "due_sentence": found.due.told(_side(request, demand)),
        "today": today,
    }
    return render(request, "demands/deadlines.html", context)


@require_POST
def attach(request: Request, reference: str) -> HttpResponse:
    demand = deposited_or_404(request, reference)
    if not permissions.can_attach(request.user, demand):
        raise PermissionDenied
    form = FilesForm(request.POST, request.FILES)
    form.is_valid()
    uploads = form.cleaned_data["uploads"]
    if not uploads:
        form.add_error("uploads", "Choisissez un fichier sur votre ordinateur.")
    for sentence in attach_all(request, demand, uploads):
        form.add_error("uploads", sentence)
    if form.errors:
        return overview(request, demand, files_form=form)
    return redirect(demand)


@require_safe
def attachment(request: Request, reference: str, number: int) -> FileResponse:
    demand = deposited_or_404(request, reference)
    heard = permissions.can_read_internal(request.user, demand)
    readable = demand.attachments.heard_by(internal=heard)
    found = readable.for_panel().filter(pk=number).order_by("pk").first()
    if found is None:
        raise Http404
    return serve(found.document, inline=True)


def overview(request: Request, demand: Demand, **forms: Any) -> HttpResponse:
    """The page itself; a refused form comes back in its place, with 422."""
    refused = next((name for name, form in forms.items() if form.errors), "")
    context = {
        **_facts(request, demand),
        **deeds_of(request, demand),
        **forms,
        "demand": demand,
        "tab": "summary",
        "refused": refused,
        "refused_form": forms.get(refused),
    }
    return render(request, "demands/detail.html", context, status=422 if refused else 200)


def events_for(request: Request, demand: Demand) -> list[Event]:
    """The history of the case, less what was said between services for those who are not of
    them, and less the keystrokes of the draft."""
    return _readable(request, demand, Event.objects.of_case(demand.case_key))


def _readable(request: Request, demand: Demand, events: Iterable[Event]) -> list[Event]:
    internal = permissions.can_read_internal(request.user, demand)
    return [
        event
        for event in events
        if event.action != "demand.save_draft"
        and (internal or event.data.get("audience") != MessageAudience.INTERNAL)
    ]


def _facts(request: Request, demand: Demand) -> dict[str, Any]:
    today = local_day(timezone.now())
    told = list(Event.objects.of_case(demand.case_key))
    events = _readable(request, demand, told)
    found = deadlines_of(demand, told, today=today)
    side = _side(request, demand)
    qualification = getattr(demand, "qualification", None)
    sees_note = permissions.can_read_internal(request.user, demand)
    return {
        "step": next_step(demand.as_situation(), seen_by=side, today=today),
        "due": found.due,
        "due_sentence": found.due.told(side),
        "has_ledger": bool(found.clocks),
        "registry": facts_about(demand, on=today),
        "qualification": qualification,
        "orientations": qualification.orientations_served() if qualification else [],
        "sees_note": sees_note,
        "attachments": demand.attachments.heard_by(internal=sees_note).for_panel(),
        "events": events[-LAST_EVENTS:],
        "has_more_events": len(events) > LAST_EVENTS,
    }


def deeds_of(request: Request, demand: Demand) -> dict[str, Any]:
    """What this person may do now: both the right and the moment."""
    today = local_day(timezone.now())
    possible = {transition.name for transition in WORKFLOW.available(demand.status)}
    instructs = permissions.can_instruct(request.user, demand)
    completes = permissions.can_complete(request.user, demand)
    forms: dict[str, Any] = {
        "acknowledge": AcknowledgeForm(
            demand, by=request.user, today=today, auto_id="acknowledge_%s"
        ),
        "send_back": SendBackForm(today=today, auto_id="send_back_%s"),
        "decline": DeclineForm(auto_id="decline_%s"),
        "redirect": RedirectForm(demand, today=today, auto_id="redirect_%s"),
        "reopen": ReopenForm(auto_id="reopen_%s"),
        "close": CloseForm(auto_id="close_%s"),
    }
    # Handing over is, for the workflow, a way of declining.
    moves = {"redirect": "decline"}
    offered = {
        f"{name}_form": form if instructs and moves.get(name, name) in possible else None
        for name, form in forms.items()
    }
    may_requalify = instructs and demand.status in actions.REQUALIFIABLE
    return {
        **offered,
        "complete_form": CompleteForm() if completes and "complete" in possible else None,
        "files_form": FilesForm() if permissions.can_attach(request.user, demand) else None,
        "may_qualify": instructs and "qualify" in possible,
        "may_requalify": may_requalify,
        "is_returned": demand.status == DemandStatus.RETURNED,
    }


def _side(request: Request, demand: Demand) -> Side:
    if permissions.is_applicant(request.user, demand):
        return "APPLICANT"
    return "DESK" if permissions.can_instruct(request.user, demand) else "OTHER"
