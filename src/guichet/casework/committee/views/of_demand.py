"""The tab « Comité » of a case: what the committee was told of it, and what followed."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.casework.committee import permissions, told
from guichet.casework.committee.models import AgendaItem, Meeting, Promise
from guichet.casework.committee.readings import Reading, open_promises
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day


@require_safe
def of_demand(request: Request, reference: str) -> HttpResponse:
    """Whoever is not of the desk or a member reads published meetings only."""
    demands = Demand.objects.visible_to(request.user).deposited().for_detail()
    demand = get_object_or_404(demands, reference=reference)
    meetings = Meeting.objects.known_to(request.user)
    today = local_day(timezone.now())
    items = list(AgendaItem.objects.of_demand(demand).in_meetings(meetings).latest_first())
    # Asked once per body, however often the case came back before it.
    held = {item.meeting.committee_id: item.meeting for item in items}
    sees = {pk: permissions.can_see_restricted(request.user, one) for pk, one in held.items()}
    readings = [Reading(item, sees[item.meeting.committee_id]) for item in items]
    hidden = frozenset((one.item.meeting_id, demand.pk) for one in readings if one.is_masked)
    made = Promise.objects.of_demand(demand).made_in_meetings(meetings).in_order().with_news()
    promises = open_promises(made, hidden)
    context = {
        "demand": demand,
        "tab": "committee",
        "readings": readings,
        "counted": told.in_figures(demand, meetings),
        "promises": [(promise, promise.is_late_on(today)) for promise in promises],
        "may_open": permissions.can_see_index(request.user),
    }
    return render(request, "committee/of_demand.html", context)
