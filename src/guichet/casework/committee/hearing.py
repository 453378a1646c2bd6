"""Who should be heard, proposed from the cases of the agenda (CRPA R133-6): who is called depends
on what is spoken of."""

from dataclasses import dataclass

from .models import AgendaItem, Invitation, Meeting, Seat


@dataclass(frozen=True)
class Proposal:
    """Somebody a case names, who does not sit: `item` is the point that he can tell about."""

    item: int
    point: str
    name: str
    quality: str
    email: str


def proposals(meeting: Meeting) -> list[Proposal]:
    """The requester and the lead provider of each case, but for bodies that have a seat and for
    people already invited. Three queries."""
    seats = Seat.objects.of_committee(meeting.committee).in_force(meeting.day)
    sitting = set(seats.exclude(organisation=None).values_list("organisation_id", flat=True))
    invited = {
        (item, email.lower())
        for item, email in Invitation.objects.of_meeting(meeting)
        .heard()
        .values_list("item_id", "email")
    }
    found = []
    items = AgendaItem.objects.of_meeting(meeting).in_order()
    for item in items.select_related("support__demand__requester"):
        for one in _named_by(item, sitting):
            if (one.item, one.email.lower()) not in invited:
                found.append(one)
    return found


def _named_by(item: AgendaItem, sitting: set[int]) -> list[Proposal]:
    support = item.support
    demand = support.demand if support else item.demand
    found = []
    if demand is not None and demand.requester_id not in sitting:
        name = demand.contact_name or demand.requester.name
        quality = demand.requester.name
        email = demand.contact_email or demand.requester.email
        found.append(Proposal(item.pk, item.title, name, quality, email))
    if support is not None and support.lead_provider_id not in sitting:
        lead = support.lead_provider
        found.append(Proposal(item.pk, item.title, lead.name, "chef de file", lead.email))
    return [one for one in found if one.email]
