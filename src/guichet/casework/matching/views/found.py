"""What every page of an orientation looks for first."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.http import Request

from .. import permissions


def visible_or_404(request: Request, reference: str) -> Demand:
    return get_object_or_404(
        Demand.objects.visible_to(request.user).for_detail(), reference=reference
    )


def sendable(request: Request, reference: str) -> Demand:
    """A demand that this person may send to somebody."""
    demand = visible_or_404(request, reference)
    if not permissions.can_refer(request.user, demand):
        raise PermissionDenied
    return demand
