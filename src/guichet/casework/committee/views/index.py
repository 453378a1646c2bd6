"""The list of meetings, with the duty of the year, and the page of one meeting."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.casework.committee import dossier, duties, permissions, roll_call
from guichet.casework.committee.forms import CancelForm
from guichet.casework.committee.models import (
    AgendaItem,
    Attendance,
    Committee,
    Meeting,
    Minutes,
    Promise,
)
from guichet.casework.committee.readings import Reading, open_promises
from guichet.casework.committee.regulations import rules_for
from guichet.casework.committee.workflow import WORKFLOW
from guichet.foundations.accounts.http import Request
from guichet.foundations.audit.actions import stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.dates import local_day

from .found import visible_or_404

PER_PAGE = 25


@require_safe
def index(request: Request) -> HttpResponse:
    if not permissions.can_see_index(request.user):
        raise PermissionDenied
    now = timezone.now()
    meetings = Meeting.objects.visible_to(request.user).for_index()
    committees = Committee.objects.followed_by(request.user)
    context = {
        "page": Paginator(meetings, PER_PAGE).get_page(request.GET.get("page")),
        "duties": duties.of_committees(list(committees), at=now),
        "can_prepare": permissions.can_prepare_somewhere(request.user),
        "can_open": bool(permissions.may_open_commissions_in(request.user)),
        "now": now,
    }
    return render(request, "committee/index.html", context)


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """The meeting, for whoever follows it: agenda, outcomes, presences, promises, what is next."""
    meeting = visible_or_404(request, pk)
    can_hold = permissions.can_hold(request.user, meeting)
    sees_restricted = permissions.can_see_restricted(request.user, meeting)
    attendances = list(Attendance.objects.of_meeting(meeting).for_record())
    context = {
        "meeting": meeting,
        "readings": [
            Reading(item, sees_restricted)
            for item in AgendaItem.objects.of_meeting(meeting).in_order()
        ],
        "sees_restricted": sees_restricted,
        "has_dossier": meeting.convened_at is not None,
        "pieces": dossier.pieces_now(meeting, with_restricted=sees_restricted),
        "attendances": attendances,
        "quorum": roll_call.quorum_of(meeting) if meeting.is_open else None,
        "promises": _promises(meeting, sees_restricted=sees_restricted),
        "second": meeting.second_meetings.order_by("pk").first(),
        "rules": rules_for(meeting),
        "can_hold": can_hold,
        "can_amend": _can_amend(request, meeting),
        "can_read_minutes": meeting.is_over and permissions.can_read_minutes(request.user, meeting),
        "is_the_day": meeting.is_rehearsal or meeting.day <= local_day(timezone.now()),
        "moves": {t.name for t in WORKFLOW.available(meeting.status)} if can_hold else set(),
        "cancel_form": CancelForm(auto_id="cancel_%s"),
        "events": Event.objects.of_stream(stream_of(meeting)) if can_hold else (),
    }
    return render(request, "committee/detail.html", context)


def _promises(meeting: Meeting, *, sees_restricted: bool) -> list[Promise]:
    promises = list(Promise.objects.of_meeting(meeting).in_order())
    if sees_restricted or not promises:
        return promises
    return open_promises(promises, AgendaItem.objects.reserved_cases(meeting.committee))


def _can_amend(request: Request, meeting: Meeting) -> bool:
    """A member, while the draft of the minutes waits for changes."""
    minutes = Minutes.objects.of_meeting(meeting) if meeting.takes_corrections else None
    today = local_day(timezone.now())
    return minutes is not None and permissions.can_amend(request.user, meeting, minutes, on=today)
