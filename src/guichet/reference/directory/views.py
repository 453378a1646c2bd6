"""The directory: who exists, what became of those that no longer do."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.ui.deeds import carry_out

from . import actions, permissions
from .access import access_of
from .choices import Role
from .forms import AbsenceForm, SearchForm
from .models import Absence, Membership, Organisation, OrganisationQuerySet, Person

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


@require_safe
def absences(request: Request) -> HttpResponse:
    """One's own absences, and those during which one stands in."""
    _refuse_non_officers(request)
    return _absences_page(request, AbsenceForm(colleagues=_colleagues(request)))


@require_POST
def declare_absence(request: Request) -> HttpResponse:
    _refuse_non_officers(request)
    form = AbsenceForm(request.POST, colleagues=_colleagues(request))
    if form.is_valid():
        person = get_object_or_404(Person.objects.of_user(request.user))
        try:
            actions.declare_absence(person, **form.cleaned_data, by=request.user, at=timezone.now())
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(
                request, "Votre absence est enregistrée ; votre remplaçant recevra vos courriels."
            )
            return redirect("directory:absences")
    return _absences_page(request, form, status=422)


@require_POST
def cancel_absence(request: Request, pk: int) -> HttpResponse:
    _refuse_non_officers(request)
    absence = get_object_or_404(Absence.objects.of_user(request.user), pk=pk)
    carry_out(
        request,
        lambda: actions.cancel_absence(absence, by=request.user, at=timezone.now()),
        success="L’absence est annulée : vous recevez de nouveau vos courriels.",
    )
    return redirect("directory:absences")


def _absences_page(request: Request, form: AbsenceForm, *, status: int = 200) -> HttpResponse:
    today = local_day(timezone.now())
    context = {
        "form": form,
        "has_colleagues": bool(_colleagues(request)),
        "mine": Absence.objects.of_user(request.user).not_over(today).for_list(),
        "entrusted": Absence.objects.entrusted_to(request.user).not_over(today).for_list(),
    }
    return render(request, "directory/absences.html", context, status=status)


def _colleagues(request: Request) -> QuerySet[Person]:
    codes = access_of(request.user).departments([Role.DESK_OFFICER])
    officers = Person.objects.officers(codes, on=local_day(timezone.now()))
    return officers.exclude(user=request.user)


def _refuse_non_officers(request: Request) -> None:
    if not permissions.can_declare_absence(request.user):
        raise PermissionDenied


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
