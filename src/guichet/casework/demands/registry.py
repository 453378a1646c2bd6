"""What the reference data already knows of the place and of the authority: nobody types it."""

from dataclasses import dataclass
from datetime import date

from guichet.reference.directory.models import Organisation
from guichet.reference.policies.free_engineering import price_in_short
from guichet.reference.policies.models import Enrolment
from guichet.reference.territories.models import Territory

from .models import Demand


@dataclass(frozen=True)
class Facts:
    commune: Territory | None
    population: int | None
    epci: Territory | None
    district: Territory | None
    enrolments: tuple[Enrolment, ...]
    # What the engineering of the ANCT costs to whoever asks, in a few words.
    anct_price: str = ""


def facts_about(demand: Demand, *, on: date) -> Facts:
    """What is known of the place and of the authority of a demand: one query."""
    return facts_of(demand.requester, demand.commune, on=on)


def facts_of(requester: Organisation, commune: Territory | None, *, on: date) -> Facts:
    """Population, EPCI, arrondissement, the programmes of the commune or of its EPCI, and whether
    the engineering of the ANCT is free for whoever asks."""
    asker = requester.territory
    price = price_in_short(requester.kind, asker.population if asker else None, on=on)
    if commune is None:
        return Facts(None, None, None, None, (), price)
    places = {commune.pk, commune.epci_id, requester.territory_id} - {None}
    enrolments = (
        Enrolment.objects.filter(territory__in=places)
        .in_force(on)
        .select_related("programme", "territory")
        .order_by("programme__name", "pk")
    )
    return Facts(
        commune, commune.population, commune.epci, commune.district, tuple(enrolments), price
    )
