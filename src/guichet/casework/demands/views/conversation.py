"""The two threads of a case, and the applicant's answer to what the desk asked."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.errors import DomainError

from .. import actions, permissions
from ..choices import MessageAudience
from ..forms import CompleteForm, MessageForm
from ..models import Demand
from .case import overview
from .deeds import carried_out
from .files import attach_all
from .found import deposited_or_404


@require_safe
def conversation(request: Request, reference: str) -> HttpResponse:
    return _page(request, deposited_or_404(request, reference))


@require_POST
def write_message(request: Request, reference: str) -> HttpResponse:
    demand = deposited_or_404(request, reference)
    audience = request.POST.get("audience", "")
    if not permissions.can_write(request.user, demand, audience=audience):
        raise PermissionDenied
    form = _form(audience, request.POST)
    if not form.is_valid():
        return _page(request, demand, refused=form)
    try:
        actions.write_message(demand, **form.cleaned_data, by=request.user, at=timezone.now())
    except DomainError as refusal:
        form.add_error("body", refusal.sentence)
        return _page(request, demand, refused=form)
    return redirect("demands:conversation", demand.reference)


@require_POST
def complete(request: Request, reference: str) -> HttpResponse:
    demand = deposited_or_404(request, reference)
    if not permissions.can_complete(request.user, demand):
        raise PermissionDenied
    now = timezone.now()
    form = CompleteForm(request.POST, request.FILES)
    form.is_valid()
    for sentence in attach_all(request, demand, form.cleaned_data.get("uploads", []), at=now):
        form.add_error("uploads", sentence)
    if form.errors:
        return overview(request, demand, complete_form=form)
    answer = form.cleaned_data["answer"]
    deed = partial(actions.complete, demand, answer=answer, by=request.user, at=now)
    done = "Votre complément est envoyé : le guichet reprend l’étude de votre demande."
    return carried_out(request, demand, "complete", form, deed, done)


def _page(request: Request, demand: Demand, *, refused: MessageForm | None = None) -> HttpResponse:
    context = {
        "demand": demand,
        "tab": "conversation",
        "threads": _threads(request, demand, refused),
        "refused": refused,
    }
    status = 422 if refused else 200
    return render(request, "demands/conversation.html", context, status=status)


def _threads(request: Request, demand: Demand, refused: MessageForm | None) -> list[dict[str, Any]]:
    """The threads that this person reads, each with its form when he may write in it."""
    shown = [
        (MessageAudience.APPLICANT, "Échange avec la collectivité", demand.messages.for_applicant())
    ]
    if permissions.can_read_internal(request.user, demand):
        services = demand.messages.between_services()
        shown.append((MessageAudience.INTERNAL, "Entre services de l’État", services))
    return [
        {
            "audience": audience,
            "title": title,
            "messages": found.for_thread(),
            "form": _thread_form(request, demand, audience, refused),
        }
        for audience, title, found in shown
    ]


def _thread_form(
    request: Request, demand: Demand, audience: str, refused: MessageForm | None
) -> MessageForm | None:
    if refused is not None and refused.data.get("audience") == audience:
        return refused
    if permissions.can_write(request.user, demand, audience=audience):
        return _form(audience)
    return None


def _form(audience: str, data: Any = None) -> MessageForm:
    # Two forms on one page: each needs its own identifiers.
    return MessageForm(data, auto_id=f"{audience.lower()}_%s", initial={"audience": audience})
