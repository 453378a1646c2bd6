"""A fragment that a page has already is answered in a word (304)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from guichet.casework.committee import live
from guichet.casework.committee.models import Meeting


def unless_known(
    request: HttpRequest, meeting: Meeting, draw: Callable[[], HttpResponse], *, reader: object
) -> HttpResponse:
    """The fragment, drawn only for a page that does not have this version of the meeting.

    `reader` says whose answer it is: two people with other rights do not share one.
    """
    etag = f'"{live.version(meeting)}-{reader}"'
    response = get_conditional_response(request, etag=etag) or draw()
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
