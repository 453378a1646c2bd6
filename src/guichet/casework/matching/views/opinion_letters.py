"""For a structure that no mail reaches: the letter that asks for its opinion, its opinion noted."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.demands.correspondents import desk_of
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.ui.deeds import kept

from .. import actions, permissions
from ..answer_codes import answer_code
from ..answer_links import VALID_FOR
from ..choices import OpinionStatus, Position
from ..forms import PostLetterForm, RecordOpinionForm
from ..models import Opinion


@require_safe
def opinion_letter(request: Request, pk: int) -> HttpResponse:
    """One sheet to print: the project, the question, and three ways to answer."""
    now = timezone.now()
    found = _asked_by_desk(request, pk)
    if found.status != OpinionStatus.ASKED:
        return _too_late(request, found)
    return _letter(request, found, PostLetterForm(today=local_day(now)), at=now)


@require_POST
def post_opinion_letter(request: Request, pk: int) -> HttpResponse:
    now = timezone.now()
    found = _asked_by_desk(request, pk)
    form = PostLetterForm(request.POST, today=local_day(now))
    done = kept(
        form,
        lambda: actions.post_opinion_letter(found, **form.cleaned_data, by=request.user, at=now),
        field="sent_on",
    )
    if done:
        messages.success(request, "L’envoi de la lettre est noté dans l’historique.")
        return redirect(found)
    return _letter(request, found, form, at=now)


@require_safe
def before_opinion(request: Request, pk: int) -> HttpResponse:
    found = _asked_by_desk(request, pk)
    if found.status != OpinionStatus.ASKED:
        return _too_late(request, found)
    return _record(request, found, RecordOpinionForm(today=local_day(timezone.now())))


@require_POST
def record_opinion(request: Request, pk: int) -> HttpResponse:
    now = timezone.now()
    found = _asked_by_desk(request, pk)
    form = RecordOpinionForm(request.POST, today=local_day(now))
    done = kept(
        form,
        lambda: actions.record_opinion(found, **form.cleaned_data, by=request.user, at=now),
    )
    if done:
        messages.success(request, "L’avis est noté.")
        return redirect(found)
    return _record(request, _asked_by_desk(request, pk), form)


def _letter(
    request: Request, found: Opinion, form: PostLetterForm, *, at: datetime
) -> HttpResponse:
    today = local_day(at)
    context = {
        "opinion": found,
        "demand": found.demand,
        "desk": desk_of(found.demand, on=today).organisation,
        "today": today,
        "code": answer_code(found),
        "code_until": local_day((found.link_sent_at or at) + VALID_FOR),
        "address": request.build_absolute_uri(reverse("matching:enter_code")),
        "positions": Position.labels,
        "form": form,
    }
    template = "matching/opinion_letter.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _record(request: Request, found: Opinion, form: RecordOpinionForm) -> HttpResponse:
    context = {"opinion": found, "demand": found.demand, "form": form}
    template = "matching/record_opinion.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _too_late(request: Request, found: Opinion) -> HttpResponse:
    messages.info(request, "L’avis est déjà rendu, ou n’est plus attendu : rien à faire ici.")
    return redirect(found)


def _asked_by_desk(request: Request, pk: int) -> Opinion:
    found = get_object_or_404(Opinion.objects.visible_to(request.user).for_page(), pk=pk)
    if not permissions.can_refer(request.user, found.demand):
        raise PermissionDenied
    return found
