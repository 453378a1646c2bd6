"""The narrow door by which the page of an applicant, below, shows who was asked for it."""

from datetime import date
from typing import Any

from django import template

from guichet.casework.demands.models import Demand

from .. import subsidiarity
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
