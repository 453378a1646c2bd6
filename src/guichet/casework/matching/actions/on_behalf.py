"""What the desk does for a structure that no mail reaches: a letter, its answer written down."""

from datetime import date, datetime, time

from django.db import transaction

from guichet.casework.demands.correspondents import WithoutAccount
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import PARIS, local_day, long_date
from guichet.reference.directory.models import Organisation

from .. import notifications
from ..choices import AnswerChannel, ReferralStatus
from ..correspondents import answerers_of
from ..models import Referral
from .answering import Heard, accept_referral, refuse_referral
from .steps import ReferralRefused, hold


@transaction.atomic
def post_letter(referral: Referral, *, sent_on: date, by: User, at: datetime) -> None:
    """The letter has left: the code in it is good for three months more, and the clock of a
    structure that nothing else had reached starts that day."""
    hold(referral.demand)
    lock_afresh(referral)
    if referral.status != ReferralStatus.SENT:
        raise ReferralRefused(
            "La structure a répondu, ou l’envoi est retiré : il n’y a plus de lettre à envoyer."
        )
    _refuse_day(referral, sent_on, what="La lettre ne peut pas être partie", at=at)
    if referral.letter_sent_on == sent_on:
        return
    referral.letter_sent_on, referral.link_sent_at = sent_on, at
    referral.told_at = referral.told_at or _instant(referral, sent_on, at=at)
    referral.save(update_fields=["letter_sent_on", "link_sent_at", "told_at"])
    record(
        by=by, action="referral.post_letter", target=referral, at=at,
        provider=referral.provider.short_name, day=long_date(sent_on),
    )  # fmt: skip


@transaction.atomic
def record_answer(
    referral: Referral,
    *,
    accepts: bool,
    told_by: str,
    channel: str,
    heard_on: date,
    reason: str = "",
    note: str = "",
    suggested: Organisation | None = None,
    suggestion: str = "",
    by: User,
    at: datetime,
) -> None:
    """Write down an answer given by telephone, by post or face to face, as such: who gave it, when,
    how, and who wrote it. The structure is told, when somebody there can be."""
    hold(referral.demand)
    if not told_by.strip():
        raise ReferralRefused("Dites qui a donné la réponse pour la structure.")
    if channel not in AnswerChannel.values:
        raise ReferralRefused("Dites comment la réponse a été donnée.")
    _refuse_day(referral, heard_on, what="La réponse ne peut pas avoir été donnée", at=at)
    how = AnswerChannel(channel)
    heard = Heard(how, _instant(referral, heard_on, at=at), by)
    who = WithoutAccount(f"{told_by.strip()} ({referral.provider.short_name}, {how.label})"[:150])
    if accepts:
        accept_referral(referral, note=note, by=who, at=at, heard=heard)
    else:
        refuse_referral(
            referral, reason=reason, note=note, suggested=suggested, suggestion=suggestion,
            by=who, at=at, heard=heard,
        )  # fmt: skip
    record(
        by=by, action="referral.record_answer", target=referral, at=at,
        provider=referral.provider.short_name, how=how.label, day=long_date(heard_on),
        who=told_by.strip(),
    )  # fmt: skip
    people = answerers_of(referral, on=local_day(at))
    notify(people, notifications.answer_recorded(referral), at=at)


def _refuse_day(referral: Referral, day: date, *, what: str, at: datetime) -> None:
    sent_on = local_day(referral.sent_at)
    if day > local_day(at):
        raise ReferralRefused(f"{what} le {long_date(day)} : ce jour n’est pas encore venu.")
    if day < sent_on:
        raise ReferralRefused(
            f"{what} le {long_date(day)} : la demande n’a été adressée que le {long_date(sent_on)}."
        )


def _instant(referral: Referral, day: date, *, at: datetime) -> datetime:
    """Noon of that day, never before the sending nor after now."""
    noon = datetime.combine(day, time(12), tzinfo=PARIS)
    return min(max(noon, referral.sent_at), at)
