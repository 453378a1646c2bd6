"""Who answers for a provider."""

from datetime import date

from guichet.foundations.accounts.models import User
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Membership, Organisation

Recipients = tuple[User | str, ...]


def people_of(provider: Organisation, *, on: date) -> Recipients:
    """Its people with an account; failing that, the address of the organisation."""
    members = (
        Membership.objects.with_role([Role.PROVIDER]).in_force(on).filter(organisation=provider)
    )
    accounts = tuple(User.objects.filter(person__memberships__in=members).distinct().order_by("pk"))
    return accounts or ((provider.email,) if provider.email else ())
