"""What anybody may read: the published meetings, and the front page that leads to them."""

from datetime import date
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guichet.casework.committee import permissions
from guichet.casework.committee.drafting import CORRECTIONS, heading_of
from guichet.casework.committee.models import Meeting, Minutes
from guichet.casework.committee.paper import NOT_PUBLISHED
from guichet.casework.committee.public_record import (
    LICENCE,
    LICENCE_URL,
    keeps_something,
    opening_of,
    sections_of,
)
from guichet.foundations.documents.http import serve


@require_safe
@login_not_required
def public_index(request: HttpRequest) -> HttpResponse:
    """The front page of the product, and the published meetings of every department."""
    meetings = Meeting.objects.published().for_public_index()
    departments = [
        {"committee": committee, "meetings": list(found)}
        for committee, found in groupby(meetings, key=lambda meeting: meeting.committee)
    ]
    return render(request, "committee/public_index.html", {"departments": departments})


@require_safe
@login_not_required
def public_meeting(request: HttpRequest, department: str, day: str) -> HttpResponse:
    """One meeting, as it was published: later changes of the records do not change it."""
    minutes = published_or_404(department, day)
    sections = sections_of(minutes)
    heading = heading_of(minutes.meeting.day, minutes.meeting.committee.of_its_meetings)
    opening = [section for section in sections if section.key == "opening"]
    context = {
        "meeting": minutes.meeting,
        "day": day,
        "minutes": minutes,
        "heading": heading,
        "opening": opening,
        # What a messaging program or a search engine shows under the link.
        "description": opening_of(sections) or heading,
        "licence": {"name": LICENCE, "url": LICENCE_URL},
        "not_published": NOT_PUBLISHED if keeps_something(minutes) else "",
        "sections": [section for section in sections if section.key != "opening"],
        "is_corrected": any(section.key == CORRECTIONS for section in sections),
        "may_withhold": request.user.is_authenticated
        and permissions.can_write_minutes(request.user, minutes.meeting),
        "summary": [s for s in sections if s.level == 2 and s.key != "opening"],
    }
    return render(request, "committee/public_meeting.html", context)


@require_safe
@login_not_required
def public_pdf(request: HttpRequest, department: str, day: str) -> FileResponse:
    minutes = published_or_404(department, day)
    if minutes.document is None:
        raise Http404("Le fichier de ce procès-verbal n’est pas encore prêt.")
    return serve(minutes.document, inline=True)


@require_safe
@login_not_required
def public_second_edition(request: HttpRequest, department: str, day: str) -> FileResponse:
    """The same text, followed by its approval; the first edition keeps its address."""
    minutes = published_or_404(department, day)
    if minutes.adopted_document is None:
        raise Http404("Le comité n’a pas encore approuvé ce procès-verbal.")
    return serve(minutes.adopted_document, inline=True)


def published_or_404(department: str, day: str) -> Minutes:
    try:
        asked = date.fromisoformat(day)
    except ValueError as error:
        raise Http404("Cette date n’existe pas.") from error
    if asked.isoformat() != day:
        raise Http404("Cette adresse n’est pas celle de la séance.")
    meetings = Meeting.objects.published().held_on(department, asked)
    latest = meetings.values("pk")[:1]
    return get_object_or_404(Minutes.objects.for_public_page().filter(meeting__in=latest))
