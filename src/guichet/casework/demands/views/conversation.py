"""The two threads of a case, and the applicant's answer to what the desk asked."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError

from .. import actions, permissions
from ..choices import MessageAudience
from ..correspondents import services_of
from ..forms import CompleteForm, MessageForm
from ..models import Demand, Message, ReadMark
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
    form = _form(request, demand, audience, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, demand, refused=form)
    try:
        actions.write_message(demand, **form.cleaned_data, by=request.user, at=timezone.now())
    except DomainError as refusal:
        form.add_error(None if request.FILES else "body", refusal.sentence)
        return _page(request, demand, refused=form)
    return redirect("demands:conversation", demand.reference)


@require_POST
def mark_read(request: Request, reference: str) -> HttpResponse:
    """Sent by the page itself as soon as it is shown, or by its button without JavaScript."""
    demand = deposited_or_404(request, reference)
    readable = [MessageAudience.APPLICANT]
    if permissions.can_read_internal(request.user, demand):
        readable.append(MessageAudience.INTERNAL)
    for audience in readable:
        up_to = request.POST.get(f"up_to_{audience.lower()}", "")
        if up_to.isdecimal():
            actions.mark_read(demand, audience=audience, up_to=int(up_to), by=request.user)
    if request.headers.get("HX-Request"):
        return HttpResponse("")
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
    threads = _threads(request, demand, refused)
    context = {
        "demand": demand,
        "tab": "conversation",
        "threads": threads,
        "has_new": any(thread["new"] for thread in threads),
        "refused": refused,
    }
    status = 422 if refused else 200
    return render(request, "demands/conversation.html", context, status=status)


def _threads(request: Request, demand: Demand, refused: MessageForm | None) -> list[dict[str, Any]]:
    """The threads that this person reads, each with its form when he may write in it."""
    titles = {MessageAudience.APPLICANT: "Échange avec la collectivité"}
    if permissions.can_read_internal(request.user, demand):
        titles[MessageAudience.INTERNAL] = "Entre services de l’État"
    said = list(demand.messages.filter(audience__in=titles).for_thread())
    seen = ReadMark.objects.of(request.user, demand)
    return [
        _thread(
            request, demand, audience, title, [m for m in said if m.audience == audience],
            seen.get(audience, 0), refused,
        )
        for audience, title in titles.items()
    ]  # fmt: skip


def _thread(
    request: Request,
    demand: Demand,
    audience: MessageAudience,
    title: str,
    messages: list[Message],
    seen: int,
    refused: MessageForm | None,
) -> dict[str, Any]:
    return {
        "audience": audience,
        "title": title,
        "messages": messages,
        "new": {m.pk for m in messages if m.pk > seen and m.author_id != request.user.pk},
        "up_to": max((m.pk for m in messages), default=0),
        "form": _thread_form(request, demand, audience, refused),
    }


def _thread_form(
    request: Request, demand: Demand, audience: str, refused: MessageForm | None
) -> MessageForm | None:
    if refused is not None and refused.data.get("audience") == audience:
        return refused
    if permissions.can_write(request.user, demand, audience=audience):
        return _form(request, demand, audience)
    return None


def _form(
    request: Request, demand: Demand, audience: str, data: Any = None, files: Any = None
) -> MessageForm:
    readers = None
    if audience == MessageAudience.INTERNAL:
        today = local_day(timezone.now())
        readers = services_of(demand, on=today).exclude(pk=request.user.pk)
    # Two forms on one page: each needs its own identifiers.
    prefix = f"{audience.lower()}_%s"
    return MessageForm(data, files, auto_id=prefix, initial={"audience": audience}, readers=readers)
