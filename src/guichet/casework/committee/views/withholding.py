"""What is published of a meeting, passage by passage, for whoever must take one away."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, permissions
from guichet.casework.committee.drafting import Passage, from_json, heading_of, passages_of
from guichet.casework.committee.forms import WithholdForm
from guichet.casework.committee.models import Meeting, Minutes
from guichet.foundations.accounts.http import Request
from guichet.foundations.ui.deeds import carry_out

from .found import trail, visible_or_404


@require_safe
def publication(request: Request, pk: int) -> HttpResponse:
    """Everything that the public reads, with a box before each passage."""
    meeting = _written_or_403(request, pk)
    if meeting.published_at is None:
        return _too_soon(request, meeting)
    return _page(request, meeting, WithholdForm(passages=()), status=200)


@require_POST
def withhold(request: Request, pk: int) -> HttpResponse:
    meeting = _written_or_403(request, pk)
    if meeting.published_at is None:
        return _too_soon(request, meeting)
    form = WithholdForm(request.POST, passages=_passages(meeting))
    if not form.is_valid():
        return _page(request, meeting, form, status=422)
    carry_out(
        request,
        lambda: actions.withhold(
            meeting, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
        success="Le passage est retiré de la page, des fichiers et des données. La page dit la "
        "date et le motif.",
    )  # fmt: skip
    return redirect("committee:publication", meeting.pk)


def _page(request: Request, meeting: Meeting, form: WithholdForm, *, status: int) -> HttpResponse:
    passages = groupby(_passages(meeting), key=lambda one: one.part)
    context = {
        "meeting": meeting,
        "trail": trail(meeting),
        "heading": heading_of(meeting.day),
        "form": form,
        "parts": [(title, list(found)) for title, found in passages],
        "chosen": request.POST.getlist("passages"),
    }
    return render(request, "committee/publication.html", context, status=status)


def _too_soon(request: Request, meeting: Meeting) -> HttpResponse:
    messages.error(
        request,
        "Cette séance n’est pas publiée : ce qui doit rester entre les membres se masque dans le "
        "texte du procès-verbal.",
    )
    return redirect("committee:minutes", meeting.pk)


def _passages(meeting: Meeting) -> tuple[Passage, ...]:
    minutes = Minutes.objects.of_meeting(meeting)
    if minutes is None:
        return ()
    return passages_of(from_json(minutes.public_sections), from_json(minutes.sections))


def _written_or_403(request: Request, pk: int) -> Meeting:
    meeting = visible_or_404(request, pk)
    if not permissions.can_write_minutes(request.user, meeting):
        raise PermissionDenied
    return meeting
