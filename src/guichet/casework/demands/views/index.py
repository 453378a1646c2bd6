"""The queue of the desk, and « Mes demandes » of an authority."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.text import plural
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import Role

from .. import permissions
from ..choices import Bucket
from ..columns import BY_CODE, CHOSEN, FIXED, SORTS, USUAL, Column, theme_of
from ..correspondents import authorities_for
from ..deadlines import dues_of
from ..excerpts import Excerpt, excerpts, quoting
from ..filters import BUCKETS
from ..models import Demand, DemandQuerySet
from ..next_step import NextStep, next_step
from ..timekeeping import NO_DUE, Due
from .narrowing import Narrowing, address, narrow, stages, tags

SIZES = (25, 50, 100)


@dataclass(frozen=True)
class Cell:
    label: str
    text: str
    note: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Row:
    demand: Demand
    theme: str
    cells: tuple[Cell, ...]
    excerpt: Excerpt | None


@dataclass(frozen=True)
class Heading:
    """The name of a column; `address` sorts by it, or the other way round."""

    column: Column
    address: str
    # « ascending », « descending » or nothing: the words of aria-sort.
    order: str


@dataclass(frozen=True)
class Card:
    demand: Demand
    step: NextStep
    due_sentence: str


class Counted(Paginator):  # type: ignore[type-arg]
    """The stages above the list have been counted already."""

    def __init__(self, listed: DemandQuerySet, size: int, *, count: int) -> None:
        super().__init__(listed, size)
        self.counted = count

    @cached_property
    def count(self) -> int:
        return self.counted


@require_safe
def index(request: Request) -> HttpResponse:
    if not permissions.can_see_index(request.user):
        raise PermissionDenied
    if permissions.can_see_queue(request.user):
        return _queue(request)
    return _mine(request)


def _queue(request: Request) -> HttpResponse:
    narrowing = narrow(request)
    counts = narrowing.found.count_by_bucket()
    columns = chosen_columns(request)
    listed = quoting(in_order(request, narrowing), narrowing.filters.texte)
    paginator = Counted(listed, _size(request), count=counts[narrowing.bucket])
    page = paginator.get_page(request.GET.get("page"))
    today = local_day(timezone.now())
    told = excerpts(list(page), narrowing.filters.texte, reader=request.user)
    # Asked only when a column shows it: it costs a query.
    shows_dues = any(column.code == "echeance" for column in columns)
    dues = dues_of(list(page), today=today) if shows_dues else {}
    context = {
        "form": narrowing.form,
        "page": page,
        "rows": [
            _row(demand, columns, told, due=dues.get(demand.pk, NO_DUE), today=today)
            for demand in page
        ],
        "stages": stages(request, counts, current=narrowing.bucket),
        "tags": tags(request, narrowing),
        "bucket": narrowing.bucket,
        "bucket_label": dict(BUCKETS)[narrowing.bucket],
        "is_narrowed": narrowing.is_narrowed,
        "is_open": narrowing.is_open,
        "elsewhere": counts[Bucket.ALL],
        "everywhere": address(request, etat=Bucket.ALL),
        "query": narrowing.filters.as_query(),
        "export": _export_query(request, narrowing),
        "headings": [
            _heading(request, column) for column in (*(BY_CODE[c] for c in FIXED), *columns)
        ],
        "order_words": _order_words(request, narrowing),
        "choices": [(column, column in columns) for column in CHOSEN],
        "formats": ("csv", "xlsx", "ods"),
        "sizes": SIZES,
        "size": paginator.per_page,
        "sort": request.GET.get("tri", ""),
        "is_officer": access_of(request.user).has(Role.DESK_OFFICER),
    }
    return render(request, "demands/index.html", context)


def in_order(request: Request, narrowing: Narrowing) -> DemandQuerySet:
    """By the column that was asked; else the best answers of a search, or what has waited longest
    in the queue; else the newest."""
    listed = narrowing.listed.with_since()
    best = listed.query.order_by
    listed = listed.for_index()
    sort = request.GET.get("tri", "")
    fields = SORTS.get(sort.removeprefix("-"))
    if fields:
        return listed.in_sorted_order(fields, descending=sort.startswith("-"))
    if narrowing.filters.texte and best:
        return listed.order_by(*best)
    return listed.oldest_first() if narrowing.bucket == Bucket.TO_DO else listed


def chosen_columns(request: Request) -> list[Column]:
    asked = request.GET.getlist("col")
    codes = [code for code in asked if code in {column.code for column in CHOSEN}] or USUAL
    return [column for column in CHOSEN if column.code in codes]


def _mine(request: Request) -> HttpResponse:
    """Cards instead of a table: an authority has a few demands, and reads them on a telephone."""
    today = local_day(timezone.now())
    seen = Demand.objects.visible_to(request.user)
    text = request.GET.get("texte", "")[:100]
    deposited = seen.deposited().for_applicant()
    if text.strip():
        deposited = seen.deposited().search(text, reader=request.user).for_applicant()
    page = Paginator(deposited, SIZES[0]).get_page(request.GET.get("page"))
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
        "text": text,
    }
    return render(request, "demands/mine.html", context)


def _row(
    demand: Demand,
    columns: Sequence[Column],
    told: Mapping[int, Excerpt],
    *,
    due: Due,
    today: date,
) -> Row:
    cells = tuple(_cell(demand, column, due=due, today=today) for column in columns)
    theme = "" if "theme" in {column.code for column in columns} else theme_of(demand)
    return Row(demand, theme, cells, told.get(demand.pk))


def _cell(demand: Demand, column: Column, *, due: Due, today: date) -> Cell:
    if column.code == "echeance":
        return _due_cell(column, due)
    since: datetime | None = getattr(demand, "since", None)
    note = ""
    if column.code == "main" and since is not None and demand.is_open:
        days = (today - local_day(since)).days
        note = f"depuis {plural(days, 'jour')}" if days else "depuis aujourd’hui"
    return Cell(column.label, column.said(demand), note)


def _due_cell(column: Column, due: Due) -> Cell:
    if due.day is None:
        return Cell(column.label, "suspendue" if due.is_paused else "–")
    return Cell(column.label, long_date(due.day), due.words if due.is_late else "", due.is_late)


def _heading(request: Request, column: Column) -> Heading:
    current = request.GET.get("tri", "")
    order = {column.code: "ascending", f"-{column.code}": "descending"}.get(current, "")
    if not column.sort:
        return Heading(column, "", "")
    turned = f"-{column.code}" if order == "ascending" else column.code
    return Heading(column, address(request, tri=turned), order)


def _export_query(request: Request, narrowing: Narrowing) -> str:
    """What a file of this list must be made of: the stage that is shown, and its order."""
    return narrowing.filters.as_query(etat=narrowing.bucket, tri=request.GET.get("tri", ""))


def _order_words(request: Request, narrowing: Narrowing) -> str:
    """How the rows follow each other, said in the caption when no column says it."""
    if request.GET.get("tri", "").removeprefix("-") in SORTS:
        return ""
    if narrowing.filters.texte:
        return "les plus proches de votre recherche d’abord"
    return "les plus anciennes d’abord" if narrowing.bucket == Bucket.TO_DO else ""


def _size(request: Request) -> int:
    asked = request.GET.get("par", "")
    return int(asked) if asked in {str(size) for size in SIZES} else SIZES[0]


def _step(demand: Demand, *, today: date) -> NextStep:
    return next_step(demand.as_situation(), seen_by="APPLICANT", today=today)
