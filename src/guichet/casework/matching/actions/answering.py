"""What a provider answers, signed in or by the link of its letter."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from guichet.casework.demands import actions as demand_actions
from guichet.casework.demands.correspondents import (
    WithoutAccount,
    applicant_to_tell,
    officers_to_tell,
)
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import moving, record
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.directory.models import Organisation

from .. import notifications
from ..choices import AnswerChannel, ReferralStatus, RefusalReason
from ..correspondents import Recipients, answerers_of
from ..models import Question, Referral
from ..workflow import WORKFLOW
from .steps import OVER, ReferralRefused, hold

Answerer = User | WithoutAccount | None


@dataclass(frozen=True)
class Heard:
    """An answer that the desk writes down for a structure: how and when it was given."""

    channel: AnswerChannel
    given_at: datetime
    recorded_by: User


def without_the_hand(told: Recipients, heard: Heard | None) -> Recipients:
    """Whoever has just written the answer down knows it."""
    return tuple(one for one in told if heard is None or one != heard.recorded_by)


@transaction.atomic
def accept_referral(
    referral: Referral, *, note: str = "", by: Answerer, at: datetime, heard: Heard | None = None
) -> None:
    """The provider will help: the desk can open a support with it."""
    _answer(referral, "accept_referral", note=note, reason="", by=by, at=at, heard=heard)
    demand = referral.demand
    notify(applicant_to_tell(demand), notifications.accepted_for_applicant(referral), at=at)


@transaction.atomic
def refuse_referral(
    referral: Referral,
    *,
    reason: str,
    note: str = "",
    suggested: Organisation | None = None,
    suggestion: str = "",
    by: Answerer,
    at: datetime,
    heard: Heard | None = None,
) -> None:
    """The provider cannot help, says why and, when it knows, who could: the desk goes on."""
    if reason not in RefusalReason.values:
        raise ReferralRefused("Choisissez le motif : il sert à trouver une autre solution.")
    if suggested is not None and suggested.pk == referral.provider_id:
        raise ReferralRefused("Vous vous proposez vous-même : choisissez une autre structure.")
    referral.suggested = suggested
    referral.suggestion = suggestion.strip()
    _answer(referral, "refuse_referral", note=note, reason=reason, by=by, at=at, heard=heard)
    demand = referral.demand
    # Whoever will not help has no reason to go on reading the case.
    demand.shared_with.remove(referral.provider)
    notify(applicant_to_tell(demand), notifications.refused_for_applicant(referral), at=at)


@transaction.atomic
def ask_for_more(
    referral: Referral, *, body: str, by: Answerer, at: datetime, heard: Heard | None = None
) -> Question:
    """The provider cannot answer yet: it says what it needs, and its clock stands still."""
    demand = hold(referral.demand)
    _refuse_when_over(referral)
    if not body.strip():
        raise ReferralRefused("Écrivez ce qu’il vous manque pour répondre.")
    if referral.questions.filter(settled_at=None).exists():
        raise ReferralRefused(
            "Vous attendez déjà une réponse du guichet : elle vous sera envoyée par courriel."
        )
    question = Question.objects.create(
        referral=referral, body=body.strip(), asked_label=str(by or "Guichet")[:150],
        asked_at=heard.given_at if heard else at,
    )  # fmt: skip
    record(
        by=by, action="referral.ask_for_more", target=referral, at=at,
        provider=referral.provider.short_name,
    )  # fmt: skip
    told = without_the_hand(officers_to_tell(demand, on=local_day(at)), heard)
    notify(told, notifications.more_is_needed(referral, question), at=at)
    notify(
        applicant_to_tell(demand), notifications.more_is_needed_of_you(referral, question), at=at
    )
    return question


@transaction.atomic
def give_more(referral: Referral, *, reply: str, by: User | None, at: datetime) -> None:
    """The desk gives what was missing: the clock of the provider runs again."""
    hold(referral.demand)
    question = referral.questions.filter(settled_at=None).select_for_update().first()
    if question is None:
        raise ReferralRefused("Aucune précision n’est attendue : la réponse a déjà été donnée.")
    if not reply.strip():
        raise ReferralRefused("Écrivez la réponse à la structure avant de l’envoyer.")
    question.reply, question.settled_by, question.settled_at = reply.strip(), by, at
    question.save()
    record(
        by=by, action="referral.give_more", target=referral, at=at,
        provider=referral.provider.short_name,
    )  # fmt: skip
    people = answerers_of(referral, on=local_day(at))
    notify(people, notifications.more_is_given(referral, question), at=at)


def _answer(
    referral: Referral,
    transition: str,
    *,
    note: str,
    reason: str,
    by: Answerer,
    at: datetime,
    heard: Heard | None,
) -> None:
    demand = hold(referral.demand)
    _refuse_when_over(referral)
    suggested, suggestion = referral.suggested, referral.suggestion
    label = RefusalReason(reason).label if reason else ""
    with moving(
        referral, WORKFLOW, transition, by=by, at=at, because=note.strip(),
        provider=referral.provider.short_name, reason=label, reason_code=reason,
        suggests=str(suggested or ""),
    ):  # fmt: skip
        referral.answered_by = by if isinstance(by, User) else None
        referral.answered_label = str(by or "Guichet")[:150]
        referral.answered_at = heard.given_at if heard else at
        referral.answer_channel = heard.channel if heard else ""
        referral.recorded_by = heard.recorded_by if heard else None
        referral.refusal_reason = reason
        referral.answer_note = note.strip()
        referral.suggested, referral.suggestion = suggested, suggestion
    referral.questions.filter(settled_at=None).update(settled_at=at)
    referral.demand = demand
    demand_actions.hear_back(demand, by=None, at=at)
    told = without_the_hand(officers_to_tell(demand, on=local_day(at)), heard)
    notify(told, notifications.answered_for_desk(referral), at=at)


def _refuse_when_over(referral: Referral) -> None:
    """The demand is held already: its status is the one of now."""
    demand = referral.demand
    if demand.status in OVER:
        raise ReferralRefused(
            f"La demande est « {demand.get_status_display()} » depuis que vous l’avez reçue : "
            "aucune réponse n’est plus attendue de vous."
        )
    now = Referral.objects.values_list("status", flat=True).get(pk=referral.pk)
    if now != ReferralStatus.SENT and referral.status == ReferralStatus.SENT:
        raise ReferralRefused(
            "Une réponse a déjà été donnée pour votre structure, ou l’envoi a été retiré : "
            "rechargez la page pour la lire."
        )
