"""The list handed to the desk: upload, look, correct, confirm."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.demands.actions import HistoryRefused
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.spreadsheets import CONTENT_TYPES, Rows, csv_pieces
from guichet.foundations.toolkit.text import plural
from guichet.foundations.ui.deeds import carry_out

from .. import actions, permissions
from ..forms import ConfirmForm, MappingForm, OpenFileForm
from ..lines import Reading
from ..models import ImportedFile

MOST_FILES = 30
# Lines shown of each kind: enough to judge a file, never the sixty thousand of it.
FIRST_TAKEN, FIRST_REFUSED, FIRST_MENDED = 10, 100, 20


@require_safe
def imports(request: Request) -> HttpResponse:
    _refuse_unless_officer(request)
    return _index(request, OpenFileForm(user=request.user))


@require_POST
def open_file(request: Request) -> HttpResponse:
    _refuse_unless_officer(request)
    form = OpenFileForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return _index(request, form)
    try:
        file = actions.open_file(
            form.cleaned_data["file"],
            department=form.cleaned_data["department"],
            by=request.user,
            at=timezone.now(),
        )
    except DomainError as refusal:
        form.add_error("file", refusal.sentence)
        return _index(request, form)
    return redirect(file)


@require_safe
def preview(request: Request, pk: int) -> HttpResponse:
    _refuse_unless_officer(request)
    return _page(request, _file_or_404(request, pk))


@require_safe
def refused_lines(request: Request, pk: int) -> StreamingHttpResponse:
    """Every line refused and why, to be mended in a spreadsheet: the page shows a hundred."""
    _refuse_unless_officer(request)
    file = _file_or_404(request, pk)
    refused = actions.preview(file).reading.refused
    rows: Rows = ((one.line, one.title, one.sentence) for one in refused)
    pieces = csv_pieces(["Ligne", "Projet", "Pourquoi elle est refusée"], rows)
    answer = StreamingHttpResponse(pieces, content_type=CONTENT_TYPES["csv"])
    answer["Content-Disposition"] = f'attachment; filename="lignes-refusees-{file.pk}.csv"'
    return answer


@require_POST
def map_columns(request: Request, pk: int) -> HttpResponse:
    _refuse_unless_officer(request)
    file = _file_or_404(request, pk)
    form = MappingForm(actions.preview(file).found, request.POST)
    if form.is_valid():
        carry_out(
            request,
            lambda: actions.map_columns(file, form.mapping(), by=request.user, at=timezone.now()),
            success="Les colonnes sont corrigées : voici ce que donne le fichier.",
        )
    else:
        messages.error(request, "Une colonne choisie n’existe pas dans ce fichier.")
    return redirect(file)


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    _refuse_unless_officer(request)
    file = _file_or_404(request, pk)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _page(request, file, refused=form)
    try:
        made = actions.confirm(file, **form.told(), by=request.user, at=timezone.now())
    except HistoryRefused as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, file, refused=form)
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
        return redirect(file)
    messages.success(
        request, f"C’est fait : {plural(made, 'demande importée', 'demandes importées')}."
    )
    return redirect(file)


def _refuse_unless_officer(request: Request) -> None:
    if not permissions.can_import(request.user):
        raise PermissionDenied


def _file_or_404(request: Request, pk: int) -> ImportedFile:
    found = ImportedFile.objects.visible_to(request.user).for_index().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _index(request: Request, form: OpenFileForm) -> HttpResponse:
    files = ImportedFile.objects.visible_to(request.user).for_index()[:MOST_FILES]
    status = 422 if form.errors else 200
    return render(request, "doors/imports.html", {"form": form, "files": files}, status=status)


def _page(
    request: Request, file: ImportedFile, *, refused: ConfirmForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "file": file,
        "confirm_form": refused or ConfirmForm(),
        "seen": None,
    }
    if not file.is_confirmed:
        seen = actions.preview(file)
        initial = {target: str(rank) for target, rank in seen.mapping.items()}
        context |= {
            "seen": seen,
            "mapping_form": MappingForm(seen.found, initial=initial),
            "kinds": seen.reading.by_kind(),
            **_shown(seen.reading),
        }
    return render(request, "doors/preview.html", context, status=422 if refused else 200)


def _shown(reading: Reading) -> dict[str, object]:
    mended = [one for one in reading.taken if one.notices]
    return {
        "taken": reading.taken[:FIRST_TAKEN],
        "refused": reading.refused[:FIRST_REFUSED],
        "more_refused": max(len(reading.refused) - FIRST_REFUSED, 0),
        "mended": mended[:FIRST_MENDED],
        "more_mended": max(len(mended) - FIRST_MENDED, 0),
    }
