"""The deeds of the desk: find, check, bind, call one action, answer."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError

from .. import actions, permissions
from ..choices import DemandStatus
from ..forms import (
    AcknowledgeForm,
    CloseForm,
    DeclineForm,
    QualifyForm,
    RedirectForm,
    ReopenForm,
    SendBackForm,
)
from ..models import Demand
from ..registry import facts_about
from .case import deeds_of, overview
from .deeds import already_done, carried_out
from .found import deposited_or_404


@require_POST
def acknowledge(request: Request, reference: str) -> HttpResponse:
    demand = _instructed_or_403(request, reference)
    now = timezone.now()
    form = AcknowledgeForm(
        demand,
        request.POST,
        by=request.user,
        today=local_day(now),
        auto_id="acknowledge_%s",
    )
    if not form.is_valid():
        return overview(request, demand, acknowledge_form=form)
    officer = form.cleaned_data["officer"]
    deed = partial(actions.acknowledge, demand, officer=officer, by=request.user, at=now)
    done = "La demande est prise en charge ; la collectivité en est informée."
    return carried_out(request, demand, "acknowledge", form, deed, done)


@require_POST
def send_back(request: Request, reference: str) -> HttpResponse:
    demand = _instructed_or_403(request, reference)
    now = timezone.now()
    form = SendBackForm(request.POST, today=local_day(now), auto_id="send_back_%s")
    if not form.is_valid():
        return overview(request, demand, send_back_form=form)
    deed = partial(
        actions.send_back,
        demand,
        missing=form.cleaned_data["missing"],
        expected_by=form.cleaned_data["expected_by"],
        by=request.user,
        at=now,
    )
    done = "Le complément est demandé à la collectivité par courriel."
    return carried_out(request, demand, "send_back", form, deed, done)


@require_POST
def decline(request: Request, reference: str) -> HttpResponse:
    demand = _instructed_or_403(request, reference)
    form = DeclineForm(request.POST, auto_id="decline_%s")
    if not form.is_valid():
        return overview(request, demand, decline_form=form)
    deed = partial(actions.decline, demand, **form.cleaned_data, by=request.user, at=timezone.now())
    done = "La demande est classée sans suite ; votre explication part à la collectivité."
    return carried_out(request, demand, "decline", form, deed, done)


@require_POST
def redirect_demand(request: Request, reference: str) -> HttpResponse:
    """Not for this desk: hand the demand over, and tell both."""
    demand = _instructed_or_403(request, reference)
    now = timezone.now()
    form = RedirectForm(demand, request.POST, today=local_day(now), auto_id="redirect_%s")
    if not form.is_valid():
        return overview(request, demand, redirect_form=form)
    deed = partial(actions.redirect, demand, **form.cleaned_data, by=request.user, at=now)
    done = f"La demande est transmise à {form.cleaned_data['to']} ; la collectivité le sait."
    return carried_out(request, demand, "redirect", form, deed, done)


@require_POST
def reopen(request: Request, reference: str) -> HttpResponse:
    demand = _instructed_or_403(request, reference)
    form = ReopenForm(request.POST, auto_id="reopen_%s")
    if not form.is_valid():
        return overview(request, demand, reopen_form=form)
    deed = partial(actions.reopen, demand, **form.cleaned_data, by=request.user, at=timezone.now())
    done = "La demande est rouverte : elle est à qualifier."
    return carried_out(request, demand, "reopen", form, deed, done)


@require_POST
def close(request: Request, reference: str) -> HttpResponse:
    demand = _instructed_or_403(request, reference)
    form = CloseForm(request.POST, auto_id="close_%s")
    if not form.is_valid():
        return overview(request, demand, close_form=form)
    deed = partial(actions.close, demand, **form.cleaned_data, by=request.user, at=timezone.now())
    done = "La demande est close ; la collectivité en est informée."
    return carried_out(request, demand, "close", form, deed, done)


@require_safe
def qualification(request: Request, reference: str) -> HttpResponse:
    """The form of qualification, on a page of its own: it is read beside the demand."""
    demand = _instructed_or_403(request, reference)
    if demand.status not in {DemandStatus.ACKNOWLEDGED, *actions.REQUALIFIABLE}:
        messages.info(
            request,
            f"La demande est « {demand.get_status_display()} » : elle ne se qualifie pas à ce "
            "stade. La prochaine étape est indiquée ci-dessous.",
        )
        return redirect(demand)
    return _qualification_page(request, demand, QualifyForm(demand, initial=_known(demand)))


@require_POST
def qualify(request: Request, reference: str) -> HttpResponse:
    """Qualify, or correct the qualification of a demand that has one."""
    demand = _instructed_or_403(request, reference)
    form = QualifyForm(demand, request.POST)
    if not form.is_valid():
        return _qualification_page(request, demand, form, status=422)
    findings = form.findings()
    if demand.status in actions.REQUALIFIABLE:
        deed = partial(actions.requalify, demand, findings)
    else:
        deed = partial(actions.qualify, demand, **vars(findings))
    try:
        deed(by=request.user, at=timezone.now(), version=form.cleaned_data["version"])
    except DomainError as refusal:
        if already_done(request, demand, "qualify"):
            return redirect(demand)
        form.add_error(None, refusal.sentence)
        form.show_version(demand.version)
        return _qualification_page(request, demand, form, status=422)
    messages.success(request, "La demande est qualifiée. Choisissez maintenant à qui l’adresser.")
    return redirect(demand)


def _instructed_or_403(request: Request, reference: str) -> Demand:
    demand = deposited_or_404(request, reference)
    if not permissions.can_instruct(request.user, demand):
        raise PermissionDenied
    return demand


def _qualification_page(
    request: Request, demand: Demand, form: QualifyForm, *, status: int = 200
) -> HttpResponse:
    context = {
        **deeds_of(request, demand),
        "demand": demand,
        "tab": "summary",
        "form": form,
        "refused": "",
        "registry": facts_about(demand, on=local_day(timezone.now())),
        "attachments": demand.attachments.for_panel(),
        "is_correction": demand.status in actions.REQUALIFIABLE,
    }
    return render(request, "demands/qualification.html", context, status=status)


def _known(demand: Demand) -> dict[str, object]:
    """What was said before, or what the applicant and the registry already say."""
    done = getattr(demand, "qualification", None)
    if done is not None:
        return {
            "version": demand.version,
            "theme": done.theme,
            "engineering_types": done.engineering_types,
            "phase": done.phase,
            "complexity": done.complexity,
            "grid": done.complexity_grid,
            "is_urgent": done.is_urgent,
            "programme": done.programme,
            "orientations": list(done.orientations_served()),
            "note": done.note,
        }
    enrolments = facts_about(demand, on=local_day(timezone.now())).enrolments
    only = enrolments[0].programme if len(enrolments) == 1 else None
    return {"version": demand.version, "theme": demand.theme_hint, "programme": only}
