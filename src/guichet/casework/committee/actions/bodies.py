"""The body itself and its seats; who holds them is in mandates.py, its colleges in colleges.py."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from guichet.casework.committee.choices import BodyKind
from guichet.casework.committee.models import College, Committee, Seat
from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.directory.models import Organisation
from guichet.reference.territories.models import Territory

from .colleges import start_colleges

LOCAL_BASIS = "articles L1232-2 et R1232-10 du CGCT"


class BodyRefused(DomainError):
    """The body, its colleges or its seats cannot be what was asked."""


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
    """Install the committee of a department (CGCT R1232-10: its members are named by order), with
    its three families as colleges."""
    committee = Committee.objects.create(
        department=department,
        slug=department.code,
        name=name,
        legal_basis=LOCAL_BASIS,
        chair_title=chair_title,
        order_reference=order_reference,
        order_date=order_date,
    )
    start_colleges(committee)
    record(by=by, action="committee.create_committee", target=committee, at=at)
    return committee


@transaction.atomic
def create_commission(
    department: Territory,
    *,
    name: str,
    acronym: str,
    legal_basis: str,
    chair_title: str,
    order_reference: str = "",
    order_date: date | None = None,
    is_public: bool = False,
    by: Actor | None,
    at: datetime,
) -> Committee:
    """Open another consultative commission: CRPA R133-3 to R133-13 apply until a text says
    otherwise. Colleges, seats and rules come next, each on its screen."""
    # Two clicks at once: the second one waits, and finds the address taken.
    lock_afresh(department)
    _check_words(name, legal_basis, chair_title)
    address = f"{department.code}-{slugify(acronym)}"[:40].rstrip("-")
    if not slugify(acronym):
        raise BodyRefused("Donnez le sigle de la commission, en lettres : il fait son adresse.")
    if Committee.objects.filter(slug=address).exists():
        raise BodyRefused(
            f"« {acronym.strip()} » est déjà le sigle d’une commission de ce département : "
            "choisissez-en un autre."
        )
    made = Committee.objects.create(
        kind=BodyKind.COMMISSION,
        department=department,
        slug=address,
        name=name.strip(),
        legal_basis=legal_basis.strip(),
        chair_title=chair_title.strip(),
        order_reference=order_reference.strip(),
        order_date=order_date,
        is_public=is_public,
    )
    record(
        by=by, action="committee.create_commission", target=made, at=at, because=legal_basis.strip()
    )
    return made


@transaction.atomic
def change_body(
    committee: Committee,
    *,
    name: str,
    legal_basis: str,
    chair_title: str,
    order_reference: str = "",
    order_date: date | None = None,
    is_public: bool = False,
    by: Actor | None,
    at: datetime,
) -> None:
    """Correct what the body is called, what founds it and who presides. Its address stays, and
    the meetings already prepared keep their chair. The local committee always publishes."""
    lock_afresh(committee)
    _check_words(name, legal_basis, chair_title)
    former = committee.name
    committee.name = name.strip()
    committee.legal_basis = legal_basis.strip()
    committee.chair_title = chair_title.strip()
    committee.order_reference = order_reference.strip()
    committee.order_date = order_date
    committee.is_public = is_public or committee.is_local
    committee.save()
    record(
        by=by, action="committee.change_body", target=committee, at=at, because=legal_basis.strip(),
        former=former,
    )  # fmt: skip


def _check_words(name: str, legal_basis: str, chair_title: str) -> None:
    for words, refusal in (
        (name, "Donnez le nom de l’instance, tel que le texte l’écrit."),
        (legal_basis, "Citez le texte qui l’institue."),
        (chair_title, "Dites qui préside, par sa fonction."),
    ):
        if not words.strip():
            raise BodyRefused(refusal)


@transaction.atomic
def add_seat(
    committee: Committee,
    *,
    college: College,
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
    if college.committee_id != committee.pk:
        raise BodyRefused(f"« {college.name} » n’est pas un collège de cette instance.")
    chairs = Seat.objects.of_committee(committee).filter(is_chair=True, ends_on=None)
    chair = chairs.first() if is_chair else None
    if chair is not None:
        raise BodyRefused(f"« {chair.label} » préside déjà : retirez d’abord ce siège.")
    seat = Seat.objects.create(
        committee=committee,
        college=college,
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
def add_seats(
    committee: Committee,
    *,
    labels: Iterable[str],
    college: College,
    nature: str,
    organisation: Organisation | None = None,
    is_chair: bool = False,
    starts_on: date | None = None,
    by: Actor | None,
    at: datetime,
) -> list[Seat]:
    """Several seats alike, called last and in that order: all of them, or none."""
    lock_afresh(committee)
    first = committee.seats.count() + 1
    return [
        add_seat(
            committee, college=college, nature=nature, label=label, organisation=organisation,
            rank=rank, is_chair=is_chair, starts_on=starts_on, by=by, at=at,
        )
        for rank, label in enumerate(labels, start=first)
    ]  # fmt: skip
