"""Ask the engine, and keep what it answered."""

from datetime import datetime

from django.db import transaction

from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.offers.models import Offer

from .. import engine, trace
from ..candidates import candidates_for, here
from ..models import Proposal, Run
from ..profiles import profile_of


@transaction.atomic
def run(demand: Demand, *, by: User | None, at: datetime) -> Run:
    """Ask the engine who can help, and keep its input and its whole answer."""
    profile = profile_of(demand, on=local_day(at))
    offers = candidates_for(demand, profile)
    left_out = here(Offer.objects.published(), profile).count() - len(offers)
    matches = engine.rank(profile, offers)
    made = Run.objects.create(
        demand=demand,
        engine_version=engine.ENGINE_VERSION,
        profile=trace.keep(profile, offers, left_out=left_out),
        ran_by=by,
        ran_at=at,
    )
    Proposal.objects.bulk_create(
        Proposal(
            run=made,
            offer_id=match.offer.id,
            verdict=str(match.verdict),
            rank=place,
            findings=trace.keep_findings(match.findings),
        )
        for place, match in enumerate(matches, start=1)
    )
    eligible = sum(match.verdict == engine.Verdict.ELIGIBLE for match in matches)
    record(
        by=by, action="run.run", target=made, at=at, offers=len(matches) + left_out,
        eligible=eligible, engine=engine.ENGINE_VERSION,
    )  # fmt: skip
    return made
