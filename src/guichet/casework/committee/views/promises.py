"""Promises made in meetings: the list, and what became of each."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, permissions
from guichet.casework.committee.forms import NewsForm, SettleForm
from guichet.casework.committee.models import Meeting, Promise, PromiseNews
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.ui.deeds import carry_out

PER_PAGE = 25
UNREADABLE = "Indiquez la date, puis recommencez."


@require_safe
def promises(request: Request) -> HttpResponse:
    """What is due first, then what was settled."""
    if not permissions.can_see_index(request.user):
        raise PermissionDenied
    seen = Meeting.objects.visible_to(request.user)
    settled = request.GET.get("reglees") == "1"
    found = Promise.objects.made_in_meetings(seen).open_to(request.user)
    listed = (found.settled() if settled else found.due()).in_order().with_news()
    today = local_day(timezone.now())
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            (promise, promise.is_late_on(today), permissions.can_settle(request.user, promise))
            for promise in page
        ],
        "settled": settled,
        "today": today,
    }
    return render(request, "committee/promises.html", context)


@require_safe
def promise(request: Request, pk: int) -> HttpResponse:
    """One promise with all that was said of it; its holder answers here."""
    found = _visible_or_404(request, pk)
    return render(request, "committee/promise.html", _context(request, found, NewsForm()))


@require_POST
def tell_news(request: Request, pk: int) -> HttpResponse:
    found = _visible_or_404(request, pk)
    if not permissions.can_tell_news(request.user, found):
        raise PermissionDenied
    form = NewsForm(request.POST)
    if not form.is_valid():
        context = _context(request, found, form)
        return render(request, "committee/promise.html", context, status=422)
    carry_out(
        request,
        lambda: actions.tell_news(found, **form.cleaned_data, by=request.user, at=timezone.now()),
        success="C’est noté : les membres le liront à la prochaine séance.",
    )
    return redirect("committee:promise", pk)


@require_POST
def keep_promise(request: Request, pk: int) -> HttpResponse:
    promise = _settled_or_403(request, pk)
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, UNREADABLE)
        return redirect("committee:promises")
    carry_out(
        request,
        lambda: actions.keep_promise(
            promise, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
        success="L’engagement est marqué tenu.",
    )
    return redirect("committee:promises")


@require_POST
def release_promise(request: Request, pk: int) -> HttpResponse:
    promise = _settled_or_403(request, pk)
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, UNREADABLE)
        return redirect("committee:promises")
    carry_out(
        request,
        lambda: actions.release_promise(
            promise, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
        success="L’engagement est levé.",
    )
    return redirect("committee:promises")


def _visible_or_404(request: Request, pk: int) -> Promise:
    return get_object_or_404(Promise.objects.visible_to(request.user).in_order(), pk=pk)


def _context(request: Request, found: Promise, form: NewsForm) -> dict[str, object]:
    today = local_day(timezone.now())
    return {
        "promise": found,
        "is_late": found.is_late_on(today),
        "news": PromiseNews.objects.of_promise(found),
        "form": form if found.is_due and permissions.can_tell_news(request.user, found) else None,
        "may_see_list": permissions.can_see_index(request.user),
    }


def _settled_or_403(request: Request, pk: int) -> Promise:
    seen = Meeting.objects.visible_to(request.user)
    promise = get_object_or_404(Promise.objects.made_in_meetings(seen).in_order(), pk=pk)
    if not permissions.can_settle(request.user, promise):
        raise PermissionDenied
    return promise
