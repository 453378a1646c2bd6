"""The queue of the desk, and « Mes demandes » of an authority."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role

from .. import permissions
from ..choices import Bucket
from ..correspondents import authorities_for
from ..deadlines import dues_of
from ..forms import BUCKETS, IndexForm
from ..models import Demand, DemandQuerySet
from ..next_step import NextStep, Situation, holder_of, next_step
from ..timekeeping import NO_DUE, Due

PER_PAGE = 25


@dataclass(frozen=True)
class Row:
    demand: Demand
    theme: str
    holder: str
    days: int | None
    due: Due


@dataclass(frozen=True)
class Stage:
    """A link above the queue: the same filters, another stage."""

    label: str
    count: int
    address: str
    is_current: bool


@dataclass(frozen=True)
class Card:
    demand: Demand
    step: NextStep
    due_sentence: str


@require_safe
def index(request: Request) -> HttpResponse:
    if not permissions.can_see_index(request.user):
        raise PermissionDenied
    if access_of(request.user).has(Role.SUB_PREFECT, Role.PROVIDER, *DESK):
        return _queue(request)
    return _mine(request)


def _queue(request: Request) -> HttpResponse:
    access = access_of(request.user)
    form = IndexForm(request.GET, departments=access.departments([Role.SUB_PREFECT, *DESK]))
    form.is_valid()
    bucket = form.bucket(default=Bucket.TO_DO if access.has(*DESK) else Bucket.OPEN)
    found = _narrowed(form, request)
    listed = found.in_bucket(bucket).for_index().with_since()
    if bucket == Bucket.TO_DO:
        listed = listed.oldest_first()
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    today = local_day(timezone.now())
    dues = dues_of(list(page), today=today)
    context = {
        "form": form,
        "page": page,
        "rows": [_row(demand, today=today, due=dues.get(demand.pk, NO_DUE)) for demand in page],
        "stages": _stages(request, found.count_by_bucket(), current=bucket),
        "bucket": bucket,
        "bucket_label": dict(BUCKETS)[bucket],
        "is_narrowed": form.is_narrowed(),
        "is_officer": access.has(Role.DESK_OFFICER),
    }
    return render(request, "demands/index.html", context)


def _mine(request: Request) -> HttpResponse:
    """Cards instead of a table: an authority has a few demands, and reads them on a telephone."""
    today = local_day(timezone.now())
    seen = Demand.objects.visible_to(request.user)
    page = Paginator(seen.deposited().for_applicant(), PER_PAGE).get_page(request.GET.get("page"))
    dues = dues_of(list(page), today=today)
    context = {
        "drafts": seen.drafts().for_index().order_by("-created_at", "-pk"),
        "page": page,
        "cards": [
            Card(
                demand,
                _step(demand, today=today),
                dues.get(demand.pk, NO_DUE).told("APPLICANT"),
            )
            for demand in page
        ],
        "authorities": authorities_for(request.user).for_index(),
    }
    return render(request, "demands/mine.html", context)


def _narrowed(form: IndexForm, request: Request) -> DemandQuerySet:
    asked = form.cleaned_data
    found = Demand.objects.visible_to(request.user).deposited()
    if asked.get("texte"):
        found = found.about(asked["texte"])
    if asked.get("theme"):
        found = found.on_theme(asked["theme"])
    if asked.get("arrondissement"):
        found = found.in_district(asked["arrondissement"])
    if asked.get("miennes"):
        found = found.followed_by(request.user)
    return found


def _row(demand: Demand, *, today: date, due: Due) -> Row:
    since: datetime | None = getattr(demand, "since", None)
    days = (today - local_day(since)).days if since and demand.is_open else None
    qualification = getattr(demand, "qualification", None)
    theme = qualification.theme.label if qualification else ""
    return Row(demand, theme, holder_of(demand.status, is_answered=demand.is_answered), days, due)


def _stages(request: Request, counts: dict[str, int], *, current: str) -> list[Stage]:
    query = request.GET.copy()
    query.pop("page", None)
    stages = []
    for code, label in BUCKETS:
        query["etat"] = code
        # An empty stage is not worth a link, except those that people look for first.
        if counts[code] or code in Bucket.values or code == current:
            stages.append(Stage(label, counts[code], f"?{query.urlencode()}", code == current))
    return stages


def _step(demand: Demand, *, today: date) -> NextStep:
    situation = Situation(
        demand.status,
        officer=str(demand.officer or ""),
        missing_by=demand.missing_by,
        is_answered=demand.is_answered,
    )
    return next_step(situation, seen_by="APPLICANT", today=today)
