"""What the registers know, loaded in a few queries whatever the size of the file."""

from collections.abc import Iterable

from django.db.models import Q

from guichet.casework.demands.correspondents import LOCAL_AUTHORITIES
from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.directory.models import Organisation
from guichet.reference.territories.choices import TerritoryKind
from guichet.reference.territories.models import Territory

from .lines import Body, Gazetteer, Place
from .models import ImportedLine

_CODED = (TerritoryKind.COMMUNE, TerritoryKind.BOROUGH)


def gazetteer(department: Territory, *, codes: Iterable[str] = ()) -> Gazetteer:
    """The communes and authorities of a department, and the communes of these codes anywhere."""
    bodies = list(authorities_in(department))
    named: dict[str, Body] = {}
    for organisation in bodies:
        for key in _names(organisation):
            named.setdefault(key, _body(organisation))
    return Gazetteer(
        department=department.code,
        department_name=department.name,
        places=_places(department, codes),
        names=_names_of_places(department),
        halls={
            o.territory_id: _body(o)
            for o in bodies
            if o.kind == OrganisationKind.COMMUNE and o.territory_id
        },
        by_siren={o.siren: _body(o) for o in bodies if o.siren},
        by_name=named,
        imported=ImportedLine.objects.of_department(department.code).references_by_key(),
    )


def authorities_in(department: Territory) -> Iterable[Organisation]:
    return (
        # A grouping attached to the next department may hold communes of this one.
        Organisation.objects.filter(
            Q(department=department) | Q(territory__in=Territory.objects.touching(department.code)),
            kind__in=LOCAL_AUTHORITIES,
            closed_on=None,
        )
        .select_related("territory__seat", "department")
        .order_by("pk")
    )


def _names(organisation: Organisation) -> list[str]:
    """« Commune de Banon », « Banon » for a commune; the short name of an EPCI too."""
    keys = [organisation.search_key]
    if organisation.territory is not None:
        keys.append(organisation.territory.search_key)
    return keys


def _body(organisation: Organisation) -> Body:
    """With the commune where its projects are put when a line names none: its own, or its seat."""
    territory = organisation.territory
    seat = ""
    if territory is not None:
        seat = territory.pk if territory.kind == TerritoryKind.COMMUNE else territory.seat_id or ""
    code = organisation.department.code if organisation.department else ""
    return Body(organisation.pk, organisation.name, code, seat)


def _places(department: Territory, codes: Iterable[str]) -> dict[str, Place]:
    """By INSEE code, and by identifier for the seats of authorities."""
    coded = Territory.objects.filter(kind__in=_CODED).select_related(
        "successor__successor__successor"
    )
    found: dict[str, Place] = {}
    here = coded.of_department(department.code).order_by("pk")
    elsewhere = coded.filter(code__in=set(codes)).order_by("pk")
    for territory in [*here, *elsewhere]:
        resolution = territory.resolution()
        if resolution.territory.valid_to is None:
            place = _place(resolution.territory, resolution.sentence)
            found.setdefault(territory.code, place)
            found.setdefault(territory.pk, place)
    return found


def _names_of_places(department: Territory) -> dict[str, tuple[Place, ...]]:
    """Living names first: a former commune of the same name never hides the one of today."""
    answered = Territory.objects.answered_for().of_department(department.code).order_by("pk")
    living: dict[str, list[Place]] = {}
    former: dict[str, list[Place]] = {}
    for territory in answered:
        resolution = territory.resolution()
        group = former if resolution.sentence else living
        place = _place(resolution.territory, resolution.sentence)
        group.setdefault(territory.search_key, []).append(place)
    return {key: tuple(places) for key, places in {**former, **living}.items()}


def _place(commune: Territory, sentence: str) -> Place:
    return Place(commune.pk, commune.label, commune.name, commune.department_code, sentence)
