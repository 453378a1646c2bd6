"""The colleges of a body (glossary: collège): rows that its rules cite by their names."""

from datetime import datetime

from django.db import transaction

from guichet.casework.committee.choices import Family
from guichet.casework.committee.models import College, Committee, Meeting, Regulation
from guichet.casework.committee.ruleset import colleges_named, thaw
from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.errors import DomainError


class CollegeRefused(DomainError):
    """The college cannot be added, changed or removed as it was asked."""


def start_colleges(committee: Committee) -> dict[str, College]:
    """The three families of CGCT R1232-10, by their codes; those that are there already stay."""
    return {
        family.value: College.objects.get_or_create(
            committee=committee, name=family.label, defaults={"rank": rank}
        )[0]
        for rank, family in enumerate(Family, start=1)
    }


@transaction.atomic
def add_college(
    committee: Committee,
    *,
    name: str,
    planned_seats: int | None = None,
    by: Actor | None,
    at: datetime,
) -> College:
    """Add a college, last in the order of the roll call. Its seats are added one by one."""
    lock_afresh(committee)
    _check_name(committee, name)
    made = College.objects.create(
        committee=committee,
        name=name.strip(),
        rank=_last_rank(committee) + 1,
        planned_seats=planned_seats,
    )
    record(by=by, action="committee.add_college", target=committee, at=at, label=made.name)
    return made


@transaction.atomic
def change_college(
    college: College,
    *,
    name: str,
    rank: int,
    planned_seats: int | None = None,
    by: Actor | None,
    at: datetime,
) -> None:
    """Correct a college. A name that rules cite stays: they would ask a share of nobody."""
    committee = college.committee
    lock_afresh(committee)
    former = college.name
    if name.strip() != former:
        _check_name(committee, name)
        _check_not_cited(committee, former)
    college.name, college.planned_seats = name.strip(), planned_seats
    college.save(update_fields=["name", "planned_seats"])
    others = [
        one for one in College.objects.of_committee(committee).in_order() if one.pk != college.pk
    ]
    place = min(max(rank, 1), len(others) + 1) - 1
    for number, one in enumerate([*others[:place], college, *others[place:]], start=1):
        if one.rank != number:
            one.rank = number
            one.save(update_fields=["rank"])
    record(
        by=by, action="committee.change_college", target=committee, at=at,
        label=college.name, former=former,
    )  # fmt: skip


@transaction.atomic
def remove_college(college: College, *, by: Actor | None, at: datetime) -> None:
    """Take away a college in which no seat ever was, and that no rule cites."""
    committee = college.committee
    lock_afresh(committee)
    if college.seats.exists():
        raise CollegeRefused(
            f"Des sièges sont ou ont été dans le collège « {college.name} » : il reste, et n’est "
            "plus appelé quand ses sièges sont retirés."
        )
    _check_not_cited(committee, college.name)
    record(by=by, action="committee.remove_college", target=committee, at=at, label=college.name)
    college.delete()


def _last_rank(committee: Committee) -> int:
    last = College.objects.of_committee(committee).in_order().last()
    return last.rank if last else 0


def _check_name(committee: Committee, name: str) -> None:
    if not name.strip():
        raise CollegeRefused("Donnez un nom au collège.")
    if College.objects.of_committee(committee).filter(name=name.strip()).exists():
        raise CollegeRefused(f"Il y a déjà un collège « {name.strip()} » : donnez un autre nom.")


def _check_not_cited(committee: Committee, name: str) -> None:
    kept = Regulation.objects.of_committee(committee).values_list("basis", "rules")
    for basis, rules in kept:
        if name in colleges_named(thaw(rules)):
            raise CollegeRefused(
                f"« {basis} » cite le collège « {name} » : ajoutez un collège, et enregistrez un "
                "texte qui le cite."
            )
    meetings = Meeting.objects.of_committee(committee).exclude(rules=None)
    if any(name in colleges_named(thaw(one.rules or {})) for one in meetings):
        raise CollegeRefused(
            f"Une séance a été tenue avec des règles qui citent le collège « {name} » : son nom "
            "reste."
        )
