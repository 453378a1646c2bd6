"""Who must be convened, who has no address, who may undertake something."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from guichet.foundations.accounts.models import User
from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.directory.models import Organisation, OrganisationQuerySet

from . import rehearsal
from .models import Mandate, Meeting, Seat

Recipients = tuple[User | str, ...]


@dataclass(frozen=True)
class Members:
    to_tell: Recipients
    # Names for the secretary, who convenes them by post.
    without_address: tuple[str, ...]
    vacant: tuple[str, ...]


def of_meeting(meeting: Meeting, *, only: Collection[int] | None = None) -> Members:
    """Holders and alternates of the seats in force on the day of the meeting, each of them once;
    of some seats only, when they are named."""
    seats = Seat.objects.of_committee(meeting.committee).in_force(meeting.day)
    if meeting.is_rehearsal:
        return Members(
            tuple(rehearsal.address_of(one.rank) for one in seats.for_roll_call()), (), ()
        )
    if only is not None:
        seats = seats.filter(pk__in=only)
    mandates = list(Mandate.objects.in_seats(seats).in_force(meeting.day).holders_first())
    told: dict[str, User | str] = {}
    without: dict[str, None] = {}
    for mandate in mandates:
        person = mandate.person
        address = person.user.email if person.user else person.email
        if address:
            told.setdefault(address.lower(), person.user or address)
        else:
            without[person.name] = None
    held = {mandate.seat_id for mandate in mandates}
    vacant = tuple(seat.label for seat in seats.for_roll_call() if seat.pk not in held)
    return Members(tuple(told.values()), tuple(without), vacant)


def who_may_promise(meeting: Meeting) -> OrganisationQuerySet:
    """Those that sit, the bodies of the department, the national ones; other communes sit apart."""
    committee = meeting.committee
    of_department = Q(department=committee.department_id) & ~Q(kind=OrganisationKind.COMMUNE)
    found = Organisation.objects.filter(
        Q(seats__committee=committee) | of_department | Q(department=None)
    )
    return found.living(meeting.day).distinct().order_by("search_key", "pk")
