"""From the first click to the deposit. Whatever goes wrong, what was typed comes back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.ui.deeds import carry_out

from .. import actions, permissions
from .. import intake as questions
from ..correspondents import authorities_for
from ..forms import IntakeForm, RequesterForm
from ..models import Demand
from .files import attach_all
from .found import draft_or_404

# Authorities shown at once to an officer who looks for one.
MOST_FOUND = 10


@require_safe
def new(request: Request) -> HttpResponse:
    """Which authority asks: for people of several, and for officers who write for one."""
    _refuse_unless(permissions.can_start(request.user))
    text = request.GET.get("texte", "").strip()
    allowed = authorities_for(request.user)
    is_officer = permissions.types_for_others(request.user)
    found = allowed.matching(text) if text else allowed
    listed = found.for_index()[:MOST_FOUND] if text or not is_officer else []
    begun = Demand.objects.typed_by(request.user).for_index().order_by("-created_at", "-pk")
    context = {
        "found": listed, "text": text, "is_officer": is_officer,
        "begun": begun if is_officer else (),
    }  # fmt: skip
    return render(request, "demands/new.html", context)


@require_POST
def start(request: Request) -> HttpResponse:
    _refuse_unless(permissions.can_start(request.user))
    allowed = authorities_for(request.user)
    form = RequesterForm(request.POST, allowed=allowed)
    if not form.is_valid():
        return redirect("demands:new")
    try:
        demand = actions.start_draft(
            form.cleaned_data["requester"], by=request.user, at=timezone.now()
        )
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
        return redirect("demands:new")
    return redirect("demands:intake", demand.uuid)


@require_safe
def intake(request: Request, uuid: UUID) -> HttpResponse:
    demand = _writable_or_404(request, uuid)
    if not demand.is_draft:
        return redirect(demand)
    return _page(request, demand, IntakeForm(demand, today=local_day(timezone.now())))


@require_POST
def save_draft(request: Request, uuid: UUID) -> HttpResponse:
    """Keep what is typed, valid or not."""
    demand = _writable_or_404(request, uuid)
    now = timezone.now()
    form = IntakeForm(demand, request.POST, request.FILES, today=local_day(now))
    refusal = _save(request, demand, form, at=now)
    if not demand.is_draft:
        return _already_deposited(request, demand)
    if refusal:
        return _again(request, demand, form, refusal)
    refused = attach_all(request, demand, form.cleaned_data.get("uploads", []), at=now)
    _detach_asked(request, demand, at=now)
    if refused:
        return _again(request, demand, form, *refused, field="uploads")
    if form.notice():
        messages.info(request, form.notice())
    messages.success(request, "Brouillon enregistré. Vous pouvez le reprendre quand vous voulez.")
    return redirect("demands:intake", demand.uuid)


@login_not_required
@require_POST
def autosave(request: Request, uuid: UUID) -> HttpResponse:
    """The same, called by the page itself after each change; answers a line for its status.

    Open to strangers so that a page whose session ended says so in its place: sent elsewhere, the
    person would lose what was typed since the last saving.
    """
    if not request.user.is_authenticated:
        back = reverse("demands:intake", args=[uuid])
        address = f"{reverse('accounts:sign_in')}?next={back}"
        return render(request, "demands/signed_out.html", {"address": address}, status=422)
    demand = _writable_or_404(request, uuid)
    now = timezone.now()
    form = IntakeForm(demand, request.POST, today=local_day(now))
    refusal = _save(request, demand, form, at=now)
    context = {"demand": demand, "refusal": refusal, "now": now}
    return render(request, "demands/saved.html", context, status=422 if refusal else 200)


@require_POST
def submit(request: Request, uuid: UUID) -> HttpResponse:
    demand = _writable_or_404(request, uuid)
    if not demand.is_draft:
        return _already_deposited(request, demand)
    now = timezone.now()
    form = IntakeForm(demand, request.POST, request.FILES, today=local_day(now))
    form.is_valid()
    # Files first: a browser cannot send them twice, so they are kept even when the rest is not.
    for sentence in attach_all(request, demand, form.cleaned_data.get("uploads", []), at=now):
        form.add_error("uploads", sentence)
    if form.errors:
        # A refused deposit is at least a saved draft.
        refusal = _save(request, demand, form, at=now)
        return _again(request, demand, form, *filter(None, [refusal]))
    deposit = partial(
        actions.submit,
        demand,
        fields=form.answers(),
        by=request.user,
        at=now,
        version=form.cleaned_data.get("version"),
    )
    refusal = _refusal_of(deposit)
    if refusal and not demand.is_draft:
        # The second of two clicks: it waited for the lock and finds the work done.
        return _already_deposited(request, demand)
    if refusal:
        return _again(request, demand, form, refusal)
    if form.notice():
        messages.info(request, form.notice())
    is_ours = permissions.is_applicant(request.user, demand)
    told = f"La demande est déposée pour {demand.requester}, qui en est prévenue,"
    whose = "Votre demande est déposée" if is_ours else told
    messages.success(
        request,
        f"{whose} sous le numéro {demand.reference}. "
        f"Un accusé de réception part à {demand.contact_email}.",
    )
    return redirect(demand)


@require_POST
def discard(request: Request, uuid: UUID) -> HttpResponse:
    demand = _writable_or_404(request, uuid)
    carry_out(
        request,
        lambda: actions.discard_draft(demand, by=request.user, at=timezone.now()),
        success="Le brouillon est supprimé.",
    )
    return redirect("demands:index")


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def _writable_or_404(request: Request, uuid: UUID) -> Demand:
    demand = draft_or_404(request, uuid)
    _refuse_unless(permissions.can_edit(request.user, demand))
    return demand


def _already_deposited(request: Request, demand: Demand) -> HttpResponse:
    messages.info(
        request, f"Cette demande est déjà déposée : elle porte le numéro {demand.reference}."
    )
    return redirect(demand)


def _refusal_of(deed: Callable[[], object]) -> str:
    try:
        deed()
    except DomainError as refusal:
        return refusal.sentence
    return ""


def _save(request: Request, demand: Demand, form: IntakeForm, *, at: datetime) -> str:
    """Write the draft; gives the sentence of the refusal, if any."""
    form.is_valid()
    return _refusal_of(
        partial(
            actions.save_draft,
            demand,
            form.answers(),
            unread=form.unread(),
            by=request.user,
            at=at,
            version=form.cleaned_data.get("version"),
        )
    )


def _again(
    request: Request, demand: Demand, form: IntakeForm, *sentences: str, field: str | None = None
) -> HttpResponse:
    """The same form with what was typed, and the number of the version that is stored now: who
    has read what the other wrote may then replace it knowingly."""
    for sentence in sentences:
        form.add_error(field, sentence)
    demand.refresh_from_db(fields=["version", "status"])
    form.show_version(demand.version)
    return _page(request, demand, form, status=422)


def _page(request: Request, demand: Demand, form: IntakeForm, *, status: int = 200) -> HttpResponse:
    context = {
        "demand": demand,
        "form": form,
        "sections": list(form.sections()),
        "attachments": demand.attachments.for_panel(),
        "is_ours": permissions.is_applicant(request.user, demand),
        "unread": [q for q in questions.QUESTIONS if q.key in demand.draft_data],
    }
    return render(request, "demands/intake.html", context, status=status)


def _detach_asked(request: Request, demand: Demand, *, at: datetime) -> None:
    """The button beside a file saves the form too, so that nothing typed is lost on the way."""
    asked = request.POST.get("detach", "")
    if not asked.isdecimal():
        return
    attachment = demand.attachments.for_panel().filter(pk=int(asked)).order_by("pk").first()
    if attachment is None:
        return
    carry_out(
        request,
        lambda: actions.detach(attachment, by=request.user, at=at),
        success=f"Le fichier « {attachment.document.name} » est retiré.",
    )
