"""Who sits: mandates that begin and end, seats that are withdrawn, assemblies that are renewed."""

from datetime import date, datetime

from django.db import transaction

from guichet.casework.committee import renewal, replacement
from guichet.casework.committee.choices import MandateKind
from guichet.casework.committee.models import Committee, Mandate, Seat
from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.directory.actions import register_person
from guichet.reference.directory.models import Membership, Organisation, Person


class MandateRefused(DomainError):
    """This person cannot hold that seat, or no longer."""


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
    lock_afresh(seat)
    _refuse_outside_the_seat(seat, starts_on)
    if kind == MandateKind.ALTERNATE:
        objection = replacement.objection(
            seat.nature, same_body=_same_body(seat, person, starts_on)
        )
        if objection:
            raise MandateRefused(objection)
    else:
        _refuse_second_holder(seat, starts_on, ends_on)
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


@transaction.atomic
def designate(
    seat: Seat,
    *,
    name: str,
    email: str = "",
    kind: str = MandateKind.HOLDER,
    starts_on: date,
    by: Actor | None,
    at: datetime,
) -> Mandate:
    """Seat somebody known by a name and an address; a refusal adds nobody to the directory."""
    person = register_person(name, email=email, by=by, at=at)
    return give_mandate(seat, person=person, kind=kind, starts_on=starts_on, by=by, at=at)


@transaction.atomic
def end_mandate(mandate: Mandate, *, on: date, reason: str, by: Actor | None, at: datetime) -> str:
    """The member leaves on that day; answers how the seat is to be filled (CRPA R133-4)."""
    lock_afresh(mandate)
    if not reason.strip():
        raise MandateRefused("Dites pourquoi le mandat prend fin : démission, fin de fonction…")
    if on < mandate.starts_on:
        raise MandateRefused(
            f"Le mandat commence le {long_date(mandate.starts_on)} : il ne peut pas finir avant."
        )
    if mandate.ends_on is not None and mandate.ends_on <= on:
        raise MandateRefused(f"Ce mandat a déjà pris fin le {long_date(mandate.ends_on)}.")
    mandate.ends_on = on
    mandate.save(update_fields=["ends_on"])
    seat = mandate.seat
    record(
        by=by, action="committee.end_mandate", target=seat.committee, at=at,
        because=reason.strip(), label=seat.label, person=mandate.person.name, day=long_date(on),
    )  # fmt: skip
    return renewal.lost_quality(held(mandate), on=on, reason=reason.strip()).sentence


@transaction.atomic
def end_seat(seat: Seat, *, on: date, because: str, by: Actor | None, at: datetime) -> None:
    """A new order removes the seat: after that day it no longer counts in the quorum."""
    lock_afresh(seat)
    if not because.strip():
        raise MandateRefused("Citez l’arrêté qui retire ce siège.")
    if seat.starts_on is not None and on < seat.starts_on:
        raise MandateRefused(f"Le siège existe depuis le {long_date(seat.starts_on)}.")
    seat.ends_on = on
    seat.save(update_fields=["ends_on"])
    for mandate in seat.mandates.in_force(on).order_by("pk"):
        mandate.ends_on = on
        mandate.save(update_fields=["ends_on"])
    record(
        by=by, action="committee.end_seat", target=seat.committee, at=at,
        because=because.strip(), label=seat.label, day=long_date(on),
    )  # fmt: skip


@transaction.atomic
def renew_assembly(
    committee: Committee, assembly: Organisation, *, on: date, by: Actor | None, at: datetime
) -> tuple[str, ...]:
    """An election empties the seats of that assembly's members; answers what is to be asked for."""
    lock_afresh(committee)
    mandates = list(Mandate.objects.of_assembly(committee, assembly).holders_first())
    emptied = renewal.emptied_by_election(map(held, mandates), body=assembly.pk, on=on)
    if not emptied:
        raise MandateRefused(
            f"Aucun membre élu de {assembly} ne siège à cette date : rien n’est à pourvoir."
        )
    last = {one.seat: one.last_day for one in emptied}
    for mandate in mandates:
        if mandate.seat_id in last and mandate.starts_on < on:
            mandate.ends_on = last[mandate.seat_id]
            mandate.save(update_fields=["ends_on"])
    record(
        by=by, action="committee.renew_assembly", target=committee, at=at,
        assembly=assembly.name, day=long_date(on), seats=len(emptied),
    )  # fmt: skip
    return tuple(one.sentence for one in emptied)


def held(mandate: Mandate) -> renewal.Held:
    """The plain values that renewal.py reads."""
    seat = mandate.seat
    return renewal.Held(
        seat.pk, seat.label, seat.nature, seat.organisation_id, mandate.starts_on, mandate.ends_on
    )


def _refuse_outside_the_seat(seat: Seat, starts_on: date) -> None:
    if seat.ends_on is not None and starts_on > seat.ends_on:
        raise MandateRefused(
            f"Le siège « {seat.label} » n’existe plus depuis le {long_date(seat.ends_on)}."
        )


def _refuse_second_holder(seat: Seat, starts_on: date, ends_on: date | None) -> None:
    others = seat.mandates.holders().overlapping(starts_on, ends_on).holders_first()
    other = others.first()
    if other is not None:
        raise MandateRefused(
            f"Le siège « {seat.label} » est tenu par {other.person.name} depuis le "
            f"{long_date(other.starts_on)} : mettez d’abord fin à son mandat."
        )


def _same_body(seat: Seat, person: Person, on: date) -> bool:
    if seat.organisation_id is None:
        return False
    memberships = Membership.objects.in_force(on)
    return memberships.filter(person=person, organisation=seat.organisation_id).exists()
