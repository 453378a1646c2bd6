"""« Où en est ma demande ? », for whoever holds the link and has no account."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.demands import actions as demands
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.correspondents import desk_of
from guichet.casework.demands.deadlines import dues_of
from guichet.casework.demands.models import Demand
from guichet.casework.demands.next_step import next_step
from guichet.casework.demands.timekeeping import NO_DUE
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError

from .. import actions
from ..following import LinkRefused, demand_of_link
from ..forms import LinkForm, WriteForm
from ..stages import stages_of


@login_not_required
@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        demand = demand_of_link(token, at=now)
    except LinkRefused as refusal:
        return _refused(request, refusal)
    return _page(request, token, demand, WriteForm(), at=now)


@login_not_required
@never_cache
@require_POST
def write(request: HttpRequest, token: str) -> HttpResponse:
    """A message; when the desk waits for something, it is the answer."""
    now = timezone.now()
    try:
        demand = demand_of_link(token, at=now)
    except LinkRefused as refusal:
        return _refused(request, refusal)
    form = WriteForm(request.POST, request.FILES)
    form.is_valid()
    _attach(demand, form, at=now)
    if form.errors:
        return _page(request, token, demand, form, at=now)
    refusal_sentence = _sentence(_deed(demand, form.cleaned_data["body"], at=now))
    if refusal_sentence:
        form.add_error("body", refusal_sentence)
        return _page(request, token, demand, form, at=now)
    messages.success(request, "Votre message est envoyé au guichet.")
    return redirect("doors:follow", token)


@login_not_required
@never_cache
@require_safe
def new_link(request: HttpRequest) -> HttpResponse:
    return render(request, "doors/new_link.html", {"form": LinkForm(), "sentence": ""})


@login_not_required
@require_POST
def send_link(request: HttpRequest) -> HttpResponse:
    """The same answer whether number and address agree or not: a stranger learns nothing."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "sentence": ""}
        return render(request, "doors/new_link.html", context, status=422)
    actions.send_link_again(**form.cleaned_data, at=timezone.now())
    messages.success(
        request,
        "Si le numéro et l’adresse sont bien ceux de la demande, un nouveau lien vient de partir "
        "à cette adresse. Regardez aussi dans les indésirables.",
    )
    return redirect("doors:new_link")


def _refused(request: HttpRequest, refusal: LinkRefused) -> HttpResponse:
    context = {"form": LinkForm(), "sentence": refusal.sentence}
    return render(request, "doors/new_link.html", context, status=410)


def _attach(demand: Demand, form: WriteForm, *, at: datetime) -> None:
    """Before the rest: a browser cannot send a file twice."""
    upload = form.cleaned_data.get("file")
    if not upload:
        return
    sentence = _sentence(partial(demands.attach_without_account, demand, upload=upload, at=at))
    if sentence:
        form.add_error("file", sentence)


def _deed(demand: Demand, body: str, *, at: datetime) -> Callable[[], object]:
    if demand.status == DemandStatus.RETURNED:
        return partial(demands.complete_without_account, demand, answer=body, at=at)
    return partial(demands.write_without_account, demand, body=body, at=at)


def _sentence(deed: Callable[[], object]) -> str:
    try:
        deed()
    except DomainError as refusal:
        return refusal.sentence
    return ""


def _page(
    request: HttpRequest, token: str, demand: Demand, form: WriteForm, *, at: datetime
) -> HttpResponse:
    today = local_day(at)
    context = {
        "demand": demand,
        "token": token,
        "today": today,
        "form": form,
        "step": next_step(demand.as_situation(), seen_by="APPLICANT", today=today),
        "since": getattr(demand, "since", None),
        "stages": stages_of(demand.status),
        "is_returned": demand.status == DemandStatus.RETURNED,
        "due_sentence": dues_of([demand], today=today).get(demand.pk, NO_DUE).told("APPLICANT"),
        "providers": demand.shared_with.order_by("search_key", "pk"),
        "desk": desk_of(demand, on=today).organisation,
        "thread": demand.messages.for_applicant().for_thread(),
        "attachments": demand.attachments.for_panel(),
    }
    return render(request, "doors/follow.html", context, status=422 if form.errors else 200)
