"""The committee itself: its seats, and who holds them."""

from datetime import date, datetime

from django.db import transaction

from guichet.casework.committee import replacement
from guichet.casework.committee.choices import MandateKind
from guichet.casework.committee.models import Committee, Mandate, Seat
from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.directory.models import Membership, Organisation, Person
from guichet.reference.territories.models import Territory


class MandateRefused(DomainError):
    """This person cannot hold that seat."""


@transaction.atomic
def create_committee(
    department: Territory,
    *,
    name: str,
    chair_title: str,
    order_reference: str = "",
    order_date: date | None = None,
    by: Actor | None,
    at: datetime,
) -> Committee:
    """Install the committee of a department (CGCT R1232-10: its members are named by order)."""
    committee = Committee.objects.create(
        department=department,
        name=name,
        chair_title=chair_title,
        order_reference=order_reference,
        order_date=order_date,
    )
    record(by=by, action="committee.create_committee", target=committee, at=at)
    return committee


@transaction.atomic
def add_seat(
    committee: Committee,
    *,
    family: str,
    nature: str,
    label: str,
    organisation: Organisation | None = None,
    rank: int = 0,
    is_chair: bool = False,
    starts_on: date | None = None,
    by: Actor | None,
    at: datetime,
) -> Seat:
    """Add a seat; from that day on it counts in the quorum, held or not."""
    seat = Seat.objects.create(
        committee=committee,
        family=family,
        nature=nature,
        label=label,
        organisation=organisation,
        rank=rank,
        is_chair=is_chair,
        starts_on=starts_on,
    )
    record(by=by, action="committee.add_seat", target=committee, at=at, label=label)
    return seat


@transaction.atomic
def give_mandate(
    seat: Seat,
    *,
    person: Person,
    kind: str = MandateKind.HOLDER,
    starts_on: date,
    ends_on: date | None = None,
    by: Actor | None,
    at: datetime,
) -> Mandate:
    """Seat a person, as the holder or as an alternate within the limits of CRPA R133-3."""
    if kind == MandateKind.ALTERNATE:
        objection = replacement.objection(
            seat.nature, same_body=_same_body(seat, person, starts_on)
        )
        if objection:
            raise MandateRefused(objection)
    mandate = Mandate.objects.create(
        seat=seat, person=person, kind=kind, starts_on=starts_on, ends_on=ends_on
    )
    record(
        by=by,
        action="committee.give_mandate",
        target=seat.committee,
        at=at,
        label=seat.label,
        person=person.name,
    )
    return mandate


def _same_body(seat: Seat, person: Person, on: date) -> bool:
    if seat.organisation_id is None:
        return False
    memberships = Membership.objects.in_force(on)
    return memberships.filter(person=person, organisation=seat.organisation_id).exists()
