"""The public catalogue, and the sheet of an offer for those who keep it true."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.ui.deeds import carry_out
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import OrganisationKind, Role
from guichet.reference.directory.models import Organisation

from . import actions, permissions
from .choices import OfferStatus
from .forms import CatalogueForm, OfferForm
from .models import Offer, OfferQuerySet

PAGE = 20


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Who can help, on what, where: open to everybody, printable, filtered by simple questions."""
    person = _person(request)
    form = CatalogueForm(request.GET)
    found = Offer.objects.published().in_force(local_day(timezone.now()))
    if form.is_valid():
        found = _filtered(found, form)
    mine = _organisations(person)
    context = {
        "form": form,
        "notice": form.fields["commune"].notice,  # type: ignore[attr-defined]
        "page": Paginator(found.for_index().nearest_first(), PAGE).get_page(
            request.GET.get("page")
        ),
        "mine": Offer.objects.of_providers(mine).for_index() if mine else (),
        "can_create": person is not None and permissions.can_create(person),
    }
    return render(request, "offers/index.html", context)


@login_not_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    offer = _visible_or_404(request, pk)
    person = _person(request)
    can_edit = person is not None and permissions.can_edit(person, offer)
    context = {
        "offer": offer,
        "themes": offer.themes.in_order(),
        "places": offer.perimeters.in_order(),
        "programmes": offer.programmes.in_order(),
        "exclusions": offer.exclusions.in_order(),
        "can_edit": can_edit,
        "can_publish": can_edit and offer.status != OfferStatus.PUBLISHED,
        "can_archive": can_edit and offer.status == OfferStatus.PUBLISHED,
        "can_check": person is not None and permissions.can_check(person, offer),
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
    offer = _editable(request, pk)
    form = OfferForm(offer=offer, providers=_providers(request.user))
    return render(request, "offers/edit.html", {"form": form, "offer": offer})


@require_POST
def save_offer(request: Request, pk: int) -> HttpResponse:
    return _save(request, _editable(request, pk))


@require_POST
def publish_offer(request: Request, pk: int) -> HttpResponse:
    return _move(request, pk, actions.publish_offer, "L’offre est publiée.")


@require_POST
def archive_offer(request: Request, pk: int) -> HttpResponse:
    return _move(request, pk, actions.archive_offer, "L’offre est archivée.")


@require_POST
def check_offer(request: Request, pk: int) -> HttpResponse:
    offer = _visible_or_404(request, pk)
    if not permissions.can_check(request.user, offer):
        raise PermissionDenied
    carry_out(
        request,
        lambda: actions.check_offer(offer, by=request.user, at=timezone.now()),
        success="L’offre est marquée comme vérifiée aujourd’hui.",
    )
    return redirect(offer)


def _filtered(found: OfferQuerySet, form: CatalogueForm) -> OfferQuerySet:
    asked = form.cleaned_data
    if asked["q"]:
        found = found.matching(asked["q"])
    if asked["theme"]:
        found = found.about(asked["theme"].pk)
    if asked["niveau"]:
        found = found.of_level(asked["niveau"])
    if asked["commune"]:
        found = found.covering(asked["commune"])
    return found


def _save(request: Request, offer: Offer | None) -> HttpResponse:
    form = OfferForm(request.POST, offer=offer, providers=_providers(request.user))
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
    offer = _editable(request, pk)
    carry_out(request, lambda: deed(offer, by=request.user, at=timezone.now()), success=success)
    return redirect(offer)


def _editable(request: Request, pk: int) -> Offer:
    offer = _visible_or_404(request, pk)
    if not permissions.can_edit(request.user, offer):
        raise PermissionDenied
    return offer


def _visible_or_404(request: HttpRequest, pk: int) -> Offer:
    return get_object_or_404(Offer.objects.visible_to(_person(request)).for_index(), pk=pk)


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _organisations(person: User | None) -> frozenset[int]:
    return access_of(person).organisations(Role.PROVIDER) if person else frozenset()


def _providers(person: User) -> QuerySet[Organisation]:
    """Whose offers this person may describe."""
    if access_of(person).has(Role.ADMINISTRATOR):
        return Organisation.objects.exclude(kind=OrganisationKind.COMMUNE).for_index()
    return Organisation.objects.filter(pk__in=_organisations(person)).for_index()
