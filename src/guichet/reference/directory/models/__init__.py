from .absences import Absence, AbsenceQuerySet
from .memberships import Membership, MembershipQuerySet
from .organisations import Lineage, Organisation, OrganisationQuerySet
from .people import Person, PersonQuerySet

__all__ = [
    "Absence",
    "AbsenceQuerySet",
    "Lineage",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OrganisationQuerySet",
    "Person",
    "PersonQuerySet",
]
