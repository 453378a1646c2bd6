"""Record, correct and end the orientations of the agency's board."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.audit.actions import stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.errors import DomainError

from .. import actions, permissions
from ..forms import NationalOrientationForm, WithdrawalForm
from ..models import StrategicOrientation


@require_safe
def national_orientations(request: Request) -> HttpResponse:
    """Every orientation of the board, those that it has withdrawn too."""
    _allowed_or_403(request)
    return _list_page(request, NationalOrientationForm())


@require_POST
def record_national(request: Request) -> HttpResponse:
    _allowed_or_403(request)
    form = NationalOrientationForm(request.POST)
    if form.is_valid():
        try:
            made = actions.record_national(**form.cleaned_data, by=request.user, at=timezone.now())
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(
                request,
                f"L’orientation « {made.title} » est enregistrée : les comités peuvent la décliner "
                "dans leur feuille de route.",
            )
            return redirect("policies:national_orientations")
    return _list_page(request, form, status=422)


@require_safe
def national_orientation(request: Request, pk: int) -> HttpResponse:
    _allowed_or_403(request)
    found = _national_or_404(pk)
    return _page(request, found, _filled(found))


@require_POST
def correct_national(request: Request, pk: int) -> HttpResponse:
    _allowed_or_403(request)
    found = _national_or_404(pk)
    form = NationalOrientationForm(request.POST)
    if form.is_valid():
        try:
            actions.correct_national(found, **form.cleaned_data, by=request.user, at=timezone.now())
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "L’orientation est corrigée.")
            return redirect("policies:national_orientation", pk)
    return _page(request, _national_or_404(pk), form, status=422)


@require_POST
def withdraw_national(request: Request, pk: int) -> HttpResponse:
    """Nothing falls by itself in the departments: each committee reviews what came from it."""
    _allowed_or_403(request)
    found = _national_or_404(pk)
    form = WithdrawalForm(request.POST, auto_id="withdrawal_%s")
    if form.is_valid():
        try:
            actions.withdraw_orientation(
                found, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(
                request,
                f"L’orientation « {found.title} » est retirée. Celles qui en découlent seront « à "
                "revoir » à la prochaine séance de chaque comité.",
            )
            return redirect("policies:national_orientations")
    return _page(request, _national_or_404(pk), _filled(found), withdrawal=form, status=422)


def _filled(found: StrategicOrientation) -> NationalOrientationForm:
    return NationalOrientationForm(
        initial={
            "title": found.title,
            "body": found.body,
            "validated_on": found.adopted_on,
            "source": found.source,
        }
    )


def _list_page(
    request: Request, form: NationalOrientationForm, *, status: int = 200
) -> HttpResponse:
    listed = StrategicOrientation.objects.national().with_children()
    context = {"orientations": listed, "form": form}
    return render(request, "policies/national_orientations.html", context, status=status)


def _page(
    request: Request,
    found: StrategicOrientation,
    form: NationalOrientationForm,
    *,
    withdrawal: WithdrawalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "orientation": found,
        "form": form,
        "withdrawal_form": withdrawal or WithdrawalForm(auto_id="withdrawal_%s"),
        "events": Event.objects.of_stream(stream_of(found)),
    }
    return render(request, "policies/national_orientation.html", context, status=status)


def _national_or_404(pk: int) -> StrategicOrientation:
    return get_object_or_404(StrategicOrientation.objects.national().with_children(), pk=pk)


def _allowed_or_403(request: Request) -> None:
    if not permissions.can_record_national(request.user):
        raise PermissionDenied
