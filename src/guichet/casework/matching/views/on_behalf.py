"""For a structure that no mail reaches: its letter, the code of the letter, its answer noted."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.demands.correspondents import desk_of
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.ui.deeds import kept

from .. import actions, permissions
from ..answer_codes import answer_code, asked_by_code
from ..answer_links import VALID_FOR, answer_token
from ..choices import ReferralStatus, RefusalReason
from ..forms import CodeForm, PostLetterForm, RecordForm
from ..models import Referral
from ..waiting import clocks_of


@require_safe
def letter(request: Request, pk: int) -> HttpResponse:
    """One sheet to print: the demand, and three ways to answer it."""
    now = timezone.now()
    found = _sent_by_desk(request, pk)
    if found.status != ReferralStatus.SENT:
        return _too_late(request, found)
    return _letter(request, found, PostLetterForm(today=local_day(now)), at=now)


@require_POST
def post_letter(request: Request, pk: int) -> HttpResponse:
    now = timezone.now()
    found = _sent_by_desk(request, pk)
    form = PostLetterForm(request.POST, today=local_day(now))
    done = kept(
        form,
        lambda: actions.post_letter(found, **form.cleaned_data, by=request.user, at=now),
        field="sent_on",
    )
    if done:
        messages.success(request, "L’envoi de la lettre est noté dans l’historique.")
        return redirect(found)
    return _letter(request, found, form, at=now)


@require_safe
def before_record(request: Request, pk: int) -> HttpResponse:
    found = _sent_by_desk(request, pk)
    if found.status != ReferralStatus.SENT:
        return _too_late(request, found)
    return _record(request, found, RecordForm(today=local_day(timezone.now())))


@require_POST
def record_answer(request: Request, pk: int) -> HttpResponse:
    now = timezone.now()
    found = _sent_by_desk(request, pk)
    form = RecordForm(request.POST, today=local_day(now))
    done = kept(
        form,
        lambda: actions.record_answer(found, **form.cleaned_data, by=request.user, at=now),
    )
    if done:
        messages.success(request, "La réponse est notée. La collectivité est prévenue.")
        return redirect(found)
    return _record(request, _sent_by_desk(request, pk), form)


@login_not_required
@never_cache
@require_safe
def enter_code(request: HttpRequest) -> HttpResponse:
    return render(request, "matching/enter_code.html", {"form": CodeForm()})


@login_not_required
@never_cache
@require_POST
def open_code(request: HttpRequest) -> HttpResponse:
    """The page of the link; it says itself when the code is too old."""
    form = CodeForm(request.POST)
    if form.is_valid():
        asked = asked_by_code(**form.cleaned_data)
        if asked is not None:
            return redirect("matching:answer", answer_token(asked))
        form.add_error(
            "code",
            "Ce numéro et ce code ne vont pas ensemble : relisez-les sur la lettre. Si une lettre "
            "plus récente vous est parvenue, son code a remplacé celui-ci.",
        )
    return render(request, "matching/enter_code.html", {"form": form}, status=422)


def _letter(
    request: Request, found: Referral, form: PostLetterForm, *, at: datetime
) -> HttpResponse:
    today = local_day(at)
    clock = clocks_of([found], today=today).get(found.pk)
    context = {
        "referral": found,
        "demand": found.demand,
        "desk": desk_of(found.demand, on=today).organisation,
        "today": today,
        "due": clock[0].due if clock else None,
        "code": answer_code(found),
        "code_until": local_day((found.link_sent_at or at) + VALID_FOR),
        "address": request.build_absolute_uri(reverse("matching:enter_code")),
        "reasons": RefusalReason.labels,
        "form": form,
    }
    return render(request, "matching/letter.html", context, status=422 if form.errors else 200)


def _record(request: Request, found: Referral, form: RecordForm) -> HttpResponse:
    context = {"referral": found, "demand": found.demand, "form": form}
    return render(request, "matching/record.html", context, status=422 if form.errors else 200)


def _too_late(request: Request, found: Referral) -> HttpResponse:
    messages.info(request, "La structure a déjà répondu, ou l’envoi est retiré : rien à faire ici.")
    return redirect(found)


def _sent_by_desk(request: Request, pk: int) -> Referral:
    seen = Referral.objects.visible_to(request.user).for_detail()
    found = get_object_or_404(seen, pk=pk)
    if not permissions.can_refer(request.user, found.demand):
        raise PermissionDenied
    return found
