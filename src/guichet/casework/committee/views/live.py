"""The screens that follow a meeting: for members, and for the wall of the room."""

from django.core.cache import cache
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from guichet.casework.committee import live, permissions, push
from guichet.casework.committee.models import Meeting
from guichet.foundations.accounts.http import Request

from .found import trail, visible_or_404
from .versions import unless_known

KEPT_SECONDS = 60


@require_safe
def follow(request: Request, pk: int) -> HttpResponse:
    meeting = visible_or_404(request, pk)
    context = {
        "meeting": meeting,
        "trail": trail(meeting),
        "state": _state(request, meeting),
        "can_hold": permissions.can_hold(request.user, meeting),
    }
    return render(request, "committee/follow.html", context)


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
    with_restricted = permissions.can_see_restricted(request.user, meeting)
    return _fragment(request, meeting, "committee/follow_state.html", with_restricted)


@require_safe
def wall_state(request: Request, pk: int) -> HttpResponse:
    meeting = visible_or_404(request, pk)
    return _fragment(request, meeting, "committee/wall_state.html", False)


@require_safe
def changes(request: Request, pk: int) -> HttpResponse | StreamingHttpResponse:
    """Server push (push.py). A meeting that is over has no more news: the browser stops asking."""
    meeting = visible_or_404(request, pk)
    if meeting.is_over:
        return HttpResponse(status=204)
    response = StreamingHttpResponse(push.stream(meeting.pk), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    # A proxy that waits for the end of an answer would wait for the end of the meeting.
    response["X-Accel-Buffering"] = "no"
    return response


def _fragment(
    request: Request, meeting: Meeting, template: str, with_restricted: bool
) -> HttpResponse:
    """Drawn once per version for all who have the same rights: sixty screens ask at once."""

    def draw() -> str:
        state = live.state_of(meeting, with_restricted=with_restricted)
        return render_to_string(template, {"meeting": meeting, "state": state})

    key = f"{template}:{live.version(meeting)}:{with_restricted}"
    return unless_known(
        request, meeting, lambda: HttpResponse(cache.get_or_set(key, draw, KEPT_SECONDS))
    )


def _state(request: Request, meeting: Meeting) -> live.State:
    with_restricted = permissions.can_see_restricted(request.user, meeting)
    return live.state_of(meeting, with_restricted=with_restricted)
