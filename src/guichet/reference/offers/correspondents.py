"""Who answers for the offers of a provider."""

from datetime import date

from guichet.foundations.accounts.models import User
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Membership, Organisation


def people_of(provider: Organisation, *, on: date) -> tuple[User | str, ...]:
    """Its people with an account; failing that, the address of the organisation."""
    members = Membership.objects.with_role([Role.PROVIDER]).in_force(on)
    held = members.filter(organisation=provider)
    accounts = tuple(User.objects.filter(person__memberships__in=held).distinct().order_by("pk"))
    return accounts or ((provider.email,) if provider.email else ())
