"""Find a demand that the person may see: the only way in for every view."""

from uuid import UUID

from django.http import Http404

from guichet.foundations.accounts.http import Request

from ..models import Demand


def deposited_or_404(request: Request, reference: str) -> Demand:
    found = Demand.objects.visible_to(request.user).for_detail().filter(reference=reference)
    return _one(found.order_by("pk").first())


def draft_or_404(request: Request, uuid: UUID) -> Demand:
    """By its unguessable name, whatever its stage: a form may be sent after the deposit."""
    found = Demand.objects.visible_to(request.user).for_detail().filter(uuid=uuid)
    return _one(found.order_by("pk").first())


def _one(demand: Demand | None) -> Demand:
    if demand is None:
        raise Http404
    return demand
