"""The committee itself and its seats; who holds them is in mandates.py."""

from datetime import date, datetime

from django.db import transaction

from guichet.casework.committee.models import Committee, Seat
from guichet.foundations.audit.actions import Actor, record
from guichet.reference.directory.models import Organisation
from guichet.reference.territories.models import Territory


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
