"""Finding an offer for a page, and who is looking."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from guichet.foundations.accounts.http import Request
from guichet.foundations.accounts.models import User
from guichet.reference.territories.models import Territory

from .. import permissions
from ..fit import Conditions, Finding, Place, findings
from ..models import Offer


def visible_or_404(request: HttpRequest, pk: int) -> Offer:
    return get_object_or_404(Offer.objects.visible_to(person_of(request)).for_index(), pk=pk)


def editable(request: Request, pk: int) -> Offer:
    offer = visible_or_404(request, pk)
    if not permissions.can_edit(request.user, offer):
        raise PermissionDenied
    return offer


def person_of(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def place_of(commune: Territory) -> Place:
    within = Territory.objects.containing(commune).order_by("pk")
    return Place(
        commune.name,
        commune.of_name,
        commune.population,
        frozenset(within.values_list("pk", flat=True)),
    )


def findings_of(offer: Offer, place: Place) -> tuple[Finding, ...]:
    """Needs the perimeters and the programmes loaded."""
    return findings(
        place,
        Conditions(
            provider=offer.provider.short_name,
            perimeters=tuple((place.pk, place.name) for place in offer.perimeters.all()),
            kinds=tuple(offer.beneficiary_kinds),
            kind_labels=tuple(offer.beneficiary_labels),
            population_min=offer.population_min,
            population_max=offer.population_max,
            members_only=offer.members_only,
            traits=tuple(offer.trait_labels),
            programmes=tuple(programme.name for programme in offer.programmes.all()),
        ),
    )
