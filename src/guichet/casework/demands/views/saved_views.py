"""The views that a person keeps: list, save, alert, delete, restore."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.errors import DomainError

from .. import actions, permissions
from ..filters import Filters
from ..models import SavedView


@require_safe
def saved_views(request: Request) -> HttpResponse:
    _refuse_others(request)
    mine = SavedView.objects.of(request.user)
    context = {"views": mine.kept(), "deleted": mine.restorable(at=timezone.now())[:10]}
    return render(request, "demands/saved_views.html", context)


@require_POST
def save_view(request: Request) -> HttpResponse:
    """From the list: its filters come with the name."""
    _refuse_others(request)
    asked = QueryDict(request.POST.get("liste", "")).dict()
    filters = Filters.read({name: str(value) for name, value in asked.items()})
    try:
        view = actions.save_view(
            request.POST.get("name", ""),
            filters=filters,
            has_alert="has_alert" in request.POST,
            by=request.user,
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
        return redirect(f"{reverse('demands:index')}?{filters.as_query()}")
    told = " Un courriel vous dira chaque matin ce qui y entre." if view.has_alert else ""
    messages.success(request, f"La vue « {view.name} » est enregistrée.{told}")
    return redirect("demands:saved_views")


@require_POST
def switch_alert(request: Request, pk: int) -> HttpResponse:
    view = _mine_or_404(request, pk)
    wanted = request.POST.get("has_alert") == "on"
    actions.switch_alert(view, has_alert=wanted, by=request.user, at=timezone.now())
    words = "commence" if wanted else "est arrêtée"
    messages.success(request, f"L’alerte de la vue « {view.name} » {words}.")
    return redirect("demands:saved_views")


@require_POST
def delete_view(request: Request, pk: int) -> HttpResponse:
    view = _mine_or_404(request, pk)
    actions.delete_view(view, by=request.user, at=timezone.now())
    messages.success(
        request, f"La vue « {view.name} » est supprimée. Vous pouvez la rétablir ci-dessous."
    )
    return redirect("demands:saved_views")


@require_POST
def restore_view(request: Request, pk: int) -> HttpResponse:
    view = _mine_or_404(request, pk)
    try:
        actions.restore_view(view, by=request.user, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"La vue « {view.name} » est rétablie.")
    return redirect("demands:saved_views")


def _mine_or_404(request: Request, pk: int) -> SavedView:
    _refuse_others(request)
    return get_object_or_404(SavedView.objects.of(request.user), pk=pk)


def _refuse_others(request: Request) -> None:
    if not permissions.can_see_queue(request.user):
        raise PermissionDenied
