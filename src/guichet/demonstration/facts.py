"""What lists say of the communes of the 04, and what the offers ask of them.

Classifications are those published (density: Insee, 2026; FRR: DGCL, 10 July 2025; mountain: the
OFGL, accounts of 2024), brought in by the importer of the desk. The financial potential is left
unknown: no list at hand says it of each commune, and the engine then answers « à vérifier ». The
members of the departmental agency are invented.
"""

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
from guichet.reference.policies.fact_cells import How
from guichet.reference.policies.fact_lines import Source
from guichet.reference.territories.models import Territory

FACTS = Path(__file__).parent / "data" / "facts_04.csv"
LISTS = (
    ("RURAL", "rural", Source("Insee, grille communale de densité", date(2026, 7, 1))),
    ("REVITALISATION", "frr",
     Source("DGCL, classement FRR", date(2025, 7, 10), since=date(2024, 7, 1))),
    # What the observatory says of each commune; the massif alone would settle nothing in the 04.
    # It contradicts itself on Mallefougasse-Augès, by its old code and its new one: left unknown.
    ("MOUNTAIN", "montagne", Source("OFGL, communes de montagne", date(2024, 12, 31))),
)  # fmt: skip
YES_OR_NO = How("WORDS", yes=("oui",), no=("non",))
# What some offers ask of the commune: the technical assistance of the law (CGCT, R3232-1), among
# those of the agency; the engineering of Atout France, for the mountain only.
TRAITS = {
    "Assistance technique eau et assainissement": "ASSISTED",
    "Ingénierie touristique des territoires de montagne": "MOUNTAIN",
}
AGENCY = "IT04"
LARGE = 5_000


@transaction.atomic
def load_facts(*, by: Actor | None, at: datetime) -> None:
    """After the offers and the local authorities."""
    department = Territory.objects.departments().filter(code="04").order_by("pk")[:1].get()
    for kind, column, source in LISTS:
        policies.import_facts(
            FACTS.read_bytes(),
            name=FACTS.name,
            kind=kind,
            source=source,
            columns={"value": column},
            how=YES_OR_NO,
            department=department,
            by=by,
            at=at,
        )
    _conditions(by=by, at=at)
    _members(by=by, at=at)


def _conditions(*, by: Actor | None, at: datetime) -> None:
    """An offer included in the membership is for members; some serve those that a text names."""
    for offer in Offer.objects.filter(price_kind=PriceKind.MEMBERS).order_by("pk"):
        asked: dict[str, object] = {"members_only": True, "checked_on": offer.checked_on}
        offers.save_offer(offer, asked, by=by, at=at)
    for offer in Offer.objects.filter(title__in=TRAITS).order_by("pk"):
        asked = {"required_traits": [TRAITS[offer.title]], "checked_on": offer.checked_on}
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
