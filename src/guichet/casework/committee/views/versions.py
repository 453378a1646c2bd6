"""A fragment that a page has already is answered in a word (304)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from guichet.casework.committee import live
from guichet.casework.committee.models import Meeting
from guichet.foundations.audit.rows import read_afresh


def unless_known(
    request: HttpRequest,
    meeting: Meeting,
    draw: Callable[[str], HttpResponse],
    *,
    reader: object,
) -> HttpResponse:
    """The fragment, drawn only for a page that does not have this version of the meeting.

    `reader` says whose answer it is: two people with other rights do not share one. `draw` is
    given the version. The version is read before anything that is drawn: what changes in between
    is shown early and asked again; the other way round, a page would hold old facts for new.
    """
    version = live.version(meeting)
    etag = f'"{version}-{reader}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        read_afresh(meeting)
        response = draw(version)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
