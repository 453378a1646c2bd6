"""The applicant's link: what it opens, until when, and what is said when it no longer opens."""

from datetime import datetime, timedelta
from uuid import UUID

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.following import is_signed, named_by
from guichet.casework.demands.models import Demand
from guichet.foundations.toolkit.errors import DomainError

OPEN_AFTER_THE_END = timedelta(days=90)
_OVER = frozenset({DemandStatus.DECLINED, DemandStatus.CLOSED})


class LinkRefused(DomainError):
    """The link opens nothing, or nothing any more."""


def demand_of_link(token: str, *, at: datetime) -> Demand:
    """The demand that a link opens; LinkRefused when it was altered, revoked or is too old."""
    demand = _named(token)
    if demand is None or demand.is_draft or not is_signed(token, demand):
        raise LinkRefused(
            "Ce lien de suivi n’est pas reconnu : il a été coupé par votre messagerie, ou "
            "remplacé par un plus récent. Demandez-en un autre ci-dessous."
        )
    # The stage and the day come from history: see with_since.
    since = getattr(demand, "since", None)
    if demand.status in _OVER and since is not None and since + OPEN_AFTER_THE_END < at:
        raise LinkRefused(
            "Cette demande est terminée depuis plus de trois mois : son lien de suivi est fermé. "
            "Pour un nouveau besoin, déposez une nouvelle demande ; pour celle-ci, écrivez au "
            "guichet de votre département."
        )
    return demand


def _named(token: str) -> Demand | None:
    try:
        uuid = UUID(hex=named_by(token))
    except ValueError:
        return None
    found = Demand.objects.deposited().with_since().for_detail().filter(uuid=uuid)
    return found.order_by("pk").first()
