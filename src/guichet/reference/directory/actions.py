"""How organisations enter the directory, and how one takes over from another."""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.audit.rows import hold_name, lock_afresh
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import search_key
from guichet.reference.territories.choices import TerritoryKind
from guichet.reference.territories.models import Territory

from .choices import LineageKind, OrganisationKind, Role
from .models import Absence, Lineage, Membership, Organisation, Person
from .naming import succession
from .registers import read_siren

Kind = OrganisationKind
NATIONAL = Path(__file__).parent / "data" / "national.csv"
NATIONAL_LINEAGE = Path(__file__).parent / "data" / "national_lineage.csv"
COUNTRY = "pays-FR"

LOCAL_KINDS = {
    TerritoryKind.COMMUNE: Kind.COMMUNE,
    TerritoryKind.EPCI: Kind.EPCI,
    TerritoryKind.DEPARTMENT: Kind.DEPARTMENT_COUNCIL,
    TerritoryKind.REGION: Kind.REGION_COUNCIL,
}
# What the State's list writes in two letters, in full: a page is read by people.
EPCI_NAMES = {
    "CC ": "Communauté de communes ",
    "CA ": "Communauté d’agglomération ",
    "CU ": "Communauté urbaine ",
}


class AlreadyRegistered(DomainError):
    """The same body twice in the directory would split its cases in two."""


class LineageRefused(DomainError):
    """A succession that history cannot have."""


class AbsenceRefused(DomainError):
    """An absence that leaves nobody to answer, or that cannot be taken back."""


class UnknownDepartment(DomainError):
    """The territories are not loaded, or the code is not that of a department."""


@transaction.atomic
def register_organisation(
    *,
    kind: str,
    name: str,
    by: Actor | None,
    at: datetime,
    acronym: str = "",
    siren: str = "",
    territory: Territory | None = None,
    department: Territory | None = None,
    email: str = "",
    phone: str = "",
    website: str = "",
    presentation: str = "",
    opened_on: date | None = None,
    closed_on: date | None = None,
    source: str = "",
) -> Organisation:
    """Add one body to the directory; refused when its SIREN is wrong or already there."""
    digits = read_siren(siren) if siren.strip() else ""
    _refuse_twin(kind=kind, name=name, siren=digits, territory=territory)
    organisation = Organisation.objects.create(
        kind=kind,
        name=name,
        search_key=search_key(name),
        acronym=acronym,
        siren=digits,
        territory=territory,
        department=department,
        email=email,
        phone=phone,
        website=website,
        presentation=presentation,
        opened_on=opened_on,
        closed_on=closed_on,
        source=source,
    )
    record(by=by, action="organisation.register_organisation", target=organisation, at=at)
    return organisation


def _refuse_twin(*, kind: str, name: str, siren: str, territory: Territory | None) -> None:
    living = Organisation.objects.filter(closed_on=None)
    twin = living.filter(siren=siren).first() if siren else None
    twin = (
        twin or living.filter(kind=kind, search_key=search_key(name), territory=territory).first()
    )
    if twin:
        raise AlreadyRegistered(f"{twin} est déjà dans l’annuaire : ouvrez sa fiche.")


@transaction.atomic
def register_local_authorities(department_code: str, *, by: Actor | None, at: datetime) -> int:
    """Every local authority of a department becomes an organisation; answers how many are new.

    Its communes, the EPCI that touch it (even mainly elsewhere), its council and its region's.
    Running it again adds only what is missing, so that it may follow each new vintage.
    """
    department = Territory.objects.departments().filter(code=department_code).first()
    if department is None:
        raise UnknownDepartment(
            f"Le département {department_code} n’est pas chargé : chargez d’abord les territoires, "
            "ou vérifiez son code."
        )
    territories = _authorities(department)
    known = set(
        Organisation.objects.filter(territory__in=territories, kind__in=LOCAL_KINDS.values())
        .values_list("territory_id", flat=True)
        .order_by("territory_id")
    )
    departments = {d.code: d for d in Territory.objects.departments()}
    created = Organisation.objects.bulk_create(
        _local_authority(territory, departments.get(territory.department_code), department)
        for territory in territories
        if territory.pk not in known
    )
    record(
        by=by,
        action="directory.register_local_authorities",
        target=department,
        at=at,
        created=len(created),
    )
    return len(created)


def _authorities(department: Territory) -> list[Territory]:
    living = Territory.objects.living()
    found = [department]
    found += living.communes().of_department(department.code).in_order()
    found += living.epcis().touching(department.code).in_order()
    if department.seat:
        holders = Territory.objects.containing(department.seat)
        found += holders.of_kind(TerritoryKind.REGION).in_order()
    return found


def _local_authority(
    territory: Territory, attached: Territory | None, department: Territory
) -> Organisation:
    name = _authority_name(territory)
    # A region is attached to no department; an EPCI to the one where most of it lies.
    is_region = territory.kind == TerritoryKind.REGION
    return Organisation(
        kind=LOCAL_KINDS[TerritoryKind(territory.kind)],
        name=name,
        search_key=search_key(name),
        siren=territory.siren,
        territory=territory,
        department=None if is_region else attached or department,
        source="Code officiel géographique",
    )


def _authority_name(territory: Territory) -> str:
    if territory.kind == TerritoryKind.COMMUNE:
        return f"Commune {territory.of_name}"
    if territory.kind == TerritoryKind.DEPARTMENT:
        return f"Conseil départemental {territory.of_name}"
    if territory.kind == TerritoryKind.REGION:
        return f"Conseil régional {territory.of_name}"
    for short, full in EPCI_NAMES.items():
        if territory.name.startswith(short):
            return full + territory.name.removeprefix(short)
    return territory.name


@transaction.atomic
def add_membership(
    person: Person,
    organisation: Organisation,
    *,
    role: str,
    title: str = "",
    starts_on: date | None = None,
    by: Actor | None,
    at: datetime,
) -> Membership:
    """Let a person act for an organisation; without a date, from now on and until said."""
    membership = Membership.objects.create(
        person=person, organisation=organisation, role=role, title=title, starts_on=starts_on
    )
    record(
        by=by, action="organisation.add_membership", target=organisation, at=at,
        person=person.name, role=Role(role).label,
    )  # fmt: skip
    return membership


@transaction.atomic
def declare_absence(
    person: Person,
    *,
    stand_in: Person,
    starts_on: date,
    ends_on: date,
    by: Actor | None,
    at: datetime,
) -> Absence:
    """From that day to that one included, letters and tasks of the person go to the stand-in."""
    lock_afresh(person)
    if ends_on < starts_on or ends_on < local_day(at):
        raise AbsenceRefused(
            "L’absence doit finir après son début, et ne pas être déjà passée : corrigez les dates."
        )
    if stand_in == person:
        raise AbsenceRefused("Choisissez un collègue : on ne se remplace pas soi-même.")
    for who in (person, stand_in):
        taken = _overlapping(who, starts_on, ends_on)
        if taken is not None:
            raise AbsenceRefused(
                f"{who} a déjà une absence du {long_date(taken.starts_on)} au "
                f"{long_date(taken.ends_on)} : choisissez d’autres dates ou un autre remplaçant."
            )
    absence = Absence.objects.create(
        person=person, stand_in=stand_in, starts_on=starts_on, ends_on=ends_on, declared_at=at
    )
    record(
        by=by, action="absence.declare_absence", target=absence, at=at, stand_in=str(stand_in),
        starts_on=long_date(starts_on), ends_on=long_date(ends_on),
    )  # fmt: skip
    return absence


@transaction.atomic
def cancel_absence(absence: Absence, *, by: Actor | None, at: datetime) -> None:
    """Back sooner, or gone no more: from now on the person answers again."""
    lock_afresh(absence)
    if absence.cancelled_at is not None:
        raise AbsenceRefused("Cette absence est déjà annulée : il n’y a plus rien à faire.")
    absence.cancelled_at = at
    absence.save(update_fields=["cancelled_at"])
    record(
        by=by, action="absence.cancel_absence", target=absence, at=at,
        starts_on=long_date(absence.starts_on), ends_on=long_date(absence.ends_on),
    )  # fmt: skip


def _overlapping(person: Person, starts_on: date, ends_on: date) -> Absence | None:
    own = Absence.objects.standing().of_people([person.pk])
    return own.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).for_list().first()


@transaction.atomic
def record_lineage(
    predecessor: Organisation,
    *,
    successor: Organisation,
    kind: str,
    on: date,
    by: Actor | None,
    at: datetime,
    source: str = "",
) -> Lineage:
    """On that day the successor takes over; the predecessor closes and keeps its past cases."""
    lock_afresh(predecessor)
    _refuse_impossible(predecessor, successor, on)
    step = Lineage.objects.create(
        predecessor=predecessor, successor=successor, kind=kind, happened_on=on, source=source
    )
    before = predecessor.closed_on
    predecessor.closed_on = on
    predecessor.save(update_fields=["closed_on"])
    record(
        by=by,
        action="organisation.record_lineage",
        target=predecessor,
        at=at,
        changes={"closed_on": [before and before.isoformat(), on.isoformat()]},
        successor=successor.pk,
        sentence=succession(predecessor.named, [successor.named], kind, on).rstrip("."),
    )
    return step


def _refuse_impossible(predecessor: Organisation, successor: Organisation, on: date) -> None:
    if predecessor == successor:
        raise LineageRefused("Un organisme ne peut pas se succéder à lui-même.")
    if Lineage.objects.filter(predecessor=predecessor, successor=successor).exists():
        raise LineageRefused(f"La succession de {predecessor} à {successor} est déjà enregistrée.")
    if predecessor in successor.get_descent():
        raise LineageRefused(
            f"{predecessor} a déjà pris la suite de {successor} : l’inverse ferait une boucle."
        )
    if predecessor.opened_on and on < predecessor.opened_on:
        raise LineageRefused(
            f"{predecessor} n’existe que depuis le {long_date(predecessor.opened_on)} : "
            "sa disparition ne peut pas être plus ancienne."
        )
    if successor.closed_on and successor.closed_on <= on:
        raise LineageRefused(
            f"{successor} a disparu le {long_date(successor.closed_on)} : choisissez l’organisme "
            "qui lui a succédé."
        )


@transaction.atomic
def load_national(*, by: Actor | None, at: datetime) -> int:
    """The national bodies of the packaged list and who took over from whom; idempotent."""
    country = Territory.objects.filter(pk=COUNTRY).first()
    if country is None:
        raise UnknownDepartment("Les territoires ne sont pas chargés : chargez-les d’abord.")
    bodies: dict[str, Organisation] = {}
    created = 0
    for row in _rows(NATIONAL):
        body, is_new = _national_body(row, country)
        bodies[row["key"]] = body
        created += is_new
    for row in _rows(NATIONAL_LINEAGE):
        Lineage.objects.get_or_create(
            predecessor=bodies[row["predecessor"]],
            successor=bodies[row["successor"]],
            defaults={
                "kind": LineageKind(row["kind"]),
                "happened_on": date.fromisoformat(row["happened_on"]),
                "source": row["source"],
            },
        )
    record(by=by, action="directory.load_national", target=country, at=at, created=created)
    return created


def _national_body(row: dict[str, str], country: Territory) -> tuple[Organisation, bool]:
    return Organisation.objects.update_or_create(
        search_key=search_key(row["name"]),
        department=None,
        defaults={
            "kind": OrganisationKind(row["kind"]),
            "name": row["name"],
            "acronym": row["acronym"],
            "siren": row["siren"] and read_siren(row["siren"]),
            "territory": country,
            "website": row["website"],
            "presentation": row["presentation"],
            "opened_on": _day(row["opened_on"]),
            "closed_on": _day(row["closed_on"]),
            "source": row["source"],
        },
    )


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@transaction.atomic
def register_person(name: str, *, email: str = "", by: Actor | None, at: datetime) -> Person:
    """The person who has that address, or a new one; nobody is written twice."""
    address = email.strip()
    if address:
        hold_name("person", address.lower())
        known = Person.objects.filter(email__iexact=address).order_by("pk").first()
        if known is not None:
            return known
    person = Person.objects.create(name=name.strip(), email=address)
    # No name in the history: the register of people may have to forget somebody.
    record(by=by, action="person.register_person", target=person, at=at)
    return person
