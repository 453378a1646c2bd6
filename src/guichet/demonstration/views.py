"""Playing a part, and reading the letters that would have left. A real site answers 404 here."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.actions import record_sign_in
from guichet.foundations.accounts.models import User
from guichet.foundations.accounts.typed import kept_in
from guichet.foundations.notifications.models import Delivery

from .cast import CAST, member_of

LETTERS_PER_PAGE = 20
View = Callable[[HttpRequest], HttpResponse]


def demonstration_only(view: View) -> View:
    """Outside a demonstration these pages do not exist, whatever else is wrong."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.DEMONSTRATION:
            raise Http404
        return view(request)

    return guarded


@login_not_required
@demonstration_only
@never_cache
@require_safe
def cast(request: HttpRequest) -> HttpResponse:
    return render(request, "demonstration/cast.html", {"cast": CAST})


@login_not_required
@demonstration_only
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    member = member_of(request.POST.get("email", ""))
    if member is None:
        raise Http404
    user = User.objects.who_may_sign_in(member.email)
    if user is None:
        messages.error(
            request,
            f"Le compte « {member.name} » n’existe pas : les données de démonstration ne sont "
            "pas chargées. Lancez « ./guichet reset » pour les charger.",
        )
        return redirect("demonstration:cast")
    record_sign_in(user, how="démonstration", at=timezone.now())
    login(request, user)
    return redirect("accounts:kept_text" if kept_in(request) else settings.LOGIN_REDIRECT_URL)


@login_not_required
@demonstration_only
@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    letters = Paginator(Delivery.objects.latest_first(), LETTERS_PER_PAGE)
    page = letters.get_page(request.GET.get("page"))
    context = {"page": page, "leaves": bool(settings.EMAIL_HOST)}
    return render(request, "demonstration/outbox.html", context)
