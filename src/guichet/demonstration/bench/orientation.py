"""Who can help one demand, among 500, 5,000 and 50,000 published offers of the whole country.

Stored in bulk, through no action, and taken away afterwards: only a base made to be thrown away may
receive them.
"""

import random
from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.http import HttpResponse

from guichet.casework.demands.models import Demand
from guichet.casework.matching import engine
from guichet.casework.matching.candidates import candidates_for, here
from guichet.casework.matching.profiles import profile_of
from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.directory.models import Organisation
from guichet.reference.offers.choices import EngineeringType, Level, OfferStatus, Phase, PriceKind
from guichet.reference.offers.models import Offer
from guichet.reference.policies.models import Theme
from guichet.reference.territories.choices import TerritoryKind
from guichet.reference.territories.models import Territory

from .measures import Answer, Budget, Measure, Subject, measure

SIZES = (500, 5_000, 50_000)
AT_ONCE = 5_000
SOURCE = "Mesure de l’orientation"
ON = date(2026, 3, 10)
# In hundredths: most offers of a country are those of a department or nearer.
_SPREAD = (
    (Level.LOCAL, TerritoryKind.COMMUNE, 15),
    (Level.LOCAL, TerritoryKind.EPCI, 25),
    (Level.DEPARTMENTAL, TerritoryKind.DEPARTMENT, 45),
    (Level.REGIONAL, TerritoryKind.REGION, 11),
    (Level.NATIONAL, TerritoryKind.COUNTRY, 3),
    (Level.ANCT, TerritoryKind.COUNTRY, 1),
)
_LEVELS = [row for row in _SPREAD for _ in range(row[2])]


def orientation_measures(*, runs: int, sizes: tuple[int, ...] = SIZES) -> Iterator[Measure]:
    """One line per size of the catalogue; the base is left as it was found."""
    demand = Demand.objects.exclude(qualification=None).order_by("pk")[:1].get()
    made = 0
    for size in sizes:
        _grow(size - made, from_rank=made)
        made = size
        yield measure(_subject(demand, size), runs=runs)
    _clear()


def _subject(demand: Demand, size: int) -> Subject:
    def prepare() -> object:
        return Demand.objects.for_detail().get(pk=demand.pk)

    def ask(given: object) -> Answer:
        """Candidates, their reasons, their order, and how many offers were left out."""
        assert isinstance(given, Demand)  # noqa: S101  # for the type checker
        profile = profile_of(given, on=ON)
        ranked = engine.rank(profile, candidates_for(given, profile))
        left_out = here(Offer.objects.published(), profile).count() - len(ranked)
        told = [f"{match.verdict} {match.offer.title}" for match in ranked]
        return HttpResponse("\n".join([str(left_out), *told]))

    budget = Budget(queries=6, milliseconds=30)
    return Subject(f"orientation, {size} offres", ask, budget, prepare)


def _grow(count: int, *, from_rank: int) -> None:
    dice = random.Random(from_rank)  # noqa: S311 -- invents offers, guards nothing
    made = Offer.objects.bulk_create(_offers(dice, count, from_rank), batch_size=AT_ONCE)
    places = {
        kind: list(
            Territory.objects.living().of_kind(kind).order_by("pk").values_list("pk", flat=True)
        )
        for _, kind, _ in _SPREAD
    }
    kinds = {level: [kind for one, kind, _ in _LEVELS if one == level] for level in Level}
    perimeters, links = Offer.perimeters.through, Offer.themes.through
    perimeters._default_manager.bulk_create(
        (
            perimeters(
                offer_id=offer.pk,
                territory_id=dice.choice(places[dice.choice(kinds[Level(offer.level)])]),
            )
            for offer in made
        ),
        batch_size=AT_ONCE,
    )
    themes = list(Theme.objects.in_order().values_list("pk", flat=True))
    links._default_manager.bulk_create(
        (
            links(offer_id=offer.pk, theme_id=theme)
            for offer in made
            # One in ten is generalist.
            for theme in dice.sample(themes, dice.choice((0, 1, 1, 1, 1, 2, 2, 2, 2, 3)))
        ),
        batch_size=AT_ONCE,
    )
    _vacuum()


def _offers(dice: random.Random, count: int, from_rank: int) -> Iterator[Offer]:
    bodies = Organisation.objects.exclude(kind=OrganisationKind.COMMUNE).order_by("pk")
    providers = list(bodies.values_list("pk", flat=True)[:500])
    for rank in range(from_rank, from_rank + count):
        yield Offer(
            provider_id=dice.choice(providers),
            status=OfferStatus.PUBLISHED,
            level=dice.choice(_LEVELS)[0],
            title=f"Offre mesurée n° {rank}",
            engineering_types=dice.sample(EngineeringType.values, dice.randint(0, 2)),
            phases=dice.sample(Phase.values, dice.randint(0, 2)),
            beneficiary_kinds=dice.choice(([], ["COMMUNE"], ["COMMUNE", "EPCI"], ["EPCI"])),
            population_max=dice.choice((None, None, None, 3499, 14_999)),
            members_only=dice.random() < 0.2,
            yearly_capacity=dice.choice((None, None, None, 20)),
            price_kind=PriceKind.FREE,
            source=SOURCE,
        )


def _clear() -> None:
    made = Offer.objects.filter(source=SOURCE)
    Offer.perimeters.through._default_manager.filter(offer__in=made).delete()
    Offer.themes.through._default_manager.filter(offer__in=made).delete()
    made.delete()
    _vacuum()


def _vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
