"""The secretary's side of the convocation: who comes, reminders, a new sending, the pack."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, board, permissions, planned
from guichet.casework.committee.briefing import briefing_of
from guichet.casework.committee.dossier import Dossier, PathOf, dossier_of
from guichet.casework.committee.expected import expected_at
from guichet.casework.committee.forms import (
    AnswerForm,
    DeliveryForm,
    HeardForm,
    PieceForm,
    ReminderForm,
    SendAgainForm,
)
from guichet.casework.committee.models import Edition, Invitation, Meeting, Piece
from guichet.foundations.accounts.http import Request
from guichet.foundations.documents.http import serve
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.ui.deeds import carry_out, kept

from .answering import archive_response, pack_response
from .found import held_or_403, trail, visible_or_404
from .preparation import convocation_page


@require_safe
def replies(request: Request, pk: int) -> HttpResponse:
    """Who answered what, and the quorum that these answers announce."""
    return replies_page(request, held_or_403(request, pk))


@require_POST
def remind(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    carry_out(
        request,
        lambda: actions.remind(meeting, by=request.user, at=timezone.now()),
        success="La relance part, à ceux-là seuls qui n’ont pas répondu.",
    )
    return redirect("committee:replies", pk)


@require_POST
def send_again(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    form = SendAgainForm(request.POST, auto_id="again_%s")
    done = kept(
        form,
        lambda: actions.send_again(
            meeting, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
    )
    if done:
        messages.success(request, "La convocation est renvoyée ; elle dit ce qui change.")
        return redirect("committee:replies", pk)
    return replies_page(request, held_or_403(request, pk), form, status=422)


@require_safe
def note_answer(request: Request, pk: int, invitation: int) -> HttpResponse:
    """Somebody answered by telephone: the same answers, the same rules."""
    meeting = held_or_403(request, pk)
    found = invitation_or_404(meeting, invitation)
    form = AnswerForm(invitation=found, known=expected_at(meeting))
    return _note_page(request, meeting, found, form)


@require_POST
def answer_for(request: Request, pk: int, invitation: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    found = invitation_or_404(meeting, invitation)
    form = AnswerForm(request.POST, invitation=found, known=expected_at(meeting))
    done = kept(
        form,
        lambda: actions.answer_for(found, **form.what(), by=request.user, at=timezone.now()),
    )
    if done:
        messages.success(request, f"La réponse de {found.name} est notée.")
        return redirect("committee:replies", pk)
    return _note_page(request, meeting, found, form, status=422)


@require_POST
def note_delivery(request: Request, pk: int, invitation: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    found = invitation_or_404(meeting, invitation)
    form = DeliveryForm(request.POST)
    carry_out(
        request,
        lambda: actions.note_delivery(
            found, how=str(form.data.get("how", "")), by=request.user, at=timezone.now()
        ),
        success=f"La remise à {found.name} est notée.",
    )
    return redirect("committee:replies", pk)


@require_POST
def invite(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    form = HeardForm(request.POST, meeting=meeting)
    done = kept(
        form,
        lambda: actions.invite(meeting, **form.cleaned_data, by=request.user, at=timezone.now()),
    )
    if done:
        messages.success(request, "Cette personne sera invitée avec la convocation.")
        return redirect("committee:convocation", pk)
    return convocation_page(request, meeting, heard_form=form, status=422)


@require_POST
def withdraw_invitation(request: Request, pk: int, invitation: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    found = invitation_or_404(meeting, invitation)
    carry_out(
        request,
        lambda: actions.withdraw_invitation(found, by=request.user, at=timezone.now()),
        success=f"{found.name} ne sera pas invité.",
    )
    return redirect("committee:convocation", pk)


@require_POST
def join_piece(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    form = PieceForm(request.POST, request.FILES, meeting=meeting)
    done = kept(
        form,
        lambda: actions.join_piece(
            meeting, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
    )
    if done:
        messages.success(request, "La pièce est jointe au dossier de séance.")
        return redirect("committee:convocation" if meeting.is_being_prepared else
                        "committee:replies", pk)  # fmt: skip
    return convocation_page(request, meeting, piece_form=form, status=422)


@require_POST
def remove_piece(request: Request, pk: int, piece: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    found = get_object_or_404(Piece.objects.of_meeting(meeting), pk=piece)
    carry_out(
        request,
        lambda: actions.remove_piece(found, by=request.user, at=timezone.now()),
        success="La pièce est retirée.",
    )
    return redirect("committee:convocation", pk)


@require_safe
def piece(request: Request, pk: int, piece: int) -> FileResponse:
    meeting = visible_or_404(request, pk)
    found = get_object_or_404(Piece.objects.of_meeting(meeting), pk=piece)
    reserved = found.item is not None and found.item.is_restricted
    if reserved and not permissions.can_see_restricted(request.user, meeting):
        raise Http404("Cette pièce est réservée aux membres.")
    return serve(found.document)


@require_safe
def pack(request: Request, pk: int) -> HttpResponse:
    """The pack as it was sent last; before the convocation, as it would leave today."""
    meeting = visible_or_404(request, pk)
    return pack_response(_dossier(request, meeting), _path_of(meeting))


@require_safe
def pack_archive(request: Request, pk: int) -> StreamingHttpResponse:
    """The same with its pieces, in one download."""
    meeting = visible_or_404(request, pk)
    return archive_response(_dossier(request, meeting), _path_of(meeting))


@require_safe
def briefing(request: Request, pk: int) -> HttpResponse:
    """One page for whoever presides, to read and to print."""
    meeting = held_or_403(request, pk)
    now = timezone.now()
    context = {
        "meeting": meeting,
        "trail": trail(meeting),
        "briefing": briefing_of(meeting, today=local_day(now)),
        "now": now,
    }
    return render(request, "committee/briefing.html", context)


def invitation_or_404(meeting: Meeting, pk: int) -> Invitation:
    found = Invitation.objects.of_meeting(meeting).select_related(
        "meeting__committee__department", "seat__organisation", "user"
    )
    return get_object_or_404(found, pk=pk)


def _dossier(request: Request, meeting: Meeting) -> Dossier:
    """What was never sent is for those who prepare it."""
    if meeting.convened_at is None and not permissions.can_hold(request.user, meeting):
        raise Http404("Cette séance n’a pas été convoquée : elle n’a pas de dossier.")
    sees = permissions.can_see_restricted(request.user, meeting)
    return dossier_of(meeting, with_restricted=sees, at=timezone.now())


def _path_of(meeting: Meeting) -> PathOf:
    return lambda piece: reverse("committee:piece", args=[meeting.pk, piece])


def replies_page(
    request: Request,
    meeting: Meeting,
    form: SendAgainForm | None = None,
    *,
    reminder_form: ReminderForm | None = None,
    status: int = 200,
) -> HttpResponse:
    known = expected_at(meeting)
    again = form or SendAgainForm(initial=SendAgainForm.values_of(meeting), auto_id="again_%s")
    context = {
        "meeting": meeting,
        "trail": trail(meeting),
        "known": known,
        "rows": board.rows_of(meeting),
        "vacant": [known.members[pk].label for pk in known.seats if not known.members[pk].names],
        "form": again,
        "editions": list(Edition.objects.of_meeting(meeting)),
        "delivery_form": DeliveryForm(),
        "reminder": planned.reminder_of(meeting),
        "reminder_form": reminder_form
        or ReminderForm(initial=ReminderForm.values_of(meeting), auto_id="reminder_%s"),
    }
    return render(request, "committee/replies.html", context, status=status)


def _note_page(
    request: Request,
    meeting: Meeting,
    invitation: Invitation,
    form: AnswerForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "trail": trail(meeting),
        "invitation": invitation,
        "form": form,
    }
    return render(request, "committee/note_answer.html", context, status=status)
