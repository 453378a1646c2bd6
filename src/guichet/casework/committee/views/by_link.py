"""Pages that a signed link opens, without an account: the only way in for whoever was convened."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from guichet.casework.committee.models import Invitation
from guichet.casework.committee.reply_links import invitation_of, revocation_of
from guichet.casework.committee.secretariat import secretariat_of
from guichet.foundations.toolkit.dates import local_day

P = ParamSpec("P")


def by_link(
    view: Callable[Concatenate[HttpRequest, Invitation, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give the view the invitation that the link signs; else say what became of the link."""

    @login_not_required
    @wraps(view)
    def opened(
        request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        invitation = invitation_of(token)
        if invitation is None:
            return lost_link(request, token)
        return view(request, invitation, *args, **kwargs)

    return opened


def lost_link(request: HttpRequest, token: str) -> HttpResponse:
    """A link that was revoked says so, and whom to call; it names neither the member nor why."""
    revoked = revocation_of(token)
    if revoked is None:
        return render(request, "committee/reply_void.html", status=410)
    meeting = revoked.invitation.meeting
    context = {
        "meeting": meeting,
        "revoked_at": revoked.at,
        "secretariat": secretariat_of(meeting.committee, on=local_day(timezone.now())),
    }
    return render(request, "committee/reply_revoked.html", context, status=410)
