"""Practise a meeting before the real one: open a rehearsal, take it up again, erase it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, permissions
from guichet.casework.committee.models import Committee, Meeting, RehearsalLetter
from guichet.foundations.accounts.http import Request
from guichet.foundations.ui.deeds import carry_out
from guichet.reference.directory.access import DESK, access_of

from .found import held_or_403, trail


@require_safe
def rehearsals(request: Request) -> HttpResponse:
    """The rehearsal of each department that the person prepares meetings for, if there is one."""
    if not permissions.can_prepare_somewhere(request.user):
        raise PermissionDenied
    committees = Committee.objects.local().in_departments(access_of(request.user).departments(DESK))
    meetings: dict[str, list[Meeting]] = {}
    played = Meeting.with_rehearsals.rehearsals().visible_to(request.user)
    for meeting in played.for_index():
        meetings.setdefault(meeting.committee.department_id, []).append(meeting)
    rows = [(body, meetings.get(body.department_id, [])) for body in committees]
    return render(request, "committee/rehearsals.html", {"rows": rows})


@require_POST
def start_rehearsal(request: Request, code: str) -> HttpResponse:
    """From the preparation, or at once in the meeting: the button says which."""
    committee = _prepared_or_refused(request, code)
    early = request.POST.get("begin") == "preparation"
    what_next = (
        "relisez l’ordre du jour, puis convoquez les membres fictifs."
        if early
        else "ouvrez la séance, faites l’appel, prenez des votes."
    )
    carry_out(
        request,
        lambda: actions.start_rehearsal(
            committee, from_preparation=early, by=request.user, at=timezone.now()
        ),
        success=f"La répétition est prête : {what_next}",
    )
    return redirect("committee:rehearsals")


@require_safe
def letters(request: Request, pk: int) -> HttpResponse:
    """What would have been sent: read here, and answered by the links of the fake members."""
    meeting = _played_or_404(request, pk)
    context = {
        "meeting": meeting,
        "trail": trail(meeting),
        "letters": RehearsalLetter.objects.of_meeting(meeting),
    }
    return render(request, "committee/rehearsal_letters.html", context)


@require_POST
def play_answers(request: Request, pk: int) -> HttpResponse:
    meeting = _played_or_404(request, pk)
    carry_out(
        request,
        lambda: actions.play_answers(meeting, by=request.user, at=timezone.now()),
        success="Les membres fictifs ont répondu ; deux se taisent, pour que vous les relanciez.",
    )
    return redirect("committee:replies", pk)


@require_POST
def erase_rehearsal(request: Request, code: str) -> HttpResponse:
    committee = _prepared_or_refused(request, code)
    carry_out(
        request,
        lambda: actions.erase_rehearsal(committee, by=request.user, at=timezone.now()),
        success="La répétition est effacée : il n’en reste rien.",
    )
    return redirect("committee:rehearsals")


def _prepared_or_refused(request: Request, code: str) -> Committee:
    followed = Committee.objects.local().followed_by(request.user)
    committee = get_object_or_404(followed, slug=code)
    if not permissions.can_prepare(request.user, committee):
        raise PermissionDenied
    return committee


def _played_or_404(request: Request, pk: int) -> Meeting:
    meeting = held_or_403(request, pk)
    if not meeting.is_rehearsal:
        raise Http404("Cette séance n’est pas une répétition.")
    return meeting
