"""How a deed with words ends: done, already done, or refused with the words kept."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from guichet.foundations.accounts.http import Request
from guichet.foundations.audit.actions import stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.errors import DomainError

from ..models import Demand
from .case import overview


def carried_out(
    request: Request,
    demand: Demand,
    name: str,
    form: forms.Form,
    deed: Callable[[], object],
    success: str,
) -> HttpResponse:
    """Run the action. A refusal comes back with the form: an explanation that took ten minutes
    to write is not thrown away because a colleague was faster."""
    try:
        deed()
    except DomainError as refusal:
        if already_done(request, demand, name):
            return redirect(demand)
        form.add_error(None, refusal.sentence)
        return overview(request, demand, **{f"{name}_form": form})
    messages.success(request, success)
    return redirect(demand)


def already_done(request: Request, demand: Demand, name: str) -> bool:
    """Whether the refusal is only the second click of the same person; says so if it is."""
    last = Event.objects.of_stream(stream_of(demand)).filter(changes__has_key="status").last()
    twice = last is not None and (last.action, last.actor_id) == (
        f"demand.{'decline' if name == 'redirect' else name}",
        request.user.pk,
    )
    if twice:
        messages.info(request, "C’est déjà fait : votre premier envoi a été pris en compte.")
    return twice
