"""The same demands seen by stage, and by commune."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import Role
from guichet.reference.territories.models import Territory

from .. import permissions
from ..atlas import Place, Point, draw
from ..choices import Bucket, DemandStatus
from ..filters import BUCKETS, STAGES
from ..models import Demand
from ..next_step import holder_of
from .narrowing import Narrowing, narrow, stages, tags

MOST_PER_STAGE = 20


@dataclass(frozen=True)
class Ticket:
    demand: Demand
    days: int | None


@dataclass(frozen=True)
class Column:
    """A stage: who has the ball there, its oldest demands, and the list of all of them."""

    label: str
    holder: str
    total: int
    tickets: list[Ticket]
    everything: str

    @property
    def hidden(self) -> int:
        return self.total - len(self.tickets)


@require_safe
def board(request: Request) -> HttpResponse:
    """One column per stage, the oldest first: a stage changes by a deed, not by a gesture."""
    narrowing = _narrowed_or_403(request)
    # A board shows every stage: only the finished ones may be left aside.
    bucket = Bucket.ALL if narrowing.filters.etat == Bucket.ALL else Bucket.OPEN
    counts = narrowing.found.count_by_bucket()
    shown = narrowing.found.in_bucket(bucket).for_board(most=MOST_PER_STAGE)
    by_stage: dict[str, list[Demand]] = {}
    for demand in shown:
        by_stage.setdefault(demand.status, []).append(demand)
    finished = {DemandStatus.DECLINED, DemandStatus.CLOSED}
    today = local_day(timezone.now())
    context = {
        "columns": [
            Column(
                label,
                holder_of(code),
                counts[code],
                [_ticket(demand, today=today) for demand in by_stage.get(code, [])],
                f"{reverse('demands:index')}?{_query(narrowing, etat=code)}",
            )
            for code, label in STAGES
            if bucket == Bucket.ALL or code not in finished
        ],
        "total": counts[bucket],
        **_frame(request, narrowing, counts, bucket, only=(Bucket.OPEN, Bucket.ALL)),
    }
    return render(request, "demands/board.html", context)


@require_safe
def atlas(request: Request) -> HttpResponse:
    """One circle per commune, and the same figures in a table."""
    narrowing = _narrowed_or_403(request)
    bucket = narrowing.filters.etat or Bucket.OPEN
    counts = narrowing.found.count_by_bucket()
    rows = list(narrowing.found.in_bucket(bucket).count_by_commune())
    lines = [
        {
            **row,
            "address": f"{reverse('demands:index')}?"
            + _query(narrowing, etat=bucket, commune=row["commune"]),
        }
        for row in rows
    ]
    department = _most_asked(rows)
    places = [_place(line) for line in lines if _is_on_map(line, department)]
    context = {
        "sheet": draw(places, _points(department)),
        "lines": lines,
        "total": counts[bucket],
        "off_map": [line for line in lines if not _is_on_map(line, department)],
        "bucket_label": dict(BUCKETS)[bucket],
        **_frame(request, narrowing, counts, bucket),
    }
    return render(request, "demands/atlas.html", context)


def _narrowed_or_403(request: Request) -> Narrowing:
    if not permissions.can_see_queue(request.user):
        raise PermissionDenied
    return narrow(request)


def _frame(
    request: Request,
    narrowing: Narrowing,
    counts: dict[str, int],
    bucket: str,
    *,
    only: tuple[str, ...] = (),
) -> dict[str, Any]:
    """What both pages say above their own content."""
    shown = [s for s in stages(request, counts, current=bucket) if not only or s.code in only]
    return {
        "form": narrowing.form,
        "tags": tags(request, narrowing),
        "stages": shown,
        "bucket": bucket,
        "is_narrowed": narrowing.is_narrowed,
        "is_open": narrowing.is_open,
        "query": _query(narrowing),
        "is_officer": access_of(request.user).has(Role.DESK_OFFICER),
    }


def _query(narrowing: Narrowing, **changes: str) -> str:
    return narrowing.filters.as_query(**changes)


def _ticket(demand: Demand, *, today: date) -> Ticket:
    since: datetime | None = getattr(demand, "since", None)
    return Ticket(demand, (today - local_day(since)).days if since and demand.is_open else None)


def _most_asked(rows: list[dict[str, Any]]) -> str:
    """The department of the map: that of most demands, for whoever sees several."""
    totals: dict[str, int] = {}
    for row in rows:
        code = row["commune__department_code"]
        totals[code] = totals.get(code, 0) + row["total"]
    return max(totals, key=lambda code: (totals[code], code), default="")


def _is_on_map(line: dict[str, Any], department: str) -> bool:
    return line["commune__longitude"] is not None and line["commune__department_code"] == department


def _place(line: dict[str, Any]) -> Place:
    point = (line["commune__longitude"], line["commune__latitude"])
    return Place(line["commune__name"], line["total"], point, line["address"])


def _points(department: str) -> list[Point]:
    if not department:
        return []
    return Territory.objects.points_of(department)
