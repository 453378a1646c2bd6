"""What the link of a convocation opens: read, answer, take the papers. No account is asked for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, answers, convocation, permissions
from guichet.casework.committee import dossier as packs
from guichet.casework.committee.choices import ReplyKind
from guichet.casework.committee.expected import Expected, expected_at
from guichet.casework.committee.forms import AnswerForm
from guichet.casework.committee.models import Edition, Invitation, Piece, Reply
from guichet.casework.committee.reply_links import piece_of, piece_path, reply_path, token_of
from guichet.foundations.documents.http import serve
from guichet.foundations.ui.deeds import kept

from .by_link import by_link, lost_link


@never_cache
@require_safe
@by_link
def reply(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    known = expected_at(invitation.meeting)
    return _page(request, invitation, known, _form(invitation, known))


@never_cache
@require_POST
@by_link
def answer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """One click: the button says which answer; the rules are those of the roll call."""
    known = expected_at(invitation.meeting)
    form = AnswerForm(request.POST, invitation=invitation, known=known)
    if kept(form, lambda: actions.answer(invitation, **form.what(), at=timezone.now())):
        messages.success(request, "Votre réponse est enregistrée. Merci.")
        return redirect("committee:reply", token_of(invitation))
    return _page(request, invitation, known, form, status=422)


@never_cache
@require_safe
@by_link
def check_answer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The same rules while it is typed: what stands against the answer, with its article."""
    known = expected_at(invitation.meeting)
    form = AnswerForm(request.GET, invitation=invitation, known=known)
    return render(request, "committee/verdict.html", _verdict(invitation, known, form))


@require_POST
@by_link
def open_convocation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Asked for by the page once it is shown: programs that only fetch links open nothing."""
    actions.open_convocation(invitation, at=timezone.now())
    return HttpResponse(status=204)


@never_cache
@require_safe
@by_link
def reply_pack(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The pack of the last sending, for members: set again from what was frozen."""
    return pack_response(_dossier_or_404(invitation), _path_of(invitation))


@never_cache
@require_safe
@by_link
def reply_archive(request: HttpRequest, invitation: Invitation) -> StreamingHttpResponse:
    """The same with its pieces, in one download."""
    return archive_response(_dossier_or_404(invitation), _path_of(invitation))


@never_cache
@require_safe
@by_link
def reply_calendar(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    meeting = invitation.meeting
    number = max(1, Edition.objects.of_meeting(meeting).count())
    ics = convocation.calendar_for(
        meeting, number=number, at=meeting.convened_at or meeting.scheduled_at,
        path=reply_path(invitation), with_agenda=invitation.is_member,
    )  # fmt: skip
    response = HttpResponse(ics, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="seance.ics"'
    return response


@never_cache
@require_safe
@by_link
def reply_piece(request: HttpRequest, invitation: Invitation, piece: int) -> FileResponse:
    return _piece_response(invitation, piece)


@login_not_required
@never_cache
@require_safe
def piece_by_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """The address that stands in the document of one person: it opens a piece, and no answer."""
    found = piece_of(token)
    return _piece_response(*found) if found else lost_link(request, token)


def _piece_response(invitation: Invitation, piece: int) -> FileResponse:
    pieces = Piece.objects.of_meeting(invitation.meeting)
    if not invitation.is_member:
        pieces = pieces.filter(item=invitation.item).exclude(item=None)
    return serve(get_object_or_404(pieces, pk=piece).document, inline=True)


def pack_response(dossier: packs.Dossier, path_of: packs.PathOf) -> HttpResponse:
    response = HttpResponse(packs.paper_of(dossier, path_of), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{dossier.name}.pdf"'
    return response


def archive_response(dossier: packs.Dossier, path_of: packs.PathOf) -> StreamingHttpResponse:
    chunks = packs.archive_of(dossier, path_of, at=timezone.now())
    response = StreamingHttpResponse(chunks, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{dossier.name}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


def _dossier_or_404(invitation: Invitation) -> packs.Dossier:
    """For members; whoever is only heard has the pieces of his point, one by one."""
    sent = Edition.objects.of_meeting(invitation.meeting).exists()
    if not sent or not invitation.is_member:
        raise Http404("Ce dossier n’est pas à cette adresse.")
    return packs.dossier_of(invitation.meeting, with_restricted=True, at=timezone.now())


def _path_of(invitation: Invitation) -> packs.PathOf:
    return lambda piece: piece_path(invitation, piece)


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
    context = {
        "token": token_of(invitation),
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
        "pieces": packs.pieces_of(
            meeting,
            edition.content if edition else None,
            with_restricted=True,
            item=None if invitation.is_member else invitation.item_id or 0,
        ),
        "kinds": ReplyKind,
    }
    return render(request, "committee/reply.html", context, status=status)
