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
from guichet.casework.demands.permissions import can_start
from guichet.casework.demands.registry import facts_of
from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError

from .. import actions
from ..forms import PublicForm
from ..models import PublicDraft

DRAFT = "public_draft"
GONE = (
    "Ce brouillon n’existe plus : il a été envoyé, effacé, ou laissé trente jours. Vous pouvez "
    "recommencer ci-dessous."
)


@login_not_required
@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    draft = PublicDraft.objects.of_token(str(request.session.get(DRAFT, "")))
    return _begun(request, draft)


@login_not_required
@never_cache
@require_safe
def resume_draft(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a letter: the form as it was left, on any machine."""
    draft = PublicDraft.objects.of_token(token)
    if draft is None:
        messages.info(request, GONE)
        return redirect("doors:ask")
    return _begun(request, draft)


@login_not_required
@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Called by the page itself after each field; answers a line for its status."""
    now = timezone.now()
    form = PublicForm(request.POST, at=now)
    try:
        draft = _keep(request, form, at=now)
    except DomainError as refusal:
        return render(request, "doors/draft_kept.html", {"refusal": refusal.sentence}, status=422)
    return render(request, "doors/draft_kept.html", {"draft": draft, "now": now})


@login_not_required
@require_POST
def send_draft_link(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = PublicForm(request.POST, at=now)
    try:
        draft = _keep(request, form, at=now)
        actions.send_draft_link(draft, visit=_visit(request, form), at=now)
    except DomainError as refusal:
        form.is_valid()
        form.errors.clear()
        form.add_error(None, refusal.sentence)
        return _page(request, form)
    messages.success(
        request, f"Le lien pour continuer plus tard part à {draft.email}. Il vaut trente jours."
    )
    return redirect("doors:ask")


@login_not_required
@require_POST
def erase_draft(request: HttpRequest) -> HttpResponse:
    actions.erase_draft(request.POST.get("draft", ""), at=timezone.now())
    request.session.pop(DRAFT, None)
    messages.success(request, "Ce que vous aviez saisi est effacé.")
    return redirect("doors:ask")


@login_not_required
@require_POST
def leave_entry(request: HttpRequest) -> HttpResponse:
    """Refused or not, what was typed comes back; a robot leaves a trace and nothing else."""
    now = timezone.now()
    form = PublicForm(request.POST, at=now)
    if not form.is_valid():
        return _page(request, form)
    try:
        actions.knock(_visit(request, form), email=form.cleaned_data["contact_email"], at=now)
        _leave(form, at=now)
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, form)
    actions.erase_draft(form.cleaned_data["draft"], at=now)
    request.session.pop(DRAFT, None)
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
            facts = facts_of(entry.requester, entry.commune, on=local_day(now))
            context = {"entry": entry, "token": token, "registry": facts}
            return render(request, "doors/confirm_entry.html", context)
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


def _visit(request: HttpRequest, form: PublicForm) -> actions.Visit:
    """Whoever takes up a draft began when it was opened, not when the page came back."""
    draft = PublicDraft.objects.of_token(request.POST.get("draft", ""))
    stamps = [form.shown_at(), draft.created_at if draft else None]
    shown_at = min((stamp for stamp in stamps if stamp is not None), default=None)
    trap = request.POST.get("site", "")
    return actions.Visit(address=address_of(request), shown_at=shown_at, trap=trap)


def _keep(request: HttpRequest, form: PublicForm, *, at: datetime) -> PublicDraft:
    token = request.POST.get("draft", "")
    visit = _visit(request, form)
    draft = actions.keep_draft(token, form.typed(), visit=visit, at=at)
    request.session[DRAFT] = draft.token
    return draft


def _begun(request: HttpRequest, draft: PublicDraft | None) -> HttpResponse:
    initial = {**draft.typed, "draft": draft.token} if draft else {}
    form = PublicForm(at=timezone.now(), initial=initial)
    user = request.user
    may_file = isinstance(user, User) and can_start(user)
    return render(request, "doors/ask.html", {"form": form, "draft": draft, "may_file": may_file})


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
