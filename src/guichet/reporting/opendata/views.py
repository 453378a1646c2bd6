"""Open figures: a page that says what each column means, and the files."""

import csv
from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.foundations.toolkit.spreadsheets import safe_cell

from .datasets import DATASETS, Dataset


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "opendata/index.html", {"datasets": DATASETS})


@login_not_required
@require_safe
def download(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The dataset as CSV (UTF-8, comma), line by line: the size never fills the memory."""
    dataset = _dataset_or_404(slug)
    response = StreamingHttpResponse(_csv(dataset), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return response


@login_not_required
@require_safe
def schema(request: HttpRequest, slug: str) -> JsonResponse:
    """What each column of the file holds, for a machine (Table Schema)."""
    described = _dataset_or_404(slug).schema()
    return JsonResponse(described, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _dataset_or_404(slug: str) -> Dataset:
    dataset = next((d for d in DATASETS if d.slug == slug), None)
    if dataset is None:
        raise Http404
    return dataset


class _Echo:
    def write(self, value: str) -> str:
        return value


def _csv(dataset: Dataset) -> Iterator[str]:
    writer = csv.writer(_Echo())
    for line in dataset.lines():
        yield writer.writerow([safe_cell(value) for value in line])
