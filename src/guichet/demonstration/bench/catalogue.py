"""Fifty thousand published offers over the whole country, and what is asked of them.

Stored in bulk, through no action, like the demands of `volume`: only a base made to be thrown away
may receive them.
"""

import random
from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.http import HttpResponse

from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.directory.models import Organisation
from guichet.reference.offers.choices import EngineeringType, Level, OfferStatus, Phase, PriceKind
from guichet.reference.offers.models import Offer
from guichet.reference.policies.models import Theme
from guichet.reference.territories.choices import TerritoryKind
from guichet.reference.territories.models import Territory
from guichet.reporting.dashboards.supply import Narrowing, never_asked, zones

from .measures import Answer, Budget, Subject

AT_ONCE = 5000
# How the catalogue of a country is made: most offers are those of a department or nearer.
SPREAD = (
    (Level.LOCAL, TerritoryKind.COMMUNE, 15),
    (Level.LOCAL, TerritoryKind.EPCI, 25),
    (Level.DEPARTMENTAL, TerritoryKind.DEPARTMENT, 45),
    (Level.REGIONAL, TerritoryKind.REGION, 11),
    (Level.NATIONAL, TerritoryKind.COUNTRY, 3),
    (Level.ANCT, TerritoryKind.COUNTRY, 1),
)
_WHAT = (
    "Conseil", "Diagnostic", "Étude", "Assistance à maîtrise d’ouvrage", "Appui au montage",
    "Accompagnement", "Expertise", "Visite",
)  # fmt: skip
_ABOUT = (
    "la toiture des écoles",
    "l’eau potable",
    "la voirie communale",
    "les ponts",
    "le centre-bourg",
    "les logements vacants",
    "la rénovation énergétique",
    "les friches",
    "le patrimoine bâti",
    "les mobilités douces",
    "l’assainissement",
    "les risques d’inondation",
    "le numérique",
    "la maison de santé",
    "les commerces",
    "l’accueil des jeunes enfants",
    "le tourisme",
    "la biodiversité",
    "le plan local d’urbanisme",
    "les cimetières",
    "l’éclairage public",
)
_WORDS = [
    "visite",
    "sur",
    "place",
    "note",
    "de",
    "cadrage",
    "cahier",
    "des",
    "charges",
    "recherche",
    "de",
    "financements",
    "suivi",
    "des",
    "travaux",
    "réunion",
    "publique",
    "calendrier",
    "estimation",
    "relevé",
    "analyse",
    "des",
    "besoins",
    "concertation",
    "avec",
    "les",
    "habitants",
    "premier",
    "avis",
    "technique",
    "juridique",
    "méthode",
    "formation",
    "des",
    "élus",
    "mise",
    "en",
    "relation",
]


def fill_offers(count: int, *, from_rank: int = 0) -> None:
    """That many more offers, the same every time for the same rank."""
    dice = random.Random(from_rank)  # noqa: S311 -- invents offers, guards nothing
    themes = list(Theme.objects.in_order())
    places = {
        kind: list(
            Territory.objects.living().of_kind(kind).order_by("pk").values_list("pk", flat=True)
        )
        for _, kind, _ in SPREAD
    }
    made = Offer.objects.bulk_create(_offers(dice, count, from_rank), batch_size=AT_ONCE)
    perimeters = Offer.perimeters.through
    perimeters._default_manager.bulk_create(
        (
            perimeters(offer_id=offer.pk, territory_id=dice.choice(places[kind]))
            for offer, kind in zip(made, _kinds(made, dice), strict=True)
        ),
        batch_size=AT_ONCE,
    )
    links = Offer.themes.through
    links._default_manager.bulk_create(
        (
            links(offer_id=offer.pk, theme_id=theme.pk)
            for offer in made
            # One in ten is generalist.
            for theme in dice.sample(themes, dice.choice((0, 1, 1, 1, 1, 2, 2, 2, 2, 3)))
        ),
        batch_size=AT_ONCE,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def offer_subjects(department: str, commune: Territory) -> list[Subject]:
    """What issue 4 limits: the search of the catalogue, the white zones of a department."""
    return [
        _search("catalogue, trois mots", "toiture école visite", None),
        _search("catalogue, commune et mots", "toiture école", commune),
        _search("catalogue, mot fréquent", "étude", commune),
        _search("catalogue, commune seule", "", commune),
        _zones("zones blanches", Narrowing(department, level=Level.REGIONAL)),
        _zones("zones blanches, tous niveaux", Narrowing(department)),
    ]


def _search(name: str, text: str, commune: Territory | None) -> Subject:
    """The number of answers and the first page of them, without the page around."""

    def ask(given: object) -> Answer:
        found = Offer.objects.published().in_force(date(2026, 3, 10)).matching(text)
        ordered = found.nearest_first()
        if commune is not None:
            fitting = ordered.covering(commune)
            ordered = fitting.fitting_first(OrganisationKind.COMMUNE, commune.population)
        numbers = list(ordered.values_list("pk", flat=True))
        shown = Offer.objects.for_cards().in_this_order(numbers[:20])
        return HttpResponse("\n".join([str(len(numbers)), *(offer.title for offer in shown)]))

    return Subject(name, ask, Budget(milliseconds=50))


def _zones(name: str, asked: Narrowing) -> Subject:
    def ask(given: object) -> Answer:
        found = zones(asked, on=date(2026, 3, 10))
        unasked = never_asked(asked, on=date(2026, 3, 10)).count()
        return HttpResponse("\n".join([str(unasked), *(zone.sentence({}) for zone in found)]))

    return Subject(name, ask, Budget(milliseconds=300))


def _offers(dice: random.Random, count: int, from_rank: int) -> Iterator[Offer]:
    bodies = Organisation.objects.exclude(kind=OrganisationKind.COMMUNE).order_by("pk")
    providers = list(bodies.values_list("pk", flat=True)[:500])
    levels = [level for level, _, weight in SPREAD for _ in range(weight)]
    for rank in range(from_rank, from_rank + count):
        subject = dice.choice(_ABOUT)
        yield Offer(
            provider_id=dice.choice(providers),
            status=OfferStatus.PUBLISHED,
            level=dice.choice(levels),
            title=f"{dice.choice(_WHAT)} pour {subject} n° {rank}",
            summary=" ".join(dice.choices(_WORDS, k=25)) + f" {dice.choice(_ABOUT)}",
            engineering_types=dice.sample(EngineeringType.values, dice.randint(0, 2)),
            phases=dice.sample(Phase.values, dice.randint(0, 2)),
            beneficiary_kinds=dice.choice(([], ["COMMUNE"], ["COMMUNE", "EPCI"], ["EPCI"])),
            population_max=dice.choice((None, None, None, 3499, 14_999)),
            members_only=dice.random() < 0.2,
            yearly_capacity=dice.choice((None, None, None, 20)),
            price_kind=dice.choice((PriceKind.FREE, PriceKind.MEMBERS, PriceKind.SHARED)),
            contact="contact@mesure.example",
        )


def _kinds(made: list[Offer], dice: random.Random) -> Iterator[TerritoryKind]:
    for offer in made:
        kinds = [kind for level, kind, _ in SPREAD if level == offer.level]
        yield dice.choice(kinds)
