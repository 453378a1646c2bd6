"""The sheet of an offer: public once published, and for those who keep it true."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.ui.deeds import carry_out
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import OrganisationKind, Role
from guichet.reference.directory.models import Organisation

from .. import actions, permissions
from ..choices import OfferStatus
from ..forms import OfferForm, PlaceForm
from ..models import Offer
from .found import editable, findings_of, person_of, place_of, visible_or_404

PAGE = 20
MOST_DRAFTS = 100


@login_not_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    offer = visible_or_404(request, pk)
    person = person_of(request)
    can_edit = person is not None and permissions.can_edit(person, offer)
    can_check = person is not None and permissions.can_check(person, offer)
    context = {
        "offer": offer,
        "themes": offer.themes.in_order(),
        "places": offer.perimeters.in_order(),
        "programmes": offer.programmes.in_order(),
        "exclusions": offer.exclusions.in_order(),
        "can_edit": can_edit,
        "can_publish": can_edit and offer.status != OfferStatus.PUBLISHED,
        "can_archive": can_edit and offer.status == OfferStatus.PUBLISHED,
        "can_check": can_check,
        "can_confirm": can_edit and offer.status == OfferStatus.PUBLISHED,
        "events": _history(offer) if can_edit or can_check else None,
        **_fit(request, offer),
    }
    return render(request, "offers/detail.html", context)


@require_safe
def new(request: Request) -> HttpResponse:
    if not permissions.can_create(request.user):
        raise PermissionDenied
    form = OfferForm(providers=_providers(request.user))
    return render(request, "offers/edit.html", {"form": form, "offer": None})


@require_POST
def create(request: Request) -> HttpResponse:
    if not permissions.can_create(request.user):
        raise PermissionDenied
    return _save(request, None)


@require_safe
def edit(request: Request, pk: int) -> HttpResponse:
    offer = editable(request, pk)
    form = OfferForm(offer=offer, providers=_providers(request.user, offer))
    return render(request, "offers/edit.html", {"form": form, "offer": offer})


@require_POST
def save_offer(request: Request, pk: int) -> HttpResponse:
    return _save(request, editable(request, pk))


@require_POST
def publish_offer(request: Request, pk: int) -> HttpResponse:
    return _move(request, pk, actions.publish_offer, "L’offre est publiée.")


@require_POST
def archive_offer(request: Request, pk: int) -> HttpResponse:
    return _move(request, pk, actions.archive_offer, "L’offre est archivée.")


@require_POST
def check_offer(request: Request, pk: int) -> HttpResponse:
    offer = visible_or_404(request, pk)
    if not permissions.can_check(request.user, offer):
        raise PermissionDenied
    carry_out(
        request,
        lambda: actions.check_offer(offer, by=request.user, at=timezone.now()),
        success="L’offre est marquée comme vérifiée aujourd’hui.",
    )
    return redirect("offers:to_check" if request.POST.get("retour") == "liste" else offer)


@require_POST
def confirm_offer(request: Request, pk: int) -> HttpResponse:
    return _move(
        request,
        pk,
        actions.confirm_offer,
        "Merci : la fiche est marquée comme relue aujourd’hui.",
    )


@require_safe
def to_check(request: Request) -> HttpResponse:
    """What the desk has not vouched for within the year, the oldest first."""
    if not permissions.can_import(request.user):
        raise PermissionDenied
    year_ago = local_day(timezone.now()) - timedelta(days=365)
    held = permissions.departments_of(request.user)
    found = Offer.objects.published().to_check(year_ago)
    if not access_of(request.user).has(Role.ADMINISTRATOR):
        found = found.of_desk(held)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    drafts = Offer.objects.visible_to(request.user).imported_drafts()
    context = {"page": page, "drafts": drafts[:MOST_DRAFTS], "drafts_total": drafts.count()}
    return render(request, "offers/to_check.html", context)


def _history(offer: Offer) -> QuerySet[Event]:
    return Event.objects.of_stream(stream_of(offer))


def _fit(request: HttpRequest, offer: Offer) -> dict[str, object]:
    """Why this offer is for the commune of the address, when there is one."""
    form = PlaceForm(request.GET)
    commune = form.cleaned_data.get("commune") if form.is_valid() else None
    if commune is None:
        return {"commune": None, "findings": ()}
    return {"commune": commune, "findings": findings_of(offer, place_of(commune))}


def _save(request: Request, offer: Offer | None) -> HttpResponse:
    form = OfferForm(request.POST, offer=offer, providers=_providers(request.user, offer))
    saved = None
    if form.is_valid():
        try:
            saved = actions.save_offer(offer, form.cleaned_data, by=request.user, at=timezone.now())
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    if saved is None:
        context = {"form": form, "offer": offer}
        return render(request, "offers/edit.html", context, status=422)
    return redirect(saved)


def _move(request: Request, pk: int, deed: Callable[..., None], success: str) -> HttpResponse:
    offer = editable(request, pk)
    carry_out(request, lambda: deed(offer, by=request.user, at=timezone.now()), success=success)
    return redirect(offer)


def _providers(person: User, offer: Offer | None = None) -> QuerySet[Organisation]:
    """Whose offers this person may describe; that of the offer which he may edit."""
    if access_of(person).has(Role.ADMINISTRATOR):
        return Organisation.objects.exclude(kind=OrganisationKind.COMMUNE).for_index()
    own = {*access_of(person).organisations(Role.PROVIDER), *([offer.provider_id] if offer else ())}
    return Organisation.objects.filter(pk__in=own).for_index()
