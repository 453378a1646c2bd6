"""« Répondre au guichet », for a structure that holds the link and has no account."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.demands.correspondents import WithoutAccount, desk_of
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError

from .. import actions
from ..answer_links import AnswerLinkRefused, Asked, asked_by_link
from ..choices import OpinionStatus, ReferralStatus
from ..forms import AcceptForm, MoreForm, OpinionForm, RefuseForm
from ..models import Opinion, Referral
from ..waiting import clocks_of

Forms = dict[str, Form]
Deed = Callable[[Asked, Form, datetime], object]


@login_not_required
@never_cache
@require_safe
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Reads, and writes nothing: a program that opens links beforehand answers for nobody."""
    now = timezone.now()
    try:
        asked = asked_by_link(token, at=now)
    except AnswerLinkRefused as refusal:
        return _refused(request, refusal)
    return _page(request, token, asked, {}, at=now)


@login_not_required
@never_cache
@require_POST
def accept_by_link(request: HttpRequest, token: str) -> HttpResponse:
    form = AcceptForm(request.POST, by_link=True, auto_id="accepter_%s")
    return _carry_out(request, token, "accept", form, _accept, kind=Referral)


@login_not_required
@never_cache
@require_POST
def refuse_by_link(request: HttpRequest, token: str) -> HttpResponse:
    form = RefuseForm(request.POST, by_link=True, auto_id="decliner_%s")
    return _carry_out(request, token, "refuse", form, _refuse, kind=Referral)


@login_not_required
@never_cache
@require_POST
def ask_for_more_by_link(request: HttpRequest, token: str) -> HttpResponse:
    form = MoreForm(request.POST, by_link=True, auto_id="preciser_%s")
    return _carry_out(request, token, "more", form, _ask_for_more, kind=Referral)


@login_not_required
@never_cache
@require_POST
def give_opinion_by_link(request: HttpRequest, token: str) -> HttpResponse:
    form = OpinionForm(request.POST, by_link=True, auto_id="avis_%s")
    return _carry_out(request, token, "opinion", form, _give_opinion, kind=Opinion)


def _carry_out(
    request: HttpRequest, token: str, name: str, form: Form, deed: Deed, *, kind: type[Asked]
) -> HttpResponse:
    now = timezone.now()
    try:
        asked = asked_by_link(token, at=now)
        if not isinstance(asked, kind):
            raise AnswerLinkRefused("Ce lien sert à une autre réponse : ouvrez-le de nouveau.")
    except AnswerLinkRefused as refusal:
        return _refused(request, refusal)
    if form.is_valid():
        try:
            deed(asked, form, now)
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Votre réponse est enregistrée. Le guichet est prévenu.")
            return redirect("matching:answer", token)
    return _page(request, token, asked_by_link(token, at=now), {name: form}, at=now)


def _accept(asked: Asked, form: Form, at: datetime) -> None:
    if isinstance(asked, Referral):
        note = form.cleaned_data["note"]
        actions.accept_referral(asked, note=note, by=_signed(asked, form), at=at)


def _refuse(asked: Asked, form: Form, at: datetime) -> None:
    if isinstance(asked, Referral):
        told = {name: value for name, value in form.cleaned_data.items() if name != "name"}
        actions.refuse_referral(asked, **told, by=_signed(asked, form), at=at)


def _ask_for_more(asked: Asked, form: Form, at: datetime) -> None:
    if isinstance(asked, Referral):
        body = form.cleaned_data["body"]
        actions.ask_for_more(asked, body=body, by=_signed(asked, form), at=at)


def _give_opinion(asked: Asked, form: Form, at: datetime) -> None:
    if isinstance(asked, Opinion):
        told = {name: form.cleaned_data[name] for name in ("position", "reservations")}
        actions.give_opinion(asked, **told, by=_signed(asked, form), at=at)


def _signed(asked: Asked, form: Form) -> WithoutAccount:
    """« Camille Exemple, cheffe de projet (CAUE 04, par lien) »."""
    return WithoutAccount(f"{form.cleaned_data['name']} ({asked.provider.short_name}, par lien)")


def _refused(request: HttpRequest, refusal: AnswerLinkRefused) -> HttpResponse:
    context = {"sentence": refusal.sentence}
    return render(request, "matching/answer_closed.html", context, status=410)


def _page(
    request: HttpRequest, token: str, asked: Asked, forms: Forms, *, at: datetime
) -> HttpResponse:
    today = local_day(at)
    context: dict[str, object] = {
        "token": token,
        "asked": asked,
        "demand": asked.demand,
        "desk": desk_of(asked.demand, on=today).organisation,
        "refused": next(iter(forms.values()), None),
        "today": today,
    }
    if isinstance(asked, Referral):
        template = "matching/answer.html"
        context |= _referral_context(asked, forms, at=at)
    else:
        template = "matching/answer_opinion.html"
        context |= {
            "is_awaited": asked.status == OpinionStatus.ASKED,
            "opinion_form": forms.get("opinion") or OpinionForm(by_link=True, auto_id="avis_%s"),
        }
    return render(request, template, context, status=422 if forms else 200)


def _referral_context(asked: Referral, forms: Forms, *, at: datetime) -> dict[str, object]:
    clock = clocks_of([asked], today=local_day(at)).get(asked.pk)
    accept, refuse = AcceptForm, RefuseForm
    return {
        "is_awaited": asked.status == ReferralStatus.SENT and asked.demand.is_open,
        "due": clock[0].due if clock else None,
        "standing": clock[1] if clock else None,
        "question": asked.open_question,
        "questions": asked.questions.all(),
        "accept_form": forms.get("accept") or accept(by_link=True, auto_id="accepter_%s"),
        "refuse_form": forms.get("refuse") or refuse(by_link=True, auto_id="decliner_%s"),
        "more_form": forms.get("more") or MoreForm(by_link=True, auto_id="preciser_%s"),
    }
