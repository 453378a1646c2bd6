"""The screens that follow a meeting: for members, with or without an account, and for the wall."""

from pathlib import Path
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guichet.casework.committee import live, permissions, push
from guichet.casework.committee.models import Invitation, Meeting
from guichet.casework.committee.reply_links import token_of
from guichet.foundations.accounts.http import Request

from .by_link import by_link
from .found import trail, visible_or_404
from .versions import unless_known

KEPT_SECONDS = 60
WORKER = Path(__file__).parent.parent / "workers" / "offline.js"


class Rights(NamedTuple):
    """What one reader of a meeting may have: arguments of `live.state_of`."""

    with_restricted: bool = False
    only: int | None = None


@require_safe
def follow(request: Request, pk: int) -> HttpResponse:
    meeting = visible_or_404(request, pk)
    context = {
        "trail": trail(meeting),
        "part": reverse("committee:follow_state", args=[pk]),
        "stream": reverse("committee:changes", args=[pk]),
        "has_account": True,
        "can_hold": permissions.can_hold(request.user, meeting),
    }
    return _page(request, meeting, context, rights=_rights(request, meeting))


@require_safe
def wall(request: Request, pk: int) -> HttpResponse:
    """Big letters for a projector: what anybody in the room may read."""
    meeting = visible_or_404(request, pk)
    context = {"meeting": meeting, "state": live.state_of(meeting, with_restricted=False)}
    return render(request, "committee/wall.html", context)


@require_safe
def follow_state(request: Request, pk: int) -> HttpResponse:
    """The part of the page that changes."""
    meeting = visible_or_404(request, pk)
    rights = _rights(request, meeting)
    return _fragment(request, meeting, "committee/follow_state.html", rights, request.user.pk)


@require_safe
def wall_state(request: Request, pk: int) -> HttpResponse:
    meeting = visible_or_404(request, pk)
    return _fragment(request, meeting, "committee/wall_state.html", Rights(), request.user.pk)


@require_safe
def changes(request: Request, pk: int) -> HttpResponse | StreamingHttpResponse:
    return _stream(visible_or_404(request, pk))


@never_cache
@require_safe
@by_link
def follow_by_link(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The same page for whoever holds the link of his convocation, without an account."""
    token = token_of(invitation)
    context = {
        "part": reverse("committee:follow_state_by_link", args=[token]),
        "stream": reverse("committee:changes_by_link", args=[token]),
        "has_account": False,
        "can_hold": False,
        # The screen may be kept offline (ADR 0022) for whoever holds this link, and for as long as
        # it opens: a revoked one, or the page of somebody else, erases what was kept.
        "reader": salted_hmac("guichet.committee.reader", token).hexdigest()[:24],
    }
    return _page(request, invitation.meeting, context, rights=_rights_of(invitation))


@require_safe
@by_link
def follow_state_by_link(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    template, rights = "committee/follow_state.html", _rights_of(invitation)
    return _fragment(request, invitation.meeting, template, rights, f"i{invitation.pk}")


@require_safe
@by_link
def changes_by_link(
    request: HttpRequest, invitation: Invitation
) -> HttpResponse | StreamingHttpResponse:
    return _stream(invitation.meeting)


@login_not_required
@require_safe
def offline_worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the meeting screens: its address is what allows its scope."""
    content = WORKER.read_text(encoding="utf-8")
    return HttpResponse(
        content,
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


def _page(
    request: HttpRequest, meeting: Meeting, context: dict[str, object], *, rights: Rights
) -> HttpResponse:
    state = live.state_of(meeting, **rights._asdict())
    return render(request, "committee/follow.html", {**context, "meeting": meeting, "state": state})


def _fragment(
    request: HttpRequest, meeting: Meeting, template: str, rights: Rights, reader: object
) -> HttpResponse:
    """Drawn once per version for all who have the same rights: sixty screens ask at once."""

    def draw(version: str) -> HttpResponse:
        def html() -> str:
            state = live.state_of(meeting, **rights._asdict())
            return render_to_string(template, {"meeting": meeting, "state": state})

        key = f"{template}:{version}:{rights.with_restricted}:{rights.only}"
        return HttpResponse(cache.get_or_set(key, html, KEPT_SECONDS))

    return unless_known(request, meeting, draw, reader=reader)


def _stream(meeting: Meeting) -> HttpResponse | StreamingHttpResponse:
    """Server push (push.py). A meeting that is over has no more news: the browser stops asking."""
    if meeting.is_over:
        return HttpResponse(status=204)
    response = StreamingHttpResponse(push.stream(meeting.pk), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    # A proxy that waits for the end of an answer would wait for the end of the meeting.
    response["X-Accel-Buffering"] = "no"
    return response


def _rights(request: Request, meeting: Meeting) -> Rights:
    return Rights(permissions.can_see_restricted(request.user, meeting))


def _rights_of(invitation: Invitation) -> Rights:
    """A member reads everything; whoever is heard reads of his own point (CRPA R133-6)."""
    if invitation.is_member:
        return Rights(with_restricted=True)
    return Rights(only=invitation.item_id or 0)
