"""Before the meeting: set its day, convene it, cancel it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import (
    actions,
    correspondents,
    hearing,
    permissions,
    planned,
)
from guichet.casework.committee import convocation as sent
from guichet.casework.committee.dossier import pieces_of
from guichet.casework.committee.forms import (
    CancelForm,
    ConveneForm,
    HeardForm,
    MeetingForm,
    PieceForm,
)
from guichet.casework.committee.models import AgendaItem, Committee, Invitation, Meeting
from guichet.casework.committee.notice import Notice
from guichet.casework.committee.regulations import rules_for
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.ui.deeds import carry_out, kept
from guichet.reference.directory.access import DESK, access_of

from .found import held_or_403, trail, visible_or_404

_CONVENED = {
    False: "La séance est convoquée : les convocations partent.",
    True: "La séance est convoquée : les lettres sont écrites, aucune ne part. Lisez-les dans le "
    "courrier de la répétition.",
}


@require_safe
def prepare(request: Request) -> HttpResponse:
    committees = _my_committees(request)
    chair = committees[0].chair_title if len(committees) == 1 else ""
    form = MeetingForm(committees=committees, initial={"chair_label": chair})
    return _prepare_page(request, committees, form)


@require_POST
def prepare_meeting(request: Request) -> HttpResponse:
    committees = _my_committees(request)
    form = MeetingForm(request.POST, committees=committees)
    made: list[Meeting] = []

    def deed() -> None:
        made.append(
            actions.prepare_meeting(
                form.committee, **form.what(), by=request.user, at=timezone.now()
            )
        )

    if committees and kept(form, deed):
        messages.success(request, "La séance est préparée. Relisez l’ordre du jour proposé.")
        return redirect("committee:agenda", made[0].pk)
    return _prepare_page(request, committees, form, status=422)


@require_safe
def change(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    if not meeting.is_being_prepared:
        messages.error(request, "La séance est convoquée : sa date ne change plus.")
        return redirect(meeting)
    form = MeetingForm(initial=MeetingForm.values_of(meeting))
    return _change_page(request, meeting, form)


@require_POST
def change_meeting(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    form = MeetingForm(request.POST)
    done = kept(
        form,
        lambda: actions.change_meeting(meeting, **form.what(), by=request.user, at=timezone.now()),
    )
    if done:
        messages.success(request, "La séance est modifiée.")
        return redirect(meeting)
    return _change_page(request, meeting, form, status=422)


@require_safe
def convocation(request: Request, pk: int) -> HttpResponse:
    """What will be sent, to whom, and whether the delay is kept: before the button."""
    meeting = held_or_403(request, pk)
    if not meeting.is_being_prepared:
        messages.error(request, "La séance a déjà été convoquée ou annulée.")
        return redirect(meeting)
    return convocation_page(request, meeting)


@require_POST
def convene(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    form = ConveneForm(request.POST)
    if not meeting.is_being_prepared:
        messages.error(request, "La séance a déjà été convoquée ou annulée.")
        return redirect(meeting)
    done = kept(
        form,
        lambda: actions.convene(meeting, **form.cleaned_data, by=request.user, at=timezone.now()),
    )
    if done:
        messages.success(request, _CONVENED[meeting.is_rehearsal])
        return redirect(meeting)
    meeting = visible_or_404(request, pk)
    return convocation_page(request, meeting, form, status=422)


@require_POST
def cancel(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Dites pourquoi la séance est annulée, puis recommencez.")
        return redirect(meeting)
    carry_out(
        request,
        lambda: actions.cancel(meeting, **form.cleaned_data, by=request.user, at=timezone.now()),
        success="La séance est annulée.",
    )
    return redirect(meeting)


def _my_committees(request: Request) -> list[Committee]:
    if not permissions.can_prepare_somewhere(request.user):
        raise PermissionDenied
    return list(Committee.objects.in_departments(access_of(request.user).departments(DESK)))


def _prepare_page(
    request: Request, committees: list[Committee], form: MeetingForm, *, status: int = 200
) -> HttpResponse:
    context = {"committees": committees, "form": form}
    return render(request, "committee/prepare.html", context, status=status)


def _change_page(
    request: Request, meeting: Meeting, form: MeetingForm, *, status: int = 200
) -> HttpResponse:
    context = {"meeting": meeting, "form": form, "trail": trail(meeting)}
    return render(request, "committee/change.html", context, status=status)


def convocation_page(
    request: Request,
    meeting: Meeting,
    form: ConveneForm | None = None,
    *,
    heard_form: HeardForm | None = None,
    piece_form: PieceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    rules = rules_for(meeting)
    basis = rules.bases["notice_days"]
    items = list(AgendaItem.objects.of_meeting(meeting).in_order())
    notice = Notice(local_day(now), meeting.day, rules.notice_days, basis)
    form = form or ConveneForm()
    # Too late without a reason: the label must not say that the reason is optional.
    form.fields["urgency_reason"].required = not notice.is_held
    context = {
        "meeting": meeting,
        "form": form,
        "trail": trail(meeting),
        "notice": notice,
        "is_past": meeting.scheduled_at <= now,
        "members": correspondents.of_meeting(meeting),
        "letter": sent.preview_of(meeting, items),
        "heard": Invitation.objects.of_meeting(meeting).heard().in_order(),
        "proposed": hearing.proposals(meeting),
        "heard_form": heard_form or HeardForm(meeting=meeting),
        "pieces": pieces_of(meeting, None, with_restricted=True),
        "reminder_on": planned.day_if_convened(meeting, on=local_day(now)),
        "piece_form": piece_form or PieceForm(meeting=meeting),
    }
    return render(request, "committee/convocation.html", context, status=status)
