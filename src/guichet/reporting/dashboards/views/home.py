from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.directory.access import access_of

from ..panels import panels_for
from ..promises import promised_by
from ..unread import unread_for


@require_safe
def home(request: Request) -> HttpResponse:
    """What to do next, for each role the person holds."""
    today = local_day(timezone.now())
    access = access_of(request.user)
    panels = [*panels_for(request.user, access, today=today), *promised_by(access, today=today)]
    context = {"panels": panels, "today": today, "unread": unread_for(request.user)}
    return render(request, "dashboards/home.html", context)
