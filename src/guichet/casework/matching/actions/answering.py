"""What a provider answers."""

from datetime import datetime

from django.db import transaction

from guichet.casework.demands import actions as demand_actions
from guichet.casework.demands.correspondents import applicant_to_tell, officers_to_tell
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import moving
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day

from .. import notifications
from ..choices import RefusalReason
from ..models import Referral
from ..workflow import WORKFLOW
from .steps import OVER, ReferralRefused, hold


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


def _answer(
    referral: Referral, transition: str, *, note: str, reason: str, by: User | None, at: datetime
) -> None:
    demand = hold(referral.demand)
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
