"""Whom a member calls: the service whose person is the secretary of the committee."""

from datetime import date

from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Membership, Organisation

from .models import Committee


def secretariat_of(committee: Committee, *, on: date) -> Organisation | None:
    """The one that has held it longest, in one query; none before anybody was named."""
    held = (
        Membership.objects.with_role([Role.COMMITTEE_SECRETARY])
        .in_force(on)
        .filter(organisation__department=committee.department_id)
        .select_related("organisation")
        .order_by("starts_on", "pk")
    )
    first = held.first()
    return first.organisation if first else None
