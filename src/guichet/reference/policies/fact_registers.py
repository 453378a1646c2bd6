"""The only bridge from the database to the reading of a published list."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.directory.models import Organisation, OrganisationQuerySet
from guichet.reference.territories.choices import TerritoryKind
from guichet.reference.territories.models import Territory, TerritoryQuerySet

from .choices import ListKind
from .chronology import Version
from .fact_lines import Known, Subject
from .models import Adhesion, TerritoryFact

_CODED = (TerritoryKind.COMMUNE, TerritoryKind.BOROUGH)
# Who may be a member of a structure, or ask in its own name.
AUTHORITIES = (OrganisationKind.COMMUNE, OrganisationKind.EPCI)


def known_for(
    kind: str, *, department: Territory | None, provider: Organisation | None, on: date
) -> Known:
    """What the registers know on that day, for a list of that kind: a few queries in all."""
    if kind == ListKind.MEMBERS:
        return _of_members(department, provider, on)
    return _of_territories(kind, department)


def places_of(kind: str, department: Territory | None) -> TerritoryQuerySet:
    """The living territories of which the question is asked: the communes; and the
    intercommunalities, of the right to assistance, which is theirs too."""
    kinds = [TerritoryKind.COMMUNE]
    if kind == ListKind.ASSISTED:
        kinds.append(TerritoryKind.EPCI)
    found = Territory.objects.living().filter(kind__in=kinds)
    return found if department is None else found.of_department(department.code)


def authorities_of(department: Territory | None, on: date) -> OrganisationQuerySet:
    """The communes and intercommunalities of a department, as bodies of the directory."""
    found = Organisation.objects.living(on).filter(kind__in=AUTHORITIES)
    return found if department is None else found.filter(department=department)


def _of_territories(kind: str, department: Territory | None) -> Known:
    subjects = _communes_by_code(department)
    everyone = []
    for place in places_of(kind, department).order_by("pk"):
        subject = Subject(place.pk, place.label)
        everyone.append(subject)
        subjects[place.code] = subject
        if place.siren:
            subjects[place.siren] = subject
    facts = TerritoryFact.objects.of_kind(kind)
    if department is not None:
        facts = facts.filter(territory__department_code=department.code)
    return Known(
        subjects=subjects,
        department=department.code if department else "",
        everyone=tuple(everyone),
        versions=_grouped((("", fact.territory_id), fact.version) for fact in facts.order_by("pk")),
    )


def _of_members(department: Territory | None, provider: Organisation | None, on: date) -> Known:
    halls: dict[str, Subject] = {}
    subjects: dict[str, Subject] = {}
    everyone = []
    for body in authorities_of(department, on).select_related("territory").order_by("pk"):
        subject = Subject(str(body.pk), body.name)
        everyone.append(subject)
        place = body.territory
        if place is not None:
            halls[place.pk] = subject
            subjects[place.code] = subject
        for siren in (place.siren if place else "", body.siren):
            if siren:
                subjects[siren] = subject
    for code, heir in _communes_by_code(department).items():
        hall = halls.get(heir.key)
        if hall is not None:
            subjects.setdefault(code, Subject(hall.key, hall.label, heir.sentence))
    told = (
        Adhesion.objects.all() if provider is None else Adhesion.objects.filter(provider=provider)
    )
    if department is not None:
        told = told.of_authorities_in(department)
    return Known(
        subjects=subjects,
        department=department.code if department else "",
        providers=_providers(on),
        provider=Subject(str(provider.pk), provider.name) if provider else None,
        everyone=tuple(everyone),
        versions=_grouped(
            ((str(row.provider_id), str(row.member_id)), row.version) for row in told.order_by("pk")
        ),
    )


def _communes_by_code(department: Territory | None) -> dict[str, Subject]:
    """Each INSEE code, old or present, and the living commune that answers to it."""
    coded = Territory.objects.filter(kind__in=_CODED).select_related(
        "successor__successor__successor"
    )
    if department is not None:
        here = Q(department_code=department.code)
        # A commune may have come from the next department.
        coded = coded.filter(here | Q(successor__department_code=department.code))
    found: dict[str, Subject] = {}
    for commune in coded.order_by("pk"):
        resolution = commune.resolution()
        living = resolution.territory
        if living.valid_to is None and _is_in(living, department):
            found[commune.code] = Subject(living.pk, living.label, resolution.sentence)
    return found


def _is_in(place: Territory, department: Territory | None) -> bool:
    return department is None or place.department_code == department.code


def _providers(on: date) -> dict[str, Subject]:
    """Every body that bears a number, by it. A commune or an intercommunality bears that of its
    territory; an agency that works in a department does not bear the department's."""
    rows = Organisation.objects.living(on).order_by("pk")
    found: dict[str, Subject] = {}
    for pk, name, kind, own, inherited in rows.values_list(
        "pk", "name", "kind", "siren", "territory__siren"
    ):
        siren = own or (inherited if kind in AUTHORITIES else "")
        if siren:
            found.setdefault(siren, Subject(str(pk), name))
    return found


def _grouped(
    rows: Iterable[tuple[tuple[str, str], Version]],
) -> dict[tuple[str, str], tuple[Version, ...]]:
    found: dict[tuple[str, str], list[Version]] = defaultdict(list)
    for key, version in rows:
        found[key].append(version)
    return {key: tuple(versions) for key, versions in found.items()}
