"""Who answers for a provider."""

import re
from datetime import date

from guichet.foundations.accounts.models import User
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Membership, Organisation

from .models import Referral

# An offer may give a telephone number or a page instead.
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
Recipients = tuple[User | str, ...]


def people_of(provider: Organisation, *, on: date) -> Recipients:
    """Its people with an account; failing that, the address of the organisation."""
    members = (
        Membership.objects.with_role([Role.PROVIDER]).in_force(on).filter(organisation=provider)
    )
    accounts = tuple(User.objects.filter(person__memberships__in=members).distinct().order_by("pk"))
    return accounts or ((provider.email,) if provider.email else ())


def answerers_of(referral: Referral, *, on: date) -> Recipients:
    """Who can answer for the structure; failing an account and an address of its own, the contact
    that its offer gives."""
    people = people_of(referral.provider, on=on)
    contact = referral.offer.contact.strip() if referral.offer else ""
    if people or not EMAIL.fullmatch(contact):
        return people
    return (contact,)
