"""Who can help one demand, in a catalogue that grows a hundredfold: 500, 5,000, 50,000 offers."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse

from guichet.casework.demands.models import Demand
from guichet.casework.matching import engine
from guichet.casework.matching.candidates import candidates_for, here
from guichet.casework.matching.profiles import profile_of
from guichet.reference.offers.models import Offer

from .catalogue import fill_offers
from .measures import Answer, Budget, Measure, Subject, measure

ON = date(2026, 3, 10)


def orientation_measures(*, runs: int, offers: int) -> Iterator[Measure]:
    """One line per size; `offers` stand in the base at the end."""
    demand = Demand.objects.exclude(qualification=None).order_by("pk")[:1].get()
    made = 0
    for size in (offers // 100, offers // 10, offers):
        fill_offers(size - made, from_rank=made)
        made = size
        yield measure(_subject(demand, size), runs=runs)
    yield measure(_left_out(demand, made), runs=runs)


def _subject(demand: Demand, size: int) -> Subject:
    def prepare() -> object:
        return Demand.objects.for_detail().get(pk=demand.pk)

    def ask(given: object) -> Answer:
        """Candidates, their reasons and their order."""
        assert isinstance(given, Demand)  # noqa: S101  # for the type checker
        profile = profile_of(given, on=ON)
        ranked = engine.rank(profile, candidates_for(given, profile))
        told = [f"{match.verdict} {match.offer.title}" for match in ranked]
        return HttpResponse("\n".join(told))

    budget = Budget(queries=6, milliseconds=30)
    return Subject(f"orientation, {size} offres", ask, budget, prepare)


def _left_out(demand: Demand, size: int) -> Subject:
    """How many offers of the place are put aside: counted once, when the calculation is kept."""

    def prepare() -> object:
        return Demand.objects.for_detail().get(pk=demand.pk)

    def ask(given: object) -> Answer:
        assert isinstance(given, Demand)  # noqa: S101  # for the type checker
        profile = profile_of(given, on=ON)
        return HttpResponse(str(here(Offer.objects.published(), profile).count()))

    return Subject(f"écartées comptées, {size} offres", ask, Budget(queries=6), prepare)
