"""The clock of each structure that was asked: one query, whatever the number of referrals.

The promise is the department's own (« Réponse de la structure sollicitée »), in the version of the
day of sending; it starts when the structure is told, and stands still while it waits for what it
asked.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from guichet.foundations.toolkit.clocks import Ledger, Standing, local, reckon, standing
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.policies.choices import ServiceKind
from guichet.reference.policies.models import ServiceLevel
from guichet.reference.policies.service_levels import chosen

from .choices import ReferralStatus
from .models import Referral
from .subsidiarity import Asked

Clock = tuple[Ledger, Standing]


def asked_of(referrals: Iterable[Referral], *, today: date) -> list[Asked]:
    """The lines that the ledger of subsidiarity reads; needs what `of_demand` loads."""
    listed = list(referrals)
    clocks = clocks_of(listed, today=today)
    return [_asked(referral, clocks.get(referral.pk)) for referral in listed]


def clocks_of(referrals: Sequence[Referral], *, today: date) -> dict[int, Clock]:
    """By key: when the answer is due, and where that stands today."""
    if not referrals:
        return {}
    levels = list(ServiceLevel.objects.serving({one.department_code for one in referrals}))
    found = {}
    for referral in referrals:
        clock = _clock(referral, levels, today=today)
        if clock is not None:
            found[referral.pk] = clock
    return found


def _clock(referral: Referral, levels: Sequence[ServiceLevel], *, today: date) -> Clock | None:
    department = referral.department_code
    if referral.told_at is None:
        return None
    day = local(referral.told_at, department=department).date()
    level = chosen(levels, kind=ServiceKind.PARTNER_ANSWER, department=department, on=day)
    if level is None:
        return None
    ledger = reckon(
        referral.told_at, level.as_delay(), department=department, pauses=referral.pauses()
    )
    met = referral.answered_at
    met_on = local(met, department=department).date() if met else None
    return ledger, standing(ledger, today=today, met_on=met_on)


def _asked(referral: Referral, clock: Clock | None) -> Asked:
    question = referral.open_question
    is_sent = referral.status == ReferralStatus.SENT
    return Asked(
        level=referral.level,
        provider_id=referral.provider_id,
        provider=referral.provider.short_name,
        sent_on=local_day(referral.sent_at),
        answer=referral.status,
        answered_on=local_day(referral.answered_at) if referral.answered_at else None,
        reason=referral.get_refusal_reason_display() if referral.refusal_reason else "",
        derogation=referral.derogation,
        due=clock[0].due if clock else None,
        is_silent=is_sent and question is None and clock is not None and clock[1].is_late,
        waits_for=question.body if is_sent and question else "",
        suggests=_suggested(referral),
        is_untold=referral.is_untold,
        letter_on=referral.letter_sent_on,
        channel=referral.get_answer_channel_display() if referral.answer_channel else "",
        told_by=referral.answered_label if referral.answer_channel else "",
        recorded_by=str(referral.recorded_by or ""),
    )


def _suggested(referral: Referral) -> str:
    return referral.suggested.short_name if referral.suggested else referral.suggestion
