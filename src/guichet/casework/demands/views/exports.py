"""The list in a file. A deed, because who took which demands away is kept."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.spreadsheets import CONTENT_TYPES, WRITERS, Value

from .. import actions, permissions
from ..choices import Bucket
from ..columns import IN_FILES, SORTS
from ..filters import Filters
from ..models import Demand, DemandQuerySet

READ_AT_ONCE = 500


@require_POST
def export(request: Request, file_format: str) -> StreamingHttpResponse:
    """Every column of every demand of the list, whatever the page shows."""
    if not permissions.can_see_queue(request.user):
        raise PermissionDenied
    if file_format not in WRITERS:
        raise Http404
    asked = QueryDict(request.POST.get("liste", ""))
    filters = Filters.read(asked.dict())
    listed = _listed(request, filters, sort=str(asked.get("tri", "")))
    now = timezone.now()
    actions.record_export(
        by=request.user,
        at=now,
        file_format=file_format,
        count=listed.count(),
        filters=filters.as_dict(),
    )
    pieces = WRITERS[file_format]("Demandes", [c.label for c in IN_FILES], _rows(listed))
    response = StreamingHttpResponse(pieces, content_type=CONTENT_TYPES[file_format])
    name = f"demandes-{local_day(now).isoformat()}.{file_format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _listed(request: Request, filters: Filters, *, sort: str) -> DemandQuerySet:
    found = (
        Demand.objects.visible_to(request.user)
        .deposited()
        .narrowed(filters, reader=request.user)
        .in_bucket(filters.etat or Bucket.ALL)
        .with_since()
        .for_index()
    )
    fields = SORTS.get(sort.removeprefix("-"), ("submitted_at",))
    return found.in_sorted_order(fields, descending=sort.startswith("-") or not sort)


def _rows(listed: DemandQuerySet) -> Iterator[list[Value]]:
    for demand in listed.iterator(chunk_size=READ_AT_ONCE):
        yield [column.value(demand) for column in IN_FILES]
