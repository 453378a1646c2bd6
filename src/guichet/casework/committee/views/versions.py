"""A fragment that a page has already is answered in a word (304)."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.cache import get_conditional_response

from guichet.casework.committee import live
from guichet.casework.committee.models import Meeting
from guichet.foundations.accounts.http import Request


def unless_known(
    request: Request, meeting: Meeting, draw: Callable[[], HttpResponse]
) -> HttpResponse:
    """The fragment, drawn only for a page that does not have this version of the meeting."""
    # Two people with other rights do not share an answer.
    etag = f'"{live.version(meeting)}-{request.user.pk}"'
    response = get_conditional_response(request, etag=etag) or draw()
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
