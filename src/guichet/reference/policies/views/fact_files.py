"""A published list handed to the desk: upload, look, correct, confirm."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import plural
from guichet.foundations.ui.deeds import carry_out
from guichet.reference.territories.models import Territory

from .. import actions, answers, permissions
from ..choices import CellRule, FactKind
from ..fact_columns import LABELS
from ..fact_lines import Reading
from ..forms import FactFileForm, ReadFactFileForm
from ..models import FactFile

MOST_FILES = 30
# Lines shown of each kind: enough to judge a list.
FIRST_TAKEN, FIRST_REFUSED = 20, 100


@require_safe
def fact_files(request: Request) -> HttpResponse:
    return _index(request, _form(request))


@require_POST
def open_fact_file(request: Request) -> HttpResponse:
    form = _form(request)
    if not form.is_valid():
        return _index(request, form)
    given = {**form.cleaned_data}
    try:
        file = actions.open_fact_file(
            given.pop("file"), **given, by=request.user, at=timezone.now()
        )
    except DomainError as refusal:
        form.add_error("file", refusal.sentence)
        return _index(request, form)
    return redirect(file)


@require_safe
def preview_fact_file(request: Request, pk: int) -> HttpResponse:
    return _page(request, _file_or_404(request, pk))


@require_POST
def adjust_fact_file(request: Request, pk: int) -> HttpResponse:
    file = _file_or_404(request, pk)
    seen = actions.preview_fact_file(file, at=timezone.now())
    form = ReadFactFileForm(seen.found, request.POST, file=file)
    if not form.is_valid():
        return _page(request, file, form)
    carry_out(
        request,
        lambda: actions.adjust_fact_file(
            file, form.mapping(), how=form.how(), is_whole=form.cleaned_data["is_whole"],
            by=request.user, at=timezone.now(),
        ),
        success="La lecture est corrigée : voici ce que donne la liste.",
    )  # fmt: skip
    return redirect(file)


@require_POST
def confirm_fact_file(request: Request, pk: int) -> HttpResponse:
    file = _file_or_404(request, pk)
    try:
        reading = actions.confirm_fact_file(file, by=request.user, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
        return redirect(file)
    added = plural(reading.added, "réponse nouvelle", "réponses nouvelles")
    mended = plural(reading.mended, "mise à jour", "mises à jour")
    messages.success(request, f"C’est fait : {added}, {mended}.")
    return redirect(file)


def _file_or_404(request: Request, pk: int) -> FactFile:
    _departments_or_403(request)
    found = FactFile.objects.visible_to(request.user).for_index().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _departments_or_403(request: Request) -> frozenset[str]:
    codes = permissions.fact_departments(request.user)
    if not codes:
        raise PermissionDenied
    return codes


def _form(request: Request) -> FactFileForm:
    codes = _departments_or_403(request)
    held = Territory.objects.departments().filter(code__in=codes).order_by("code")
    bound = [request.POST, request.FILES] if request.method == "POST" else []
    return FactFileForm(
        *bound,
        departments=held,
        structures=answers.structures_in(held, local_day(timezone.now())),
    )


def _index(request: Request, form: FactFileForm) -> HttpResponse:
    files = FactFile.objects.visible_to(request.user).for_index()[:MOST_FILES]
    status = 422 if form.errors else 200
    context = {"form": form, "files": files}
    return render(request, "policies/fact_files.html", context, status=status)


def _page(
    request: Request, file: FactFile, refused: ReadFactFileForm | None = None
) -> HttpResponse:
    context: dict[str, object] = {"file": file, "seen": None}
    if not file.is_confirmed:
        seen = actions.preview_fact_file(file, at=timezone.now())
        context |= {
            "seen": seen,
            "is_broader": file.rule == CellRule.BROADER,
            "is_mountain": file.kind == FactKind.MOUNTAIN,
            "read_form": refused or ReadFactFileForm(seen.found, file=file),
            "is_refused": refused is not None,
            "columns": [
                (LABELS[target], seen.found.headings[rank])
                for target, rank in seen.mapping.items()
                if rank < len(seen.found.headings)
            ],
            **_shown(seen.reading),
        }
    status = 200 if refused is None else 422
    return render(request, "policies/fact_file.html", context, status=status)


def _shown(reading: Reading) -> dict[str, object]:
    written = reading.to_write
    return {
        "taken": written[:FIRST_TAKEN],
        "more_taken": max(len(written) - FIRST_TAKEN, 0),
        "noticed": [one for one in written if one.notices][:FIRST_REFUSED],
        "kinds": reading.by_kind(),
        "refused": reading.refused[:FIRST_REFUSED],
        "more_refused": max(len(reading.refused) - FIRST_REFUSED, 0),
    }
