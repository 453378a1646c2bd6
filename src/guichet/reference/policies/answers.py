"""What is known and what is not, counted and listed for the pages of the desk: reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Count, Exists, F, OuterRef, Q, Subquery

from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.directory.models import Organisation, OrganisationQuerySet
from guichet.reference.territories.choices import TerritoryKind
from guichet.reference.territories.models import Territory, TerritoryQuerySet

from .choices import FactKind
from .fact_registers import authorities_of, places_of
from .models import Adhesion, TerritoryFact

# What stays without an answer as long as a classification is not known.
STAKES = {
    FactKind.MOUNTAIN: "Les offres réservées à la montagne ; le droit à l’assistance technique des "
    "intercommunalités dont la moitié des communes est en zone de montagne (CGCT, R3232-1).",
    FactKind.RURAL: "Les offres réservées aux communes rurales.",
    FactKind.REVITALISATION: "Les offres réservées aux communes classées FRR.",
    FactKind.RURAL_BY_LAW: "Le droit à l’assistance technique des communes de 2 000 à "
    "5 000 habitants (CGCT, R3232-1).",
    FactKind.ASSISTED: "Rien à lui seul : sans la liste du département, le guichet calcule ce "
    "droit d’après les autres données.",
    FactKind.POTENTIAL: "Le droit à l’assistance technique de toutes les communes rurales "
    "(CGCT, R3232-1).",
}
# More communes than any department has: the words choose, not the limit.
MOST_NAMED = 1_000
# How a list is narrowed to an answer; what nobody has told has none.
ANSWERED: dict[str, dict[str, Any]] = {
    "oui": {"told": True},
    "non": {"told": False},
    "inconnu": {"told__isnull": True},
}
# Bodies that have members, even before anybody has told who they are.
WITH_MEMBERS = (
    OrganisationKind.TECHNICAL_AGENCY,
    OrganisationKind.NATURE_PARK,
    OrganisationKind.SYNDICATE,
)


@dataclass(frozen=True)
class Tally:
    """Of one question: how many yes, no, and how many wait for a list."""

    kind: FactKind
    yes: int
    no: int
    unknown: int

    @property
    def label(self) -> str:
        return self.kind.label

    @property
    def stake(self) -> str:
        return STAKES[self.kind]


@dataclass(frozen=True)
class Structure:
    """A body that has members, and what is known of those of a department."""

    body: Organisation
    members: int
    others: int
    unknown: int


def kinds_of(place: Territory) -> list[FactKind]:
    """The questions that rules ask of a territory: all of a commune, its right of the others."""
    return list(FactKind) if place.kind == TerritoryKind.COMMUNE else [FactKind.ASSISTED]


def tallies(department: Territory, on: date) -> list[Tally]:
    """One line per classification, over the living communes of the department: two queries."""
    places = places_of(FactKind.ASSISTED, department).order_by()
    totals = dict(places.values_list("kind").annotate(Count("pk")))
    communes = totals.get(TerritoryKind.COMMUNE, 0)
    rows = (
        TerritoryFact.objects.current(on)
        .filter(Q(territory__kind=TerritoryKind.COMMUNE) | Q(kind=FactKind.ASSISTED))
        .filter(territory__in=places.values("pk"))
        .order_by()
        .values_list("kind", "holds")
        .annotate(Count("pk"))
    )
    counts = {(kind, holds): count for kind, holds, count in rows}
    found = []
    for kind in FactKind:
        total = sum(totals.values()) if kind == FactKind.ASSISTED else communes
        yes, no = counts.get((kind, True), 0), counts.get((kind, False), 0)
        found.append(Tally(kind, yes, no, total - yes - no))
    return found


def places_for_index(
    kind: str, department: Territory, on: date, *, text: str = "", answer: str = ""
) -> TerritoryQuerySet:
    """The communes of a department, narrowed to a name, a code, or an answer (`ANSWERED`)."""
    last = (
        TerritoryFact.objects.in_force(on)
        .of_kind(kind)
        .filter(territory=OuterRef("pk"))
        .order_by(F("since").desc(nulls_last=True))
    )
    answered = Subquery(last.values("holds")[:1], output_field=BooleanField())
    found = places_of(kind, department).alias(told=answered)
    if text:
        near = places_of(kind, department).search(text, limit=MOST_NAMED)
        found = found.filter(pk__in=[place.pk for place in near])
    if answer:
        found = found.filter(**ANSWERED[answer])
    return found.in_order()


def facts_of(kind: str, places: Iterable[Territory], on: date) -> dict[str, TerritoryFact]:
    """The answer in force of each of these territories, in one query."""
    keys = [place.pk for place in places]
    rows = TerritoryFact.objects.current(on).of_kind(kind).filter(territory__in=keys)
    return {fact.territory_id: fact for fact in rows.order_by("pk")}


def structures_in(departments: Iterable[Territory], on: date) -> OrganisationQuerySet:
    """Agencies, parks and syndicates of here or of the country, and whoever has members here."""
    places = list(departments)
    here = Q(department__in=places) | Q(department=None)
    known = Adhesion.objects.filter(member__department__in=places, provider=OuterRef("pk"))
    return (
        Organisation.objects.living(on)
        .filter((Q(kind__in=WITH_MEMBERS) & here) | Exists(known))
        .order_by("search_key", "pk")
    )


def structures_for_index(department: Territory, on: date) -> list[Structure]:
    """Each structure, and how many of the department are members, are not, or wait."""
    total = authorities_of(department, on).count()
    rows = (
        Adhesion.objects.current(on)
        .filter(member__in=authorities_of(department, on).values("pk"))
        .order_by()
        .values_list("provider", "holds")
        .annotate(Count("pk"))
    )
    counts = {(provider, holds): count for provider, holds, count in rows}
    found = []
    for body in structures_in([department], on):
        members, others = counts.get((body.pk, True), 0), counts.get((body.pk, False), 0)
        found.append(Structure(body, members, others, total - members - others))
    return found


def adherents_for_index(
    provider: Organisation, department: Territory, on: date, *, text: str = "", answer: str = ""
) -> OrganisationQuerySet:
    """The communes and intercommunalities of the department, each with its answer."""
    last = (
        Adhesion.objects.in_force(on)
        .filter(provider=provider, member=OuterRef("pk"))
        .order_by(F("since").desc(nulls_last=True))
    )
    answered = Subquery(last.values("holds")[:1], output_field=BooleanField())
    found = authorities_of(department, on).alias(told=answered)
    if text:
        found = found.matching(text)
    if answer:
        found = found.filter(**ANSWERED[answer])
    return found.order_by("kind", "search_key", "pk")


def adhesions_of(
    provider: Organisation, members: Iterable[Organisation], on: date
) -> dict[int, Adhesion]:
    """The answer in force of each of these authorities, in one query."""
    keys = [member.pk for member in members]
    rows = Adhesion.objects.current(on).filter(provider=provider, member__in=keys)
    return {row.member_id: row for row in rows.order_by("pk")}
