"""Mails that could not be filed: a list for the desk, two deeds for each."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.errors import DomainError

from .. import actions, permissions
from ..forms import DismissMailForm, FileMailForm
from ..models import UnfiledMail

MOST_SHOWN = 50
MOST_OF_ONE = 3


@require_safe
def mails(request: Request) -> HttpResponse:
    if not permissions.can_see_mails(request.user):
        raise PermissionDenied
    return _page(request)


@require_POST
def file_mail(request: Request, pk: int) -> HttpResponse:
    mail = _settleable(request, pk)
    form = FileMailForm(request.POST, user=request.user, auto_id=f"classer-{pk}_%s")
    if not form.is_valid():
        return _page(request, {"mail": pk, "file_form": form})
    demand = form.cleaned_data["demand"]
    try:
        actions.file_mail(mail, demand=demand, by=request.user, at=timezone.now())
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, {"mail": pk, "file_form": form})
    messages.success(request, f"Le courriel est dans les échanges de {demand.reference}.")
    return redirect("demands:mails")


@require_POST
def dismiss_mail(request: Request, pk: int) -> HttpResponse:
    mail = _settleable(request, pk)
    siblings = UnfiledMail.objects.waiting().beside(mail).count() + 1
    form = DismissMailForm(request.POST, siblings=siblings, auto_id=f"ecarter-{pk}_%s")
    if not form.is_valid():
        return _page(request, {"mail": pk, "dismiss_form": form})
    try:
        count = actions.dismiss_mail(mail, **form.cleaned_data, by=request.user, at=timezone.now())
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, {"mail": pk, "dismiss_form": form})
    told = "Le courriel est écarté ; il reste gardé."
    if count > 1:
        told = f"{count} courriels sont écartés ; ils restent gardés."
    messages.success(request, told)
    return redirect("demands:mails")


def _settleable(request: Request, pk: int) -> UnfiledMail:
    mail = get_object_or_404(UnfiledMail.objects.visible_to(request.user).for_list(), pk=pk)
    if not permissions.can_settle_mail(request.user, mail):
        raise PermissionDenied
    return mail


def _page(request: Request, refused: dict[str, object] | None = None) -> HttpResponse:
    refused = refused or {}
    seen = UnfiledMail.objects.visible_to(request.user).waiting()
    waiting = seen.first_of_each_sender(MOST_OF_ONE).for_list()
    lines = []
    for mail in waiting[:MOST_SHOWN]:
        mine = refused if refused.get("mail") == mail.pk else {}
        number = mail.demand.reference if mail.demand else ""
        may_settle = permissions.can_settle_mail(request.user, mail)
        lines.append(
            {
                "mail": mail,
                "may_settle": may_settle,
                "file_form": mine.get("file_form")
                or FileMailForm(
                    user=request.user, initial={"demand": number}, auto_id=f"classer-{mail.pk}_%s"
                ),
                "dismiss_form": mine.get("dismiss_form")
                or DismissMailForm(siblings=mail.siblings, auto_id=f"ecarter-{mail.pk}_%s"),
                "hidden": mail.siblings - MOST_OF_ONE if mail.rank_of_sender == MOST_OF_ONE else 0,
                "may_open": may_settle and permissions.can_open_demand(request.user),
                "refused": "file" if "file_form" in mine else "dismiss" if mine else "",
            }
        )
    form = refused.get("file_form") or refused.get("dismiss_form")
    context = {"lines": lines, "refused": form, "tab": ""}
    return render(request, "demands/mails.html", context, status=422 if refused else 200)
