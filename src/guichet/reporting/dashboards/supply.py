"""The only bridge from the database to the supply map: a few queries, whatever the number of
offers and of communes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Value
from django.db.models.functions import Coalesce

from guichet.casework.demands.models import Demand
from guichet.casework.matching.models import Referral
from guichet.reference.offers.choices import Level
from guichet.reference.offers.models import Offer, OfferQuerySet
from guichet.reference.policies.models import Theme
from guichet.reference.territories.models import Containment, Territory

from .coverage import Ground, Ids, Zone, zones_of


@dataclass(frozen=True)
class Narrowing:
    """What the address says; an empty value means any. `level` is the farthest that counts."""

    department: str
    theme: str = ""
    phase: str = ""
    engineering: str = ""
    level: str = ""
    place: str = ""
    year: int | None = None
    named_only: bool = False

    @property
    def levels(self) -> list[str]:
        names = list(Level.values)
        return names[: names.index(self.level) + 1] if self.level else names


def offers_of(asked: Narrowing, *, on: date) -> OfferQuerySet:
    """Published offers that reach the department (or the place), with these qualities."""
    found = Offer.objects.published().in_force(on).filter(level__in=asked.levels)
    if asked.phase:
        found = found.in_phase(asked.phase)
    if asked.engineering:
        found = found.of_engineering(asked.engineering)
    if asked.theme:
        found = found.filter(themes=asked.theme) if asked.named_only else found.about(asked.theme)
    elif asked.named_only:
        found = found.exclude(themes=None)
    return found


def reaching(asked: Narrowing, *, on: date) -> OfferQuerySet:
    """The offers of the map, nearest first, with all that its table shows."""
    return offers_of(asked, on=on).numbered(_inside(_places(asked))).nearest_first().for_map()


def by_theme_and_level(asked: Narrowing, *, on: date) -> list[tuple[str, str, list[int]]]:
    """How many offers reach the department, for each theme (empty: generalist) and level."""
    found = offers_of(asked, on=on).numbered(_inside(_places(asked))).order_by()
    counts: dict[str, dict[str, int]] = {}
    for theme, level, count in found.values_list("themes", "level").annotate(Count("pk")):
        counts.setdefault(theme or "", {})[level] = count
    labels = theme_labels()
    rows = [
        (code, label, [counts.get(code, {}).get(level, 0) for level in asked.levels])
        for code, label in labels.items()
        if not asked.theme or asked.theme == code
    ]
    if not asked.named_only:
        general = [counts.get("", {}).get(level, 0) for level in asked.levels]
        rows.append(("", "Généralistes (tous les thèmes)", general))
    return rows


def zones(asked: Narrowing, *, on: date) -> tuple[Zone, ...]:
    """Every living commune of the department with its offers and its demands: six queries."""
    grounds = _grounds(asked)
    places = frozenset(place for ground in grounds for place in ground.within)
    supply = _supply(asked, places, on=on)
    offers = frozenset[int]().union(*supply.values())
    excluded = _excluded(offers, places)
    return zones_of(grounds, supply, excluded, _demands(asked), theme=asked.theme)


def never_asked(asked: Narrowing, *, on: date) -> OfferQuerySet:
    """Offers that reach the department and to which no demand of it was ever sent."""
    sent = Referral.objects.filter(demand__department__code=asked.department, offer__isnull=False)
    numbers = set(sent.order_by().values_list("offer", flat=True))
    reached = offers_of(asked, on=on).numbered(_inside(_places(asked)) - numbers)
    return reached.nearest_first().for_map()


def theme_labels() -> dict[str, str]:
    return {theme.pk: theme.label for theme in Theme.objects.in_order()}


def epcis_of(department: str) -> list[tuple[str, str]]:
    found = Territory.objects.living().epcis().touching(department).in_order()
    return list(found.values_list("pk", "name"))


def _places(asked: Narrowing) -> list[str]:
    """The territories that hold a commune of the department, or of the place."""
    inner = Containment.objects.filter(inner__department_code=asked.department)
    if asked.place:
        held = Containment.objects.filter(outer=asked.place).order_by().values("inner")
        inner = inner.filter(inner__in=held)
    return list(inner.order_by("outer").values_list("outer", flat=True).distinct())


def _inside(places: Iterable[str]) -> set[int]:
    """The numbers of the offers with one of these territories in their perimeter."""
    held = Offer.perimeters.through._default_manager.order_by()
    return set(held.filter(territory__in=list(places)).values_list("offer", flat=True))


def _grounds(asked: Narrowing) -> list[Ground]:
    communes = Territory.objects.living().communes().of_department(asked.department)
    if asked.place:
        communes = communes.filter(epci=asked.place)
    within: dict[str, set[str]] = {}
    inner = Containment.objects.filter(inner__department_code=asked.department)
    for commune, outer in inner.order_by("inner").values_list("inner", "outer"):
        within.setdefault(commune, set()).add(outer)
    rows = communes.in_order().values_list(
        "pk", "name", "epci", "epci__name", "longitude", "latitude"
    )
    return [
        Ground(
            pk, name, frozenset(within.get(pk, {pk})), epci or "", epci_name or "",
            (x, y) if x is not None and y is not None else None,
        )
        for pk, name, epci, epci_name, x, y in rows
    ]  # fmt: skip


def _supply(asked: Narrowing, places: Iterable[str], *, on: date) -> dict[tuple[str, str], Ids]:
    """The offers of each territory by theme, gathered by the database into one array each."""
    near = offers_of(asked, on=on).numbered(_inside(places)).order_by()
    rows = (
        near.filter(perimeters__in=list(places))
        .annotate(theme=Coalesce(F("themes"), Value("")))
        .values_list("perimeters", "theme")
        .annotate(ids=ArrayAgg("pk", distinct=True))
    )
    wanted = {"", asked.theme} if asked.theme else None
    return {
        (place, theme): frozenset(ids)
        for place, theme, ids in rows
        if wanted is None or theme in wanted
    }


def _excluded(offers: Ids, places: Iterable[str]) -> dict[str, Ids]:
    held = Offer.exclusions.through._default_manager.order_by()
    found: dict[str, set[int]] = {}
    rows = held.filter(territory__in=list(places)).values_list("territory", "offer")
    for place, offer in rows:
        if offer in offers:
            found.setdefault(place, set()).add(offer)
    return {place: frozenset(ids) for place, ids in found.items()}


def _demands(asked: Narrowing) -> dict[tuple[str, str], int]:
    """By commune and theme: that of the qualification, else that which the town hall gave."""
    found = Demand.objects.deposited().in_department(asked.department).order_by()
    if asked.year:
        found = found.filter(submitted_at__year=asked.year)
    if asked.phase:
        found = found.filter(qualification__phase=asked.phase)
    if asked.engineering:
        found = found.filter(qualification__engineering_types__contains=[asked.engineering])
    rows = (
        found.exclude(commune=None)
        .annotate(theme=Coalesce(F("qualification__theme"), F("theme_hint"), Value("")))
        .values_list("commune", "theme")
        .annotate(Count("pk"))
    )
    return {(commune, theme): count for commune, theme, count in rows}
