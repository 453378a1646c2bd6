"""What the link of a convocation opens: read, answer, take the papers. No account is asked for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, answers, convocation, permissions
from guichet.casework.committee.choices import ReplyKind
from guichet.casework.committee.editions import without_restricted
from guichet.casework.committee.expected import Expected, expected_at
from guichet.casework.committee.forms import AnswerForm
from guichet.casework.committee.models import Edition, Invitation, Piece, Reply
from guichet.casework.committee.pdf import minutes_pdf
from guichet.casework.committee.reply_links import invitation_of, reply_path
from guichet.foundations.documents.http import serve
from guichet.foundations.toolkit.dates import local_day

from .preparation import kept


@login_not_required
@never_cache
@require_safe
def reply(request: HttpRequest, token: str) -> HttpResponse:
    invitation = invitation_of(token)
    if invitation is None:
        return render(request, "committee/reply_void.html", status=410)
    known = expected_at(invitation.meeting)
    return _page(request, token, invitation, known, _form(invitation, known))


@login_not_required
@never_cache
@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """One click: the button says which answer; the rules are those of the roll call."""
    invitation = _invitation_or_404(token)
    known = expected_at(invitation.meeting)
    form = AnswerForm(request.POST, invitation=invitation, known=known)
    if kept(form, lambda: actions.answer(invitation, **form.what(), at=timezone.now())):
        messages.success(request, "Votre réponse est enregistrée. Merci.")
        return redirect("committee:reply", token)
    return _page(request, token, invitation, known, form, status=422)


@login_not_required
@never_cache
@require_safe
def check_answer(request: HttpRequest, token: str) -> HttpResponse:
    """The same rules while it is typed: what stands against the answer, with its article."""
    invitation = _invitation_or_404(token)
    known = expected_at(invitation.meeting)
    form = AnswerForm(request.GET, invitation=invitation, known=known)
    return render(request, "committee/verdict.html", _verdict(invitation, known, form))


@login_not_required
@require_POST
def open_convocation(request: HttpRequest, token: str) -> HttpResponse:
    """Asked for by the page once it is shown: programs that only fetch links open nothing."""
    actions.open_convocation(_invitation_or_404(token), at=timezone.now())
    return HttpResponse(status=204)


@login_not_required
@never_cache
@require_safe
def reply_pack(request: HttpRequest, token: str) -> HttpResponse:
    """The pack of the last sending, for members: set again from what was frozen."""
    invitation = _invitation_or_404(token)
    edition = Edition.objects.of_meeting(invitation.meeting).last()
    if edition is None or not invitation.is_member:
        raise Http404("Ce dossier n’est pas à cette adresse.")
    return pack_response(edition)


@login_not_required
@never_cache
@require_safe
def reply_calendar(request: HttpRequest, token: str) -> HttpResponse:
    invitation = _invitation_or_404(token)
    meeting = invitation.meeting
    number = max(1, Edition.objects.of_meeting(meeting).count())
    ics = convocation.calendar_for(
        meeting, number=number, at=meeting.convened_at or meeting.scheduled_at,
        path=reply_path(invitation), with_agenda=invitation.is_member,
    )  # fmt: skip
    response = HttpResponse(ics, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="seance.ics"'
    return response


@login_not_required
@never_cache
@require_safe
def reply_piece(request: HttpRequest, token: str, piece: int) -> FileResponse:
    invitation = _invitation_or_404(token)
    pieces = Piece.objects.of_meeting(invitation.meeting)
    if not invitation.is_member:
        pieces = pieces.filter(item=invitation.item).exclude(item=None)
    return serve(get_object_or_404(pieces, pk=piece).document, inline=True)


def pack_response(edition: Edition, *, with_restricted: bool = True) -> HttpResponse:
    made_on = local_day(edition.made_at)
    content = edition.content if with_restricted else without_restricted(edition.content)
    paper = convocation.paper_of(
        content, number=edition.number, made_on=made_on, mark=edition.meeting.page_banner
    )
    response = HttpResponse(minutes_pdf(paper), content_type="application/pdf")
    name = convocation.pack_name(edition.meeting)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _invitation_or_404(token: str) -> Invitation:
    found = invitation_of(token)
    if found is None:
        raise Http404("Ce lien n’est pas valable.")
    return found


def _form(invitation: Invitation, known: Expected) -> AnswerForm:
    said = _current(invitation, known)
    initial: dict[str, object] = {"body": "SAME"}
    if said is not None:
        initial |= {"deputy": said.deputy_name, "proxy_to": said.proxy_to_id}
    return AnswerForm(invitation=invitation, known=known, initial=initial)


def _current(invitation: Invitation, known: Expected) -> Reply | None:
    if invitation.is_member:
        return known.replies.get(invitation.seat_id or 0)
    return invitation.replies.order_by("at", "pk").last()


def _verdict(invitation: Invitation, known: Expected, form: AnswerForm) -> dict[str, object]:
    if not form.is_valid() or not invitation.is_member:
        return {"refusal": "", "caution": "", "fits": ""}
    what = form.what()
    seat = invitation.seat_id or 0
    said = answers.Answer(
        seat, what["kind"], form.cleaned_data["proxy_to"], what["deputy"], what["same_body"]
    )
    found = answers.objection(said, known.members, known.standing, known.terms)
    if found is not None:
        return {"refusal": found.sentence, "caution": "", "fits": ""}
    told = answers.caution(said, known.members, known.standing)
    return {"refusal": "", "caution": told, "fits": "" if told else "Cette réponse est possible."}


def _page(
    request: HttpRequest,
    token: str,
    invitation: Invitation,
    known: Expected,
    form: AnswerForm,
    *,
    status: int = 200,
) -> HttpResponse:
    meeting = invitation.meeting
    said = _current(invitation, known)
    mine = answers.givers_to(invitation.seat_id or 0, known.standing)
    edition = Edition.objects.of_meeting(meeting).last()
    pieces = Piece.objects.of_meeting(meeting)
    context = {
        "token": token,
        "invitation": invitation,
        "meeting": meeting,
        "form": form.as_shown(),
        "typed": form.data.get("kind", "") if form.is_bound else (said.kind if said else ""),
        "said": said,
        "carried": [known.members[one].label for one in mine if one in known.members],
        "may": permissions.ways_to_answer(invitation, known.terms),
        "edition": edition,
        "changes": edition.changes if edition and invitation.is_member else (),
        "points": edition.content["points"] if edition and invitation.is_member else (),
        "pieces": pieces if invitation.is_member else pieces.filter(item=invitation.item_id or 0),
        "kinds": ReplyKind,
    }
    return render(request, "committee/reply.html", context, status=status)
