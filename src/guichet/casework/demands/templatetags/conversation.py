"""What the tabs of a case say of its conversation, on the pages of every app."""

from django import template

from ..models import Demand, Message
from ..permissions import can_read_internal

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_messages(context: template.Context, demand: Demand) -> int:
    """How many messages this person has not read yet, in the threads that he may read."""
    user = context["user"]
    found = Message.objects.filter(demand=demand)
    if not can_read_internal(user, demand):
        found = found.for_applicant()
    return found.unread_by(user).count()
