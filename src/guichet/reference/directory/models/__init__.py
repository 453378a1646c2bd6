from .memberships import Membership, MembershipQuerySet
from .organisations import Lineage, Organisation, OrganisationQuerySet
from .people import Person

__all__ = [
    "Lineage",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OrganisationQuerySet",
    "Person",
]
