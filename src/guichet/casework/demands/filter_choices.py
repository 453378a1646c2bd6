"""The choices of the filters of the list, in the perimeter of a reader, in one query."""

from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from guichet.foundations.toolkit.text import search_key
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Membership, Person
from guichet.reference.policies.models import Programme, Theme
from guichet.reference.territories.choices import TerritoryKind
from guichet.reference.territories.models import Territory

_TERRITORIES = {TerritoryKind.EPCI: "epci", TerritoryKind.DISTRICT: "arrondissement"}


def filter_choices(departments: frozenset[str]) -> dict[str, list[tuple[str, str]]]:
    """Field of the form → its codes and labels. Four tables, one trip to the database."""
    themes = _rows(Theme.objects.all(), "theme", "code", "label", "rank")
    others = [
        _rows(Programme.objects.all(), "programme", "code", "name"),
        _rows(_officers(departments), "suivie", "pk", "name"),
        *(
            _rows(
                Territory.objects.living().of_kind(kind).touching(*departments), name, "pk", "name"
            )
            for kind, name in _TERRITORIES.items()
        ),
    ]
    found: dict[str, list[tuple[str, str]]] = {
        name: [] for name in ("theme", "programme", "suivie", "epci", "arrondissement")
    }
    rows = sorted(themes.union(*others, all=True), key=lambda row: (row[3], search_key(row[2])))
    for name, code, label, _ in rows:
        found[name].append((code, label))
    return found


def _officers(departments: frozenset[str]) -> QuerySet[Person]:
    """Whoever holds or has held the desk: old cases keep the name of who followed them."""
    desk = Membership.objects.with_role([Role.DESK_OFFICER])
    return Person.objects.filter(
        pk__in=desk.filter(organisation__department__code__in=departments).values("person")
    )


def _rows(
    found: QuerySet[Any], field: str, code: str, label: str, rank: str = ""
) -> QuerySet[Any, tuple[str, str, str, int]]:
    """One shape for all, so that they can be told together."""
    return found.order_by().values_list(
        Value(field, output_field=CharField()),
        Cast(code, CharField()),
        F(label),
        F(rank) if rank else Value(0, output_field=IntegerField()),
    )
