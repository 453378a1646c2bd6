"""Find a meeting that the person may see, or hold: the only way in for every view."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from guichet.casework.committee import permissions
from guichet.casework.committee.models import AgendaItem, Meeting
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import long_date


def visible_or_404(request: Request, pk: int) -> Meeting:
    return get_object_or_404(Meeting.with_rehearsals.visible_to(request.user).for_detail(), pk=pk)


def held_or_403(request: Request, pk: int) -> Meeting:
    """For whoever prepares and holds the meeting."""
    meeting = visible_or_404(request, pk)
    if not permissions.can_hold(request.user, meeting):
        raise PermissionDenied
    return meeting


def item_or_404(meeting: Meeting, item: int) -> AgendaItem:
    found = AgendaItem.objects.of_meeting(meeting).in_order().filter(pk=item).first()
    if found is None:
        raise Http404
    return found


def trail(meeting: Meeting) -> str:
    """The step of the breadcrumb that leads back to the meeting."""
    return f"Séance du {long_date(meeting.day)}|{meeting.get_absolute_url()}"
