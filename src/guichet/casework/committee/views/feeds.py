"""The published meetings for machines: JSON, Atom, and a calendar of the meetings to come."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from guichet.casework.committee.agenda_feed import Coming, calendar_of_meetings
from guichet.casework.committee.choices import MeetingForm
from guichet.casework.committee.drafting import heading_of
from guichet.casework.committee.models import Meeting, Minutes
from guichet.casework.committee.public_record import (
    LICENCE,
    SCHEMA_PATH,
    document_of,
    opening_of,
    sections_of,
    stamp,
)
from guichet.casework.committee.public_schema import document_schema

from .public import published_or_404

RECENT = 50


@require_safe
@login_not_required
def public_json(request: HttpRequest, department: str, day: str) -> JsonResponse:
    """One meeting: its text by parts, its decisions, where the file is."""
    minutes = published_or_404(department, day)
    document = document_of(minutes, base_url=settings.BASE_URL)
    return _readable(document)


@require_safe
@login_not_required
def public_schema(request: HttpRequest) -> JsonResponse:
    """What these documents hold, property by property."""
    return _readable(document_schema(address=f"{settings.BASE_URL}{SCHEMA_PATH}"))


@require_safe
@login_not_required
def public_list(request: HttpRequest) -> JsonResponse:
    """Every published meeting, with the address of its document."""
    meetings = Meeting.objects.published().for_public_index()
    listed = [
        {
            "id": f"{settings.BASE_URL}{meeting.get_public_url()}",
            "document": f"{settings.BASE_URL}{meeting.get_public_url()}seance.json",
            "body": meeting.committee.name,
            "department": meeting.department_code,
            "day": meeting.day.isoformat(),
            "published_at": stamp(meeting.published_at),
        }
        for meeting in meetings
    ]
    return _readable({"licence": LICENCE, "meetings": listed})


@require_safe
@login_not_required
def feed(request: HttpRequest) -> HttpResponse:
    """The last published meetings, newest first (Atom, RFC 4287)."""
    address = f"{settings.BASE_URL}{reverse('committee:feed')}"
    atom = Atom1Feed(
        title="Séances publiées des comités locaux de cohésion territoriale",
        link=f"{settings.BASE_URL}{reverse('committee:public_index')}",
        description="",
        language="fr",
        feed_url=address,
        feed_guid=address,
    )
    for minutes in Minutes.objects.published_last(RECENT):
        meeting = minutes.meeting
        link = f"{settings.BASE_URL}{meeting.get_public_url()}"
        heading = heading_of(meeting.day, meeting.committee.of_its_meetings)
        atom.add_item(
            title=f"{heading}, {meeting.committee.department.name}",
            link=link,
            description=opening_of(sections_of(minutes)),
            unique_id=link,
            pubdate=meeting.published_at,
            updateddate=minutes.updated_at,
        )
    return HttpResponse(
        atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


@require_safe
@login_not_required
def calendar(request: HttpRequest) -> HttpResponse:
    """Convened and published meetings, to subscribe to; nothing of a meeting being prepared."""
    meetings = Meeting.objects.announced().for_public_index()
    events = [_event(meeting) for meeting in meetings]
    content = calendar_of_meetings(events, written_at=timezone.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _event(meeting: Meeting) -> Coming:
    # The link of a video conference is for the members only.
    has_room = meeting.form != MeetingForm.VIDEO and "://" not in meeting.place
    is_published = meeting.published_at is not None
    return Coming(
        uid=f"seance-{meeting.pk}@guichet",
        title=f"{meeting.committee.name} ({meeting.get_form_display().lower()})",
        starts_at=meeting.opened_at or meeting.scheduled_at,
        ends_at=meeting.closed_at,
        place=meeting.place if has_room else "",
        url=f"{settings.BASE_URL}{meeting.get_public_url()}" if is_published else "",
    )


def _readable(document: dict[str, object]) -> JsonResponse:
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
