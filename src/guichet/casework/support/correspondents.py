"""Who is told what happens to a support: the authority that asked and the provider that leads."""

from datetime import date

from guichet.casework.demands.correspondents import Recipients, applicant_to_tell
from guichet.foundations.accounts.models import User
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Membership

from .models import Support


def to_tell(support: Support, *, on: date, but: User | None) -> Recipients:
    """The applicant and the people of the lead provider, except whoever acts."""
    leads = (
        Membership.objects.with_role([Role.PROVIDER])
        .in_force(on)
        .filter(organisation=support.lead_provider_id)
    )
    engineers = User.objects.filter(person__memberships__in=leads).distinct().order_by("pk")
    told = (*applicant_to_tell(support.demand), *engineers)
    return tuple(person for person in told if but is None or _address(person) != _address(but))


def _address(person: User | str) -> str:
    return (person.email if isinstance(person, User) else person).lower()
