"""A mail handed to the desk becomes a draft on behalf of a town hall."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.demands.models import UnfiledMail
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.directory.models import Organisation

from .. import actions, permissions
from ..envelope import Envelope, MailRefused, open_mail
from ..forms import CaptureForm, KeptMailForm


@require_safe
def mails(request: Request) -> HttpResponse:
    _refuse_unless_officer(request)
    return _page(request, CaptureForm(user=request.user))


@require_POST
def capture(request: Request) -> HttpResponse:
    _refuse_unless_officer(request)
    form = CaptureForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return _page(request, form)
    raw = form.cleaned_data["mail"].read()
    try:
        envelope = open_mail(raw)
        requester = _requester(form, envelope)
        done = actions.capture(
            envelope,
            raw,
            requester=requester,
            department=form.cleaned_data["department"],
            by=request.user,
            at=timezone.now(),
        )
    except DomainError as refusal:
        form.add_error("mail", refusal.sentence)
        return _page(request, form)
    return _opened(request, done)


@require_safe
def kept_mail(request: Request, pk: int) -> HttpResponse:
    """A mail that waits, and in whose name it would become a demand."""
    mail = _kept_or_404(request, pk)
    guessed = _guessed(mail)
    territory = guessed.territory if guessed else None
    return _kept_page(request, mail, KeptMailForm(initial={"commune": territory}))


@require_POST
def open_kept_mail(request: Request, pk: int) -> HttpResponse:
    mail = _kept_or_404(request, pk)
    form = KeptMailForm(request.POST)
    if not form.is_valid():
        return _kept_page(request, mail, form)
    try:
        requester = actions.requester_of(form.cleaned_data["commune"], for_grouping=False)
        done = actions.capture_kept(mail, requester=requester, by=request.user, at=timezone.now())
    except DomainError as refusal:
        form.add_error("commune", refusal.sentence)
        return _kept_page(request, mail, form)
    return _opened(request, done)


def _opened(request: Request, done: actions.Captured) -> HttpResponse:
    messages.success(
        request,
        f"Le courriel est repris pour {done.demand.requester} : complétez, puis déposez. Ce n’est "
        "pas la bonne collectivité ? Supprimez ce brouillon et reprenez le courriel en indiquant "
        "la commune.",
    )
    for sentence in done.refusals:
        messages.warning(request, sentence)
    return redirect("demands:intake", done.demand.uuid)


def _kept_or_404(request: Request, pk: int) -> UnfiledMail:
    _refuse_unless_officer(request)
    seen = UnfiledMail.objects.visible_to(request.user).waiting().select_related("department")
    mail = get_object_or_404(seen, pk=pk)
    if mail.department_code not in permissions.departments_of(request.user):
        raise PermissionDenied
    return mail


def _guessed(mail: UnfiledMail) -> Organisation | None:
    if mail.department is None:
        return None
    try:
        return actions.guess_requester(open_mail(bytes(mail.raw)), mail.department)
    except DomainError:
        return None


def _kept_page(request: Request, mail: UnfiledMail, form: KeptMailForm) -> HttpResponse:
    context = {"mail": mail, "form": form}
    return render(request, "doors/kept_mail.html", context, status=422 if form.errors else 200)


def _requester(form: CaptureForm, envelope: Envelope) -> Organisation:
    commune = form.cleaned_data["commune"]
    if commune is not None:
        return actions.requester_of(commune, for_grouping=False)
    guessed = actions.guess_requester(envelope, form.cleaned_data["department"])
    if guessed is None:
        raise MailRefused(
            "Aucune collectivité n’a été reconnue avec certitude dans ce courriel : indiquez la "
            "commune ci-dessous, et choisissez de nouveau le fichier."
        )
    return guessed


def _refuse_unless_officer(request: Request) -> None:
    if not permissions.can_import(request.user):
        raise PermissionDenied


def _page(request: Request, form: CaptureForm) -> HttpResponse:
    return render(request, "doors/mails.html", {"form": form}, status=422 if form.errors else 200)
