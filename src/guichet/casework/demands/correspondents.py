"""Who must be told about a demand, and in whose name a message is written."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.text import search_key
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import OrganisationKind, Role
from guichet.reference.directory.models import (
    Membership,
    MembershipQuerySet,
    Organisation,
    OrganisationQuerySet,
    Person,
)
from guichet.reference.directory.stand_ins import StandIns

from .models import Demand

LOCAL_AUTHORITIES = (
    OrganisationKind.COMMUNE,
    OrganisationKind.EPCI,
    OrganisationKind.DEPARTMENT_COUNCIL,
    OrganisationKind.REGION_COUNCIL,
    OrganisationKind.SYNDICATE,
)

Recipients = tuple[User | str, ...]


@dataclass(frozen=True)
class Desk:
    """The service named in every receipt, and the accounts of those who hold it."""

    organisation: Organisation | None
    officers: tuple[User, ...]


def desk_of(demand: Demand, *, on: date) -> Desk:
    """The desk of the demand's department, in one query."""
    memberships = list(
        _desk_memberships(demand, on=on)
        .select_related("organisation", "person__user")
        .order_by("starts_on", "pk")
    )
    houses = [membership.organisation for membership in memberships]
    accounts = [m.person.user for m in memberships if m.person.user is not None]
    return Desk(houses[0] if houses else None, tuple(dict.fromkeys(accounts)))


def authorities_for(user: User) -> OrganisationQuerySet:
    """In whose name a person may ask: one's own authorities, or those of the desk's department."""
    access = access_of(user)
    own = Q(pk__in=access.organisations(Role.APPLICANT))
    served = Q(department__code__in=access.departments([Role.DESK_OFFICER]))
    return Organisation.objects.filter(own | (served & Q(kind__in=LOCAL_AUTHORITIES)))


def officers_of(demand: Demand, *, on: date) -> QuerySet[Person]:
    """Who may be put in charge of the demand, in alphabetical order."""
    desk = _desk_memberships(demand, on=on)
    return Person.objects.filter(memberships__in=desk).distinct().order_by("name", "pk")


def right_addressees(demand: Demand, *, on: date) -> OrganisationQuerySet:
    """To whom a demand may be handed over: bodies of the department or without one, which can be
    written to; never a commune, nor whoever asks."""
    near = Q(department=demand.department_id) | Q(department=None)
    return (
        Organisation.objects.living(on)
        .filter(near)
        .exclude(Q(kind=OrganisationKind.COMMUNE) | Q(pk=demand.requester_id) | Q(email=""))
        .order_by("search_key", "pk")
    )


def officers_to_tell(demand: Demand, *, on: date) -> Recipients:
    """Whoever follows the demand, or stands in for them; the whole desk while nobody does."""
    if demand.officer is not None:
        acting = StandIns(on).acting_for(demand.officer)
        if acting.user is not None:
            return (acting.user,)
    return desk_of(demand, on=on).officers


def applicant_to_tell(demand: Demand) -> Recipients:
    """The contact written on the form, and the account that deposited, once each."""
    account = demand.submitted_by or demand.created_by
    people: list[User | str] = [account] if account else []
    contact = demand.contact_email.strip()
    if contact and (account is None or account.email.lower() != contact.lower()):
        people.append(contact)
    return tuple(people)


def authority_to_tell(demand: Demand) -> Recipients:
    """The town hall's own address, when somebody filed in its name and wrote another contact."""
    own, contact = demand.requester.email.strip(), demand.contact_email.strip()
    return (own,) if own and own.lower() != contact.lower() else ()


@dataclass(frozen=True)
class WithoutAccount:
    """Whoever acts by the link of a demand, as history names them."""

    label: str
    pk: None = None

    def __str__(self) -> str:
        return self.label


def applicant_of(demand: Demand) -> WithoutAccount:
    """« Anne Exemple, Commune de Banon »: the contact of a demand, who may have no account."""
    parts = [demand.contact_name.strip(), str(demand.requester)]
    return WithoutAccount(", ".join(part for part in parts if part))


def services_to_tell(demand: Demand, *, on: date) -> Recipients:
    """Who reads the thread between services: the desk and the sub-prefect of the place."""
    district = demand.commune.district_id if demand.commune else None
    sub_prefects = Membership.objects.with_role([Role.SUB_PREFECT]).in_force(on)
    accounts = User.objects.filter(
        person__memberships__in=sub_prefects.filter(organisation__territory=district)
    )
    return (*officers_to_tell(demand, on=on), *accounts.distinct().order_by("pk"))


def services_of(demand: Demand, *, on: date) -> QuerySet[User]:
    """Whoever may read the thread between services, in alphabetical order."""
    district = demand.commune.district_id if demand.commune else None
    memberships = Membership.objects.in_force(on).filter(
        Q(role__in=DESK, organisation__department=demand.department_id)
        | Q(role=Role.SUB_PREFECT, organisation__territory=district)
    )
    accounts = User.objects.filter(is_active=True, person__memberships__in=memberships)
    return accounts.distinct().order_by("name", "pk")


def is_named(name: str, body: str) -> bool:
    """Whether a text calls somebody: « @Denis », « @sous-préfet de Forcalquier »."""
    spoken = f" {search_key(body.replace('@', ' arobase '))} "
    return f" arobase {search_key(name)} " in spoken


def speaks_for_the_applicant(demand: Demand, user: User) -> bool:
    return demand.requester_id in access_of(user).organisations(Role.APPLICANT)


def signature(user: User | None) -> str:
    """« Anne Exemple, Mairie de Banon »: the name that stays on a message."""
    if user is None:
        return "Guichet"
    houses = [grant.organisation_name for grant in access_of(user).grants]
    return ", ".join([str(user), *houses[:1]])


def _desk_memberships(demand: Demand, *, on: date) -> MembershipQuerySet:
    return (
        Membership.objects.with_role([Role.DESK_OFFICER])
        .in_force(on)
        .filter(organisation__department=demand.department_id)
    )
