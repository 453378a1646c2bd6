"""The directory: who exists, what became of those that no longer do."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day

from . import permissions
from .forms import SearchForm
from .models import Membership, Organisation, OrganisationQuerySet

PAGE = 25
# A name may have been borne by several bodies in turn; beyond, the search is too vague to tell.
MOST_ANSWERS = 5


@require_safe
def index(request: Request) -> HttpResponse:
    """The living bodies found, and above them what became of those that have gone."""
    _refuse_strangers(request)
    today = local_day(timezone.now())
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = _found(asked.get("q", ""), asked.get("nature", ""))
    gone = found.closed(today).for_index()[:MOST_ANSWERS] if asked.get("q") else []
    context = {
        "form": form,
        "page": Paginator(found.living(today).for_index(), PAGE).get_page(request.GET.get("page")),
        "answers": [organisation.answer(today) for organisation in gone],
    }
    return render(request, "directory/index.html", context)


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    _refuse_strangers(request)
    organisation = get_object_or_404(Organisation.objects.for_index(), pk=pk)
    today = local_day(timezone.now())
    context = {
        "organisation": organisation,
        "answer": organisation.answer(today),
        "origins": organisation.get_origins(today),
        "sources": organisation.get_lineage_sources(),
        "is_closed": _is_closed(organisation, today),
        "memberships": Membership.objects.of_organisation(organisation).in_force(today).in_order(),
    }
    return render(request, "directory/detail.html", context)


def _found(words: str, kind: str) -> OrganisationQuerySet:
    found = Organisation.objects.all()
    if words.strip():
        found = found.matching(words)
    return found.of_kind(kind) if kind else found


def _is_closed(organisation: Organisation, today: date) -> bool:
    return organisation.closed_on is not None and organisation.closed_on <= today


def _refuse_strangers(request: Request) -> None:
    if not permissions.can_consult(request.user):
        raise PermissionDenied
