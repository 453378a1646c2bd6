"""The authority says whether the help was useful: three choices and a sentence."""

from datetime import datetime, timedelta

from django.db import transaction

from guichet.casework.demands.correspondents import WithoutAccount, officers_to_tell
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record, stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day

from .. import notifications
from ..choices import Usefulness
from ..correspondents import answerers_of
from ..models import Referral, Satisfaction
from ..rating import helped
from .steps import ReferralRefused, hold

# Each answer writes to the structure and to the desk: a link that is played with must not flood.
MOST_PER_DAY = 5


@transaction.atomic
def rate_help(
    referral: Referral,
    *,
    usefulness: str,
    comment: str = "",
    by: User | WithoutAccount | None,
    at: datetime,
) -> Satisfaction:
    """Shared with the structure and the desk; given again, it replaces the former answer.

    The same answer sent twice writes nothing more.
    """
    demand = hold(referral.demand)
    if not helped(demand, [referral]):
        raise ReferralRefused("Cet avis se donne une fois que la structure a commencé à aider.")
    if usefulness not in Usefulness.values:
        raise ReferralRefused("Dites si cette aide a été utile : oui, en partie ou non.")
    said = Satisfaction.objects.filter(referral=referral).first()
    if said is not None and (said.usefulness, said.comment) == (usefulness, comment.strip()):
        return said
    _refuse_too_many(referral, at=at)
    given, _ = Satisfaction.objects.update_or_create(
        referral=referral,
        defaults={
            "usefulness": usefulness,
            "comment": comment.strip(),
            "given_label": str(by or "Guichet")[:150],
            "given_at": at,
        },
    )
    record(
        by=by, action="referral.rate_help", target=referral, at=at,
        provider=referral.provider.short_name, answer=Usefulness(usefulness).label,
    )  # fmt: skip
    told = (*answerers_of(referral, on=local_day(at)), *officers_to_tell(demand, on=local_day(at)))
    notify(told, notifications.help_rated(referral, given), at=at)
    return given


def _refuse_too_many(referral: Referral, *, at: datetime) -> None:
    given = Event.objects.of_stream(stream_of(referral)).of_actions("referral.rate_help")
    if given.between(at - timedelta(days=1), at).count() >= MOST_PER_DAY:
        raise ReferralRefused(
            "Vous avez déjà corrigé cette réponse plusieurs fois aujourd’hui : revenez demain, ou "
            "écrivez au guichet."
        )
