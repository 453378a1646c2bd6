"""Link, merge, set apart, undo: what people decide about two demands that look alike.

Locking order: the demand with the smaller number first, then the other. These are the only actions
that hold two demands.
"""

from datetime import datetime

from django.db import transaction

from guichet.casework.demands import actions as demand_actions
from guichet.casework.demands.choices import DeclineReason, DemandStatus, MessageAudience
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.errors import DomainError

from . import notifications
from .choices import Verdict
from .models import Decision, summary_of
from .score import compare


class DecisionRefused(DomainError):
    """These two demands cannot be put together, or were decided about already."""


@transaction.atomic
def link(
    demand: Demand, *, twin: Demand, note: str = "", by: User | None, at: datetime
) -> Decision:
    """Both go on; each page shows the other."""
    return _decide(demand, twin, Verdict.LINKED, "duplicates.link", note=note, by=by, at=at)


@transaction.atomic
def set_apart(
    demand: Demand, *, twin: Demand, note: str = "", by: User | None, at: datetime
) -> Decision:
    """They only look alike: the pair is never proposed again."""
    return _decide(demand, twin, Verdict.DISTINCT, "duplicates.set_apart", note=note, by=by, at=at)


@transaction.atomic
def merge(
    demand: Demand, *, into: Demand, note: str = "", by: User | None, at: datetime
) -> Decision:
    """`demand` is declined as a duplicate of `into`, from which all that it holds is read."""
    _hold(demand, into)
    if into.status == DemandStatus.DECLINED:
        raise DecisionRefused(
            f"La demande {into.reference} est classée sans suite : elle ne peut pas recueillir "
            "l’autre. Rouvrez-la d’abord, ou réunissez-les dans l’autre sens."
        )
    absorbed = Decision.objects.merges().filter(kept=demand).select_related("other")
    former = absorbed.order_by("pk").first()
    if former is not None:
        raise DecisionRefused(
            f"La demande {demand.reference} recueille déjà {former.other.reference} : revenez "
            "d’abord sur cette décision."
        )
    decision = _decide(into, demand, Verdict.MERGED, "duplicates.merge", note=note, by=by, at=at)
    demand_actions.decline(
        demand,
        reason=DeclineReason.DUPLICATE,
        note=notifications.merged(into, demand, note=note.strip()),
        by=by,
        at=at,
    )
    return decision


@transaction.atomic
def undo(decision: Decision, *, because: str, by: User | None, at: datetime) -> None:
    """Take a decision back: the pair may be proposed again, and a merged demand is reopened."""
    kept, other = decision.kept, decision.other
    _hold(kept, other)
    gone, _ = Decision.objects.filter(pk=decision.pk).delete()
    if not gone:
        raise DecisionRefused("Cette décision a déjà été annulée : rechargez la page.")
    for demand, twin in ((kept, other), (other, kept)):
        record(
            by=by, action="duplicates.undo", target=demand, at=at, because=because,
            twin=str(twin.reference), verdict=decision.verdict,
            audience=_hearing(decision),
        )  # fmt: skip
    # Somebody may have reopened it by hand meanwhile.
    if decision.verdict == Verdict.MERGED and other.status == DemandStatus.DECLINED:
        demand_actions.reopen(other, because=because, by=by, at=at)


def _decide(
    kept: Demand,
    other: Demand,
    verdict: Verdict,
    action: str,
    *,
    note: str,
    by: User | None,
    at: datetime,
) -> Decision:
    _hold(kept, other)
    _refuse_unless_comparable(kept, other)
    decision = Decision.objects.create(
        kept=kept,
        other=other,
        verdict=verdict,
        score=compare(summary_of(kept), summary_of(other)).score,
        note=note.strip(),
        decided_by=by,
        decided_at=at,
    )
    for demand, twin in ((kept, other), (other, kept)):
        record(
            by=by, action=action, target=demand, at=at, because=note.strip(),
            twin=str(twin.reference), kept=str(kept.reference), gone=str(other.reference),
            score=decision.score, audience=_hearing(decision),
        )  # fmt: skip
    return decision


def _hearing(decision: Decision) -> str:
    """An authority does not learn the number of another one's demand from its own history, nor
    what was only looked at."""
    together = decision.kept.requester_id == decision.other.requester_id
    if together and decision.verdict != Verdict.DISTINCT:
        return ""
    return str(MessageAudience.INTERNAL)


def _refuse_unless_comparable(kept: Demand, other: Demand) -> None:
    if kept.pk == other.pk:
        raise DecisionRefused("C’est la même demande : choisissez-en une autre.")
    if kept.is_draft or other.is_draft or kept.department_id != other.department_id:
        raise DecisionRefused(
            "Seules deux demandes déposées au même guichet départemental se rapprochent."
        )
    made = Decision.objects.between(kept, other).order_by("pk").first()
    if made is not None:
        raise DecisionRefused(
            f"Une décision existe déjà pour {kept.reference} et {other.reference} "
            f"(« {made.get_verdict_display()} ») : revenez d’abord dessus."
        )


def _hold(one: Demand, two: Demand) -> None:
    """Always in the same order, so that two officers never wait for each other."""
    for demand in sorted((one, two), key=lambda demand: demand.pk):
        lock_afresh(demand)
