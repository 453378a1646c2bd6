"""What the desk does for a structure that no mail reaches: a letter, its answer written down.

A demand and a request for an opinion are treated alike."""

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
from ..choices import AnswerChannel, OpinionStatus, ReferralStatus, SpokenAnswer
from ..correspondents import answerers_of, people_of
from ..models import Opinion, Referral
from .answering import Heard, accept_referral, ask_for_more, refuse_referral
from .opinions import give_opinion
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
    _refuse_day(sent_on, asked_at=referral.sent_at, what="La lettre ne peut pas être partie", at=at)
    if referral.letter_sent_on == sent_on:
        return
    referral.letter_sent_on, referral.link_sent_at = sent_on, at
    referral.told_at = referral.told_at or _instant(sent_on, asked_at=referral.sent_at, at=at)
    referral.save(update_fields=["letter_sent_on", "link_sent_at", "told_at"])
    record(
        by=by, action="referral.post_letter", target=referral, at=at,
        provider=referral.provider.short_name, day=long_date(sent_on),
    )  # fmt: skip


@transaction.atomic
def record_answer(
    referral: Referral,
    *,
    answer: str,
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
    if answer not in SpokenAnswer.values:
        raise ReferralRefused("Dites ce que la structure a répondu.")
    heard = _heard(channel, heard_on, told_by=told_by, asked_at=referral.sent_at, by=by, at=at)
    who, question = _speaker(told_by, referral.provider, heard), None
    match SpokenAnswer(answer):
        case SpokenAnswer.ACCEPTS:
            accept_referral(referral, note=note, by=who, at=at, heard=heard)
        case SpokenAnswer.REFUSES:
            refuse_referral(
                referral, reason=reason, note=note, suggested=suggested, suggestion=suggestion,
                by=who, at=at, heard=heard,
            )  # fmt: skip
        case SpokenAnswer.NEEDS:
            question = ask_for_more(referral, body=note, by=who, at=at, heard=heard)
    record(
        by=by, action="referral.record_answer", target=referral, at=at,
        provider=referral.provider.short_name, how=heard.channel.label, day=long_date(heard_on),
        who=told_by.strip(),
    )  # fmt: skip
    people = answerers_of(referral, on=local_day(at))
    notify(people, notifications.answer_recorded(referral, question), at=at)


@transaction.atomic
def post_opinion_letter(opinion: Opinion, *, sent_on: date, by: User, at: datetime) -> None:
    """The letter has left: its code is good for three months more. The day of the opinion does not
    move."""
    hold(opinion.demand)
    lock_afresh(opinion)
    if opinion.status != OpinionStatus.ASKED:
        raise ReferralRefused("L’avis est rendu ou n’est plus attendu : il n’y a plus de lettre.")
    _refuse_day(sent_on, asked_at=opinion.asked_at, what="La lettre ne peut pas être partie", at=at)
    opinion.link_sent_at = at
    opinion.save(update_fields=["link_sent_at"])
    record(
        by=by, action="opinion.post_opinion_letter", target=opinion, at=at,
        provider=opinion.provider.short_name, day=long_date(sent_on),
    )  # fmt: skip


@transaction.atomic
def record_opinion(
    opinion: Opinion,
    *,
    position: str,
    told_by: str,
    channel: str,
    heard_on: date,
    reservations: str = "",
    by: User,
    at: datetime,
) -> None:
    """Write down an opinion given by telephone, by post or face to face, as such."""
    hold(opinion.demand)
    heard = _heard(channel, heard_on, told_by=told_by, asked_at=opinion.asked_at, by=by, at=at)
    who = _speaker(told_by, opinion.provider, heard)
    give_opinion(opinion, position=position, reservations=reservations, by=who, at=at, heard=heard)
    record(
        by=by, action="opinion.record_opinion", target=opinion, at=at,
        provider=opinion.provider.short_name, how=heard.channel.label, day=long_date(heard_on),
        who=told_by.strip(),
    )  # fmt: skip
    people = people_of(opinion.provider, on=local_day(at))
    notify(people, notifications.opinion_recorded(opinion), at=at)


def _heard(
    channel: str, heard_on: date, *, told_by: str, asked_at: datetime, by: User, at: datetime
) -> Heard:
    if not told_by.strip():
        raise ReferralRefused("Dites qui a donné la réponse pour la structure.")
    if channel not in AnswerChannel.values:
        raise ReferralRefused("Dites comment la réponse a été donnée.")
    _refuse_day(heard_on, asked_at=asked_at, what="La réponse ne peut pas avoir été donnée", at=at)
    return Heard(AnswerChannel(channel), _instant(heard_on, asked_at=asked_at, at=at), by)


def _speaker(told_by: str, provider: Organisation, heard: Heard) -> WithoutAccount:
    said = f"{told_by.strip()} ({provider.short_name}, {heard.channel.label})"
    return WithoutAccount(said[:150])


def _refuse_day(day: date, *, asked_at: datetime, what: str, at: datetime) -> None:
    sent_on = local_day(asked_at)
    if day > local_day(at):
        raise ReferralRefused(f"{what} le {long_date(day)} : ce jour n’est pas encore venu.")
    if day < sent_on:
        raise ReferralRefused(
            f"{what} le {long_date(day)} : la demande n’a été adressée que le {long_date(sent_on)}."
        )


def _instant(day: date, *, asked_at: datetime, at: datetime) -> datetime:
    """Noon of that day, never before the sending nor after now."""
    noon = datetime.combine(day, time(12), tzinfo=PARIS)
    return min(max(noon, asked_at), at)
