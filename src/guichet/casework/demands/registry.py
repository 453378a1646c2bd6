"""What the reference data already knows of the place and of the authority: nobody types it."""

from dataclasses import dataclass
from datetime import date

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


def facts_about(demand: Demand, *, on: date) -> Facts:
    """Population, EPCI, arrondissement, and the programmes of the commune or of its EPCI."""
    commune = demand.commune
    if commune is None:
        return Facts(None, None, None, None, ())
    places = {commune.pk, commune.epci_id, demand.requester.territory_id} - {None}
    enrolments = (
        Enrolment.objects.filter(territory__in=places)
        .in_force(on)
        .select_related("programme", "territory")
        .order_by("programme__name", "pk")
    )
    return Facts(commune, commune.population, commune.epci, commune.district, tuple(enrolments))
