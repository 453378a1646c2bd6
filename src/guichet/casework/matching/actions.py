"""Everything that can happen between a demand and those who could help.

An action trusts its caller for the right to act (permissions.py) and the workflow for the right
moment (workflow.py). Locking order: the demand, then the referral.
"""

from datetime import datetime

from django.db import transaction

from guichet.casework.demands import actions as demand_actions
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.correspondents import applicant_to_tell, officers_to_tell
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import moving, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.offers.choices import OfferStatus
from guichet.reference.offers.models import Offer

from . import engine, notifications, subsidiarity, trace
from .choices import RefusalReason
from .correspondents import people_of
from .models import Proposal, Referral, Run
from .profiles import profiles_of
from .workflow import WORKFLOW

REFERABLE = frozenset({DemandStatus.QUALIFIED, DemandStatus.REFERRED, DemandStatus.SUPPORTED})
OVER = frozenset({DemandStatus.DECLINED, DemandStatus.CLOSED})


class ReferralRefused(DomainError):
    """The demand cannot be sent there, or answered, as it was asked."""


class DerogationNeeded(ReferralRefused):
    """It may be sent, once somebody has written why."""


@transaction.atomic
def run(demand: Demand, *, by: User | None, at: datetime) -> Run:
    """Ask the engine who can help, and keep its input and its whole answer."""
    profile, offers = profiles_of(demand, on=local_day(at))
    matches = engine.rank(profile, offers)
    made = Run.objects.create(
        demand=demand,
        engine_version=engine.ENGINE_VERSION,
        profile=trace.keep(profile, offers),
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
        by=by, action="run.run", target=made, at=at, offers=len(matches), eligible=eligible,
        engine=engine.ENGINE_VERSION,
    )  # fmt: skip
    return made


@transaction.atomic
def refer(
    demand: Demand,
    *,
    offer: Offer,
    message: str = "",
    derogation: str = "",
    by: User | None,
    at: datetime,
) -> Referral:
    """Send the demand to the provider of an offer; several may be asked, nearest first."""
    _hold(demand)
    if demand.status not in REFERABLE:
        raise ReferralRefused(
            f"La demande est « {demand.get_status_display()} » : elle ne s’adresse à une structure "
            "qu’une fois qualifiée, et tant qu’elle est ouverte."
        )
    if offer.status != OfferStatus.PUBLISHED:
        raise ReferralRefused(
            f"L’offre « {offer.title} » n’est plus publiée : choisissez-en une autre."
        )
    sent = list(demand.referrals.select_related("provider").order_by("sent_at", "pk"))
    _refuse_twice(offer, sent)
    _refuse_without_a_reason(demand, offer, sent, derogation=derogation, at=at)
    referral = Referral.objects.create(
        demand=demand,
        offer=offer,
        provider=offer.provider,
        level=offer.level,
        message=message.strip(),
        derogation=derogation.strip(),
        sent_by=by,
        sent_at=at,
    )
    record(
        by=by, action="referral.refer", target=referral, at=at, because=referral.derogation,
        provider=offer.provider.short_name, offer=offer.title, level=offer.level,
    )  # fmt: skip
    demand_actions.refer(demand, provider=offer.provider, by=by, at=at)
    notify(people_of(offer.provider, on=local_day(at)), notifications.asked(referral), at=at)
    return referral


@transaction.atomic
def accept_referral(referral: Referral, *, note: str = "", by: User | None, at: datetime) -> None:
    """The provider will help: the desk can open a support with it."""
    _answer(referral, "accept_referral", note=note, reason="", by=by, at=at)
    demand = referral.demand
    notify(applicant_to_tell(demand), notifications.accepted_for_applicant(referral), at=at)


@transaction.atomic
def refuse_referral(
    referral: Referral, *, reason: str, note: str = "", by: User | None, at: datetime
) -> None:
    """The provider cannot help, and says why: the desk will ask somebody else."""
    if reason not in RefusalReason.values:
        raise ReferralRefused("Choisissez le motif : il sert à trouver une autre solution.")
    _answer(referral, "refuse_referral", note=note, reason=reason, by=by, at=at)
    demand = referral.demand
    # Whoever will not help has no reason to go on reading the case.
    demand.shared_with.remove(referral.provider)
    notify(applicant_to_tell(demand), notifications.refused_for_applicant(referral), at=at)


@transaction.atomic
def withdraw_referral(
    referral: Referral, *, because: str = "", by: User | None, at: datetime
) -> None:
    """The desk takes a sending back before its answer; it no longer counts as asked."""
    demand = _hold(referral.demand)
    with moving(
        referral, WORKFLOW, "withdraw_referral", by=by, at=at, because=because.strip(),
        provider=referral.provider.short_name,
    ):  # fmt: skip
        referral.answered_by = by
        referral.answered_at = at
    referral.demand = demand
    demand.shared_with.remove(referral.provider)
    if not demand.referrals.awaiting_an_answer().exists():
        demand_actions.hear_back(demand, by=by, at=at)
    notify(people_of(referral.provider, on=local_day(at)), notifications.withdrawn(referral), at=at)


def _answer(
    referral: Referral, transition: str, *, note: str, reason: str, by: User | None, at: datetime
) -> None:
    demand = _hold(referral.demand)
    if demand.status in OVER:
        raise ReferralRefused(
            f"La demande est « {demand.get_status_display()} » depuis que vous l’avez reçue : "
            "aucune réponse n’est plus attendue de vous."
        )
    label = RefusalReason(reason).label if reason else ""
    with moving(
        referral, WORKFLOW, transition, by=by, at=at, because=note.strip(),
        provider=referral.provider.short_name, reason=label, reason_code=reason,
    ):  # fmt: skip
        referral.answered_by = by
        referral.answered_at = at
        referral.refusal_reason = reason
        referral.answer_note = note.strip()
    referral.demand = demand
    demand_actions.hear_back(demand, by=by, at=at)
    told = officers_to_tell(demand, on=local_day(at))
    notify(told, notifications.answered_for_desk(referral), at=at)


def _hold(demand: Demand) -> Demand:
    """One at a time per demand, so that two officers cannot send it twice to the same door."""
    lock_afresh(demand)
    return demand


def _refuse_twice(offer: Offer, sent: list[Referral]) -> None:
    for referral in sent:
        if referral.provider_id == offer.provider_id and referral.is_alive:
            day = long_date(local_day(referral.sent_at))
            raise ReferralRefused(
                f"{offer.provider} a déjà reçu cette demande le {day} : il n’y a rien à renvoyer."
            )


def _refuse_without_a_reason(
    demand: Demand, offer: Offer, sent: list[Referral], *, derogation: str, at: datetime
) -> None:
    """The engine is asked afresh: offers may have changed since the page was drawn."""
    if derogation.strip():
        return
    matches = engine.rank(*profiles_of(demand, on=local_day(at), before=offer))
    for match in matches:
        if match.offer.id == offer.pk and match.verdict == engine.Verdict.EXCLUDED:
            why = next(found for found in match.findings if found.holds == "FAILED")
            raise DerogationNeeded(f"{why.sentence} Pour l’envoyer quand même, écrivez pourquoi.")
    left = subsidiarity.skipped(
        offer.level,
        (candidate_of(match) for match in matches if match.verdict == engine.Verdict.ELIGIBLE),
        (referral.as_asked() for referral in sent),
    )
    sentence = subsidiarity.refusal(offer.level, left, derogation)
    if sentence:
        raise DerogationNeeded(sentence)


def candidate_of(match: engine.Match) -> subsidiarity.Candidate:
    offer = match.offer
    return subsidiarity.Candidate(
        offer.id, offer.title, offer.level, offer.provider_id, offer.provider
    )
