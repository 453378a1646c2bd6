"""Classifications of territories: what is known, what is not; write, correct, take back."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.audit.actions import stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.ui.deeds import carry_out
from guichet.reference.territories.choices import TerritoryKind
from guichet.reference.territories.models import Territory

from .. import actions, answers, permissions
from ..choices import FactKind
from ..chronology import Version, current
from ..forms import CorrectFactForm, FactFilterForm, WriteFactForm
from ..models import TerritoryFact
from .found import desk_department

PAGE = 50
KINDS = (TerritoryKind.COMMUNE, TerritoryKind.EPCI)
HISTORY = (
    "territory.write_fact", "territory.correct_fact", "territory.retract_fact",
    "territory.tell_facts", "fact_list.import_facts",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A territory in the list, and the answer in force."""

    place: Territory
    said: Version | None


@dataclass(frozen=True)
class Kept:
    """One version of an answer, and the form that corrects it."""

    fact: TerritoryFact
    form: CorrectFactForm
    is_current: bool

    @property
    def said(self) -> Version:
        return self.fact.version

    @property
    def is_open(self) -> bool:
        return bool(self.form.errors)


@dataclass(frozen=True)
class Question:
    """All that was said on one question, oldest first."""

    kind: FactKind
    kept: tuple[Kept, ...]

    @property
    def is_known(self) -> bool:
        return any(one.is_current for one in self.kept)

    @property
    def stake(self) -> str:
        return answers.STAKES[self.kind]


@require_safe
def facts(request: Request) -> HttpResponse:
    department, others = desk_department(request)
    today = local_day(timezone.now())
    form = FactFilterForm(request.GET)
    # A filter that is not understood leaves the others as they are.
    form.is_valid()
    asked = form.cleaned_data
    kind = FactKind(asked.get("nature") or FactKind.MOUNTAIN)
    text, answer = asked.get("q", ""), asked.get("reponse", "")
    found = answers.places_for_index(kind, department, today, text=text, answer=answer)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    known = answers.facts_of(kind, page, today)
    context = {
        "department": department,
        "others": others,
        "tallies": answers.tallies(department, today),
        "kind": kind,
        "is_mountain": kind == FactKind.MOUNTAIN,
        "form": FactFilterForm({"nature": kind, "q": text, "reponse": answer}),
        "is_narrowed": bool(text or answer),
        "page": page,
        "rows": [
            Row(place, known[place.pk].version if place.pk in known else None) for place in page
        ],
    }
    return render(request, "policies/facts.html", context)


@require_safe
def territory_facts(request: Request, pk: str) -> HttpResponse:
    return _sheet(request, _place_or_404(request, pk))


@require_POST
def write_fact(request: Request, pk: str) -> HttpResponse:
    place = _place_or_404(request, pk)
    form = WriteFactForm(request.POST, kinds=answers.kinds_of(place))
    if not form.is_valid():
        return _sheet(request, place, form, status=422)
    kind = form.cleaned_data["kind"]
    given = form.told(is_amount=kind == FactKind.POTENTIAL)
    done = carry_out(
        request,
        lambda: actions.write_fact(place, kind=kind, **given, by=request.user, at=timezone.now()),
        success="La réponse est enregistrée.",
    )
    if not done:
        return _sheet(request, place, form, status=422)
    return redirect("policies:territory_facts", place.pk)


@require_POST
def correct_fact(request: Request, pk: int) -> HttpResponse:
    _departments_or_403(request)
    written = TerritoryFact.objects.written_in(permissions.fact_departments(request.user))
    fact = written.filter(pk=pk).order_by("pk").first()
    if fact is None:
        raise Http404
    place = fact.territory
    form = CorrectFactForm(request.POST, fact=fact)
    if not form.is_valid():
        return _sheet(request, place, refused=form, at_fault=fact.pk, status=422)
    because = form.cleaned_data["because"]
    if form.cleaned_data["answer"] == "inconnu":
        done = carry_out(
            request,
            lambda: actions.retract_fact(fact, because=because, by=request.user, at=timezone.now()),
            success="La réponse est retirée : la question est à vérifier.",
        )
    else:
        given = form.told(is_amount=fact.kind == FactKind.POTENTIAL)
        done = carry_out(
            request,
            lambda: actions.correct_fact(
                fact, **given, because=because, by=request.user, at=timezone.now()
            ),
            success="La réponse est corrigée.",
        )
    if not done:
        return _sheet(request, place, refused=form, at_fault=pk, status=422)
    return redirect("policies:territory_facts", place.pk)


def _departments_or_403(request: Request) -> frozenset[str]:
    codes = permissions.fact_departments(request.user)
    if not codes:
        raise PermissionDenied
    return codes


def _place_or_404(request: Request, pk: str) -> Territory:
    codes = _departments_or_403(request)
    found = Territory.objects.living().filter(pk=pk, kind__in=KINDS, department_code__in=codes)
    place = found.order_by("pk").first()
    if place is None:
        raise Http404
    return place


def _sheet(
    request: Request,
    place: Territory,
    form: WriteFactForm | None = None,
    *,
    refused: CorrectFactForm | None = None,
    at_fault: int = 0,
    status: int = 200,
) -> HttpResponse:
    """All that is known of a territory; `refused` is the form of the version `at_fault`."""
    today = local_day(timezone.now())
    facts = list(TerritoryFact.objects.filter(territory=place).oldest_first())
    questions = []
    for kind in answers.kinds_of(place):
        versions = [fact for fact in facts if fact.kind == kind]
        last = current([fact.version for fact in versions], today)
        kept = tuple(
            Kept(
                fact,
                refused if refused is not None and fact.pk == at_fault
                else CorrectFactForm(fact=fact),
                last is not None and last.pk == fact.pk,
            )
            for fact in versions
        )  # fmt: skip
        questions.append(Question(kind, kept))
    context: dict[str, Any] = {
        "place": place,
        "questions": questions,
        "form": form or WriteFactForm(kinds=answers.kinds_of(place)),
        "events": Event.objects.of_stream(stream_of(place)).of_actions(*HISTORY),
    }
    return render(request, "policies/territory_facts.html", context, status=status)
