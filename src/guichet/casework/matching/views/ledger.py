"""The ledger of subsidiarity on one page, to print for the prefect and for the committee."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day

from .. import permissions, subsidiarity
from ..choices import Verdict
from ..models import Opinion, Proposal, Referral, Run
from ..reasons import candidate_of_offer
from ..subsidiarity import Asked, LedgerLine, Step
from ..waiting import asked_of
from .found import visible_or_404


@dataclass(frozen=True)
class Rung:
    """A level of the ladder with all that was asked there."""

    step: Step
    lines: tuple[LedgerLine, ...]


@require_safe
def ledger(request: Request, reference: str) -> HttpResponse:
    demand = visible_or_404(request, reference)
    if not permissions.can_read_reasons(request.user, demand):
        raise PermissionDenied
    today = local_day(timezone.now())
    run = Run.objects.latest_for(demand.pk)
    asked = asked_of(Referral.objects.of_demand(demand.pk), today=today)
    context = {
        "demand": demand,
        "run": run,
        "rungs": _rungs(run, asked, today=today),
        "opinions": Opinion.objects.of_demand(demand.pk),
        "today": today,
    }
    return render(request, "matching/ledger.html", context)


def _rungs(run: Run | None, asked: list[Asked], *, today: date) -> list[Rung]:
    able = []
    if run is not None:
        eligible = Proposal.objects.of_run(run).filter(verdict=Verdict.ELIGIBLE).for_page()
        able = [candidate_of_offer(proposal.offer) for proposal in eligible]
    lines = subsidiarity.ledger(asked, today=today)
    return [
        Rung(step, tuple(line for line in lines if line.level == step.level))
        for step in subsidiarity.ladder(able, asked)
    ]
