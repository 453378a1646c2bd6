"""Undo an import of offers: what would happen first, then one button."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import plural

from .. import actions, permissions
from ..models import OfferImport


@require_safe
def before_undo(request: Request, pk: int) -> HttpResponse:
    done = _import_or_404(request, pk)
    if done.undone_at is not None:
        messages.info(request, "Cet import est déjà annulé : il n’y a plus rien à faire.")
        return redirect(done.file)
    context = {"done": done, "file": done.file, "foreseen": actions.foresee_undo(done)}
    return render(request, "offers/undo.html", context)


@require_POST
def undo_import(request: Request, pk: int) -> HttpResponse:
    done = _import_or_404(request, pk)
    try:
        found = actions.undo_import(done, by=request.user, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
        return redirect(done.file)
    withdrawn = plural(len(found.withdrawn), "brouillon retiré", "brouillons retirés")
    restored = plural(
        len(found.restored), "offre rendue à ses valeurs", "offres rendues à leurs valeurs"
    )
    left = plural(len(found.left), "offre laissée", "offres laissées")
    messages.success(request, f"L’import est annulé : {withdrawn}, {restored}, {left}.")
    return redirect(done.file)


def _import_or_404(request: Request, pk: int) -> OfferImport:
    if not permissions.can_import(request.user):
        raise PermissionDenied
    found = OfferImport.objects.visible_to(request.user).for_page().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
