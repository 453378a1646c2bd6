"""The door: ask for a link, follow it, leave. Everything here is open to strangers."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guichet.foundations.toolkit.errors import DomainError

from . import actions, typed
from .forms import SignInForm
from .http import Request, page_of, safe_path


@login_not_required
@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    asked = safe_path(request, request.GET.get("next"))
    if request.user.is_authenticated:
        return redirect(asked or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(initial={"next": asked})
    context = {"form": form, "came_from": asked, "kept": typed.kept_in(request)}
    return render(request, "accounts/sign_in.html", context)


@login_not_required
@require_POST
def send_magic_link(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST)
    context = {"form": form, "came_from": "", "kept": typed.kept_in(request)}
    if not form.is_valid():
        return render(request, "accounts/sign_in.html", context, status=422)
    email = form.cleaned_data["email"]
    next_path = safe_path(request, form.cleaned_data["next"])
    try:
        actions.send_magic_link(email, next_path=next_path, at=timezone.now())
    except DomainError as refusal:
        form.add_error("email", refusal.sentence)
        return render(request, "accounts/sign_in.html", context, status=422)
    request.session["asked_for"] = email
    return redirect("accounts:link_sent")


@login_not_required
@never_cache
@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    context = {"email": request.session.get("asked_for", ""), "kept": typed.kept_in(request)}
    return render(request, "accounts/link_sent.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def redeem(request: HttpRequest, token: str) -> HttpResponse:
    """A GET shows one button and writes nothing, for mail scanners open every link they see."""
    try:
        if request.method != "POST":
            link = actions.check_link(token, at=timezone.now())
            return render(request, "accounts/redeem.html", {"person": link.user, "token": token})
        link = actions.redeem(token, at=timezone.now())
    except DomainError as refusal:
        context = {"sentence": refusal.sentence, "form": SignInForm()}
        return render(request, "accounts/link_refused.html", context, status=410)
    login(request, link.user)
    return redirect(_after_sign_in(request, safe_path(request, link.next_path)))


def _after_sign_in(request: HttpRequest, next_path: str) -> str:
    """What was typed before the session ended comes first, then the page asked for, then home."""
    if typed.kept_in(request):
        return resolve_url("accounts:kept_text")
    return next_path or resolve_url(settings.LOGIN_REDIRECT_URL)


@login_not_required
@never_cache
@require_safe
def kept_text(request: HttpRequest) -> HttpResponse:
    """The texts of a form sent after the session had ended; they go with the session."""
    page = safe_path(request, typed.page_left(request)) or resolve_url(settings.LOGIN_REDIRECT_URL)
    context = {"kept": typed.kept_in(request), "page": page}
    return render(request, "accounts/kept_text.html", context)


@require_POST
def sign_out(request: Request) -> HttpResponse:
    actions.sign_out(request.user, at=timezone.now())
    logout(request)
    messages.success(request, "Vous êtes déconnecté.")
    return redirect(settings.LOGOUT_REDIRECT_URL)


@login_not_required
@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old or comes from elsewhere (settings.CSRF_FAILURE_VIEW).

    Not sent again by itself: that would undo the protection. Every text is there to be copied.
    """
    context = {"kept": typed.typed_in(request), "page": page_of(request)}
    return render(request, "accounts/form_expired.html", context, status=403)
