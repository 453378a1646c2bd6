"""What lists say of the communes of the 04, and what the offers ask of them.

Classifications are those published (density: Insee, 2026; FRR: DGCL, 10 July 2025). The mountain
zone and the financial potential are left unknown: no list at hand says them of each commune, and
the engine then answers « à vérifier ». The members of the departmental agency are invented.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from guichet.foundations.audit.actions import Actor
from guichet.reference.directory.choices import OrganisationKind as Kind
from guichet.reference.directory.models import Organisation
from guichet.reference.offers import actions as offers
from guichet.reference.offers.choices import PriceKind
from guichet.reference.offers.models import Offer
from guichet.reference.policies import actions as policies
from guichet.reference.policies.actions import Told
from guichet.reference.territories.models import Territory

FACTS = Path(__file__).parent / "data" / "facts_04.csv"
LISTS = (
    ("RURAL", "rural", "Insee, grille communale de densité", date(2026, 7, 1), None),
    ("REVITALISATION", "revitalisation", "DGCL, classement FRR", date(2025, 7, 10),
     date(2024, 7, 1)),
)  # fmt: skip
# The technical assistance of the law (CGCT, R3232-1), among the offers of the agency.
ASSISTANCE = "Assistance technique eau et assainissement"
AGENCY = "IT04"
LARGE = 5_000


@transaction.atomic
def load_facts(*, by: Actor | None, at: datetime) -> None:
    """After the offers and the local authorities."""
    rows = list(_rows())
    places = Territory.objects.in_bulk([row["territory"] for row in rows])
    for kind, column, source, source_date, since in LISTS:
        lines = [
            Told(places[row["territory"]], holds=row[column] == "1", since=since) for row in rows
        ]
        policies.tell_facts(kind, lines, source=source, source_date=source_date, by=by, at=at)
    _conditions(by=by, at=at)
    _members(by=by, at=at)


def _conditions(*, by: Actor | None, at: datetime) -> None:
    """An offer included in the membership is for members; one serves those the law names."""
    for offer in Offer.objects.filter(price_kind=PriceKind.MEMBERS).order_by("pk"):
        asked: dict[str, object] = {"members_only": True, "checked_on": offer.checked_on}
        if offer.title == ASSISTANCE:
            asked |= {"members_only": False, "required_traits": ["ASSISTED"]}
        offers.save_offer(offer, asked, by=by, at=at)


def _members(*, by: Actor | None, at: datetime) -> None:
    halls = [
        (hall, hall.territory)
        for hall in Organisation.objects.filter(
            kind=Kind.COMMUNE, territory__department_code="04"
        ).select_related("territory")
        if hall.territory is not None
    ]
    agency = Organisation.objects.filter(acronym=AGENCY).order_by("pk")[:1].get()
    # Of some, nobody has told the desk anything.
    known = [(hall, place) for hall, place in halls if not place.code.endswith("3")]
    policies.tell_adhesions(
        agency,
        [hall for hall, place in known if (place.population or 0) <= LARGE],
        others=[hall for hall, place in known if (place.population or 0) > LARGE],
        source="Liste d’adhérents inventée pour la démonstration",
        by=by,
        at=at,
    )
    bodies = Organisation.objects.filter(
        offers__members_only=True, kind__in=[Kind.EPCI, Kind.NATURE_PARK]
    )
    for provider in bodies.distinct().order_by("pk"):
        inside = _covered_by(provider)
        policies.tell_adhesions(
            provider,
            [hall for hall, place in halls if {place.pk, place.epci_id} & inside],
            source="Périmètre de la structure",
            by=by,
            at=at,
        )


def _covered_by(provider: Organisation) -> set[str | None]:
    offers_of = Offer.objects.of_providers([provider.pk]).filter(members_only=True)
    return set(offers_of.values_list("perimeters", flat=True))


def _rows() -> Iterator[dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as source:
        yield from csv.DictReader(source)
