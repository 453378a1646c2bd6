"""The narrow doors by which other apps show who was asked for a demand."""

from datetime import date
from typing import Any

from django import template

from guichet.casework.demands.models import Demand

from .. import permissions, subsidiarity
from ..models import Referral
from ..rating import helped
from ..waiting import asked_of

register = template.Library()


@register.inclusion_tag("matching/components/followed.html")
def who_was_asked(demand: Demand, token: str, today: date) -> dict[str, Any]:
    """On the page of the signed link: the very sentences of the case page, and the structures
    whose help can be rated from there."""
    sent = list(Referral.objects.of_demand(demand.pk))
    asked = asked_of(sent, today=today)
    return {
        "demand": demand,
        "token": token,
        "lines": list(zip(sent, subsidiarity.ledger(asked, today=today), strict=True)),
        "helped": helped(demand, sent),
        "ratings": (),
        "can_refer": False,
        "reads_reasons": False,
    }


@register.inclusion_tag("matching/components/ledger_link.html", takes_context=True)
def ledger_link(context: template.Context, demand: Demand | None) -> dict[str, Any]:
    """From an item of an agenda to the printed ledger, for those who may read it. Needs the
    department and the commune of the demand loaded."""
    reads = demand is not None and permissions.can_read_reasons(context["user"], demand)
    return {"demand": demand if reads else None}
