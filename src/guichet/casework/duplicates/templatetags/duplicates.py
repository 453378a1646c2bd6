"""The narrow door by which the pages of demands, below, show what is decided above them."""

from typing import Any

from django import template

from guichet.casework.demands.models import Demand
from guichet.casework.demands.permissions import is_applicant

from .. import permissions
from ..choices import Verdict
from ..models import Decision, candidates_for

register = template.Library()


@register.inclusion_tag("duplicates/components/panel.html", takes_context=True)
def duplicates_panel(context: template.Context, demand: Demand) -> dict[str, Any]:
    """On the page of a case: its twins, and for the desk those that remain to be looked at."""
    user = context["user"]
    decides = permissions.can_decide(user, demand)
    decisions = Decision.objects.about(demand).shown_to(user).for_panel()
    twins = [
        {"decision": one, "twin": one.twin_of(demand), "is_kept": one.kept_id == demand.pk}
        for one in decisions
        if one.verdict != Verdict.DISTINCT
    ]
    found = candidates_for(demand) if decides and demand.is_open else []
    return {"demand": demand, "decides": decides, "twins": twins, "found": found}


@register.inclusion_tag("duplicates/components/to_check.html")
def duplicates_to_check(demand: Demand) -> dict[str, Any]:
    """Beside the qualification: the demands that look like this one, with the reasons."""
    return {"demand": demand, "candidates": candidates_for(demand)}


@register.inclusion_tag("duplicates/components/at_deposit.html", takes_context=True)
def duplicates_at_deposit(context: template.Context, demand: Demand) -> dict[str, Any]:
    """Beside a draft: its author is told, and may go on. A number is told to its own authority,
    and to the officer who types; a neighbour's demand is only said to exist."""
    user = context["user"]
    found = candidates_for(demand) if user.is_authenticated else []
    types_it = permissions.can_decide(user, demand) and not is_applicant(user, demand)
    own = [one for one in found if types_it or one.demand.requester_id == demand.requester_id]
    return {"own": own, "elsewhere": len(found) - len(own)}
