"""Send a demand to those who could help, and take a sending back."""

from datetime import datetime

from django.db import transaction

from guichet.casework.demands import actions as demand_actions
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import moving, record
from guichet.foundations.audit.twice import just_done
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.reference.offers.choices import OfferStatus
from guichet.reference.offers.models import Offer

from .. import engine, notifications, subsidiarity
from ..answer_links import new_key
from ..candidates import candidates_for, whole
from ..choices import ReferralStatus
from ..correspondents import answerers_of
from ..models import Referral
from ..profiles import profile_of
from ..waiting import asked_of
from ..workflow import WORKFLOW
from .steps import REFERABLE, DerogationNeeded, ReferralRefused, hold


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
    hold(demand)
    if demand.status not in REFERABLE:
        raise ReferralRefused(
            f"La demande est « {demand.get_status_display()} » : elle ne s’adresse à une structure "
            "qu’une fois qualifiée, et tant qu’elle est ouverte."
        )
    if offer.status != OfferStatus.PUBLISHED:
        raise ReferralRefused(
            f"L’offre « {offer.title} » n’est plus publiée : choisissez-en une autre."
        )
    sent = list(Referral.objects.of_demand(demand.pk))
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
        link_key=new_key(),
        link_sent_at=at,
    )
    people = answerers_of(referral, on=local_day(at))
    if people:
        referral.told_at = at
        referral.save(update_fields=["told_at"])
    record(
        by=by, action="referral.refer", target=referral, at=at, because=referral.derogation,
        provider=offer.provider.short_name, offer=offer.title, offer_id=offer.pk, level=offer.level,
    )  # fmt: skip
    demand_actions.refer(demand, provider=offer.provider, by=by, at=at)
    notify(people, notifications.asked(referral), at=at)
    return referral


@transaction.atomic
def withdraw_referral(
    referral: Referral, *, because: str = "", by: User | None, at: datetime
) -> None:
    """The desk takes a sending back before its answer; it no longer counts as asked."""
    demand = hold(referral.demand)
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
    notify(answerers_of(referral, on=local_day(at)), notifications.withdrawn(referral), at=at)


@transaction.atomic
def renew_answer_link(referral: Referral, *, by: User | None, at: datetime) -> None:
    """Void every link sent to the structure and send it a new one."""
    hold(referral.demand)
    if referral.status != ReferralStatus.SENT:
        raise ReferralRefused("Une réponse a déjà été donnée : ce lien n’a plus rien à ouvrir.")
    people = answerers_of(referral, on=local_day(at))
    if not people:
        raise ReferralRefused(
            "Aucune adresse n’est connue pour cette structure : complétez sa fiche dans "
            "l’annuaire, ou envoyez-lui la lettre à imprimer."
        )
    if just_done(referral, "referral.renew_answer_link", by=by, at=at):
        raise ReferralRefused(
            "Un lien vient d’être envoyé à la structure : un autre l’annulerait aussitôt."
        )
    referral.link_key, referral.link_sent_at = new_key(), at
    referral.told_at = referral.told_at or at
    referral.save(update_fields=["link_key", "link_sent_at", "told_at"])
    record(
        by=by, action="referral.renew_answer_link", target=referral, at=at,
        provider=referral.provider.short_name,
    )  # fmt: skip
    notify(people, notifications.asked(referral), at=at)


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
    profile = profile_of(demand, on=local_day(at))
    [wanted] = whole(Offer.objects.filter(pk=offer.pk), demand, profile)
    match = engine.examine(profile, wanted)
    if match.verdict == engine.Verdict.EXCLUDED:
        why = next(found for found in match.findings if found.holds == "FAILED")
        raise DerogationNeeded(f"{why.sentence} Pour l’envoyer quand même, écrivez pourquoi.")
    nearer = engine.rank(profile, candidates_for(demand, profile, nearer_than=offer.level))
    able = [candidate_of(other) for other in nearer if other.verdict == engine.Verdict.ELIGIBLE]
    asked = asked_of(sent, today=local_day(at))
    sentence = subsidiarity.refusal(
        offer.level,
        subsidiarity.skipped(offer.level, able, asked),
        subsidiarity.awaited(offer.level, asked),
        derogation,
    )
    if sentence:
        raise DerogationNeeded(sentence)


def candidate_of(match: engine.Match) -> subsidiarity.Candidate:
    offer = match.offer
    return subsidiarity.Candidate(
        offer.id, offer.title, offer.level, offer.provider_id, offer.provider
    )
