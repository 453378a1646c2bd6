"""The public door: write, confirm by mail, done. Nobody signs in."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guichet.casework.demands.following import follow_path
from guichet.foundations.toolkit.errors import DomainError

from .. import actions
from ..forms import PublicForm


@login_not_required
@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    return _page(request, PublicForm(at=timezone.now()))


@login_not_required
@require_POST
def leave_entry(request: HttpRequest) -> HttpResponse:
    """Refused or not, what was typed comes back; a robot leaves a trace and nothing else."""
    now = timezone.now()
    form = PublicForm(request.POST, at=now)
    if not form.is_valid():
        return _page(request, form)
    visit = actions.Visit(
        address=address_of(request), shown_at=form.shown_at(), trap=request.POST.get("site", "")
    )
    try:
        actions.knock(visit, email=form.cleaned_data["contact_email"], at=now)
        _leave(form, at=now)
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, form)
    request.session["confirm_at"] = form.cleaned_data["contact_email"]
    return redirect("doors:entry_left")


@login_not_required
@never_cache
@require_safe
def entry_left(request: HttpRequest) -> HttpResponse:
    context = {"email": request.session.get("confirm_at", "")}
    return render(request, "doors/entry_left.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_entry(request: HttpRequest, token: str) -> HttpResponse:
    """A GET shows one button and writes nothing, for mail scanners open every link they see."""
    now = timezone.now()
    try:
        if request.method != "POST":
            entry = actions.check_entry(token, at=now)
            return render(request, "doors/confirm_entry.html", {"entry": entry, "token": token})
        demand = actions.confirm_entry(token, at=now)
    except DomainError as refusal:
        context = {"sentence": refusal.sentence}
        return render(request, "doors/entry_refused.html", context, status=410)
    messages.success(
        request,
        f"Votre demande est déposée sous le numéro {demand.reference}. L’accusé de réception part "
        f"à {demand.contact_email}, avec le lien de cette page.",
    )
    return redirect(follow_path(demand))


def address_of(request: HttpRequest) -> str:
    """Behind our own proxy (HTTPS), the last address that it added; else the socket's. What a
    visitor writes in the header himself comes before, and is never read."""
    forwarded = str(request.headers.get("X-Forwarded-For", ""))
    if settings.HTTPS and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _leave(form: PublicForm, *, at: datetime) -> None:
    actions.leave_entry(
        form.cleaned_data["requester"],
        commune=form.cleaned_data["commune"],
        answers=form.answers(),
        at=at,
    )


def _page(request: HttpRequest, form: PublicForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "doors/ask.html", {"form": form}, status=status)
