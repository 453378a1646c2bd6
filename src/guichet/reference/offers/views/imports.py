"""A file of offers: upload, look, correct, confirm."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import plural
from guichet.foundations.ui.deeds import carry_out
from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.policies.models import Theme

from .. import actions, permissions
from ..choices import Level
from ..forms import FileForm, MappingForm
from ..import_columns import LABELS
from ..import_lines import Reading, Taken
from ..models import OfferFile, OfferImport

MOST_FILES = 30
# Lines shown of each kind: enough to judge a file.
FIRST_TAKEN, FIRST_REFUSED, FIRST_LABELS = 20, 300, 40


@require_safe
def files(request: Request) -> HttpResponse:
    _refuse_unless_importer(request)
    return _index(request, FileForm(user=request.user))


@require_POST
def open_file(request: Request) -> HttpResponse:
    _refuse_unless_importer(request)
    form = FileForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return _index(request, form)
    given = {**form.cleaned_data}
    try:
        file = actions.open_file(given.pop("file"), **given, by=request.user, at=timezone.now())
    except DomainError as refusal:
        form.add_error("file", refusal.sentence)
        return _index(request, form)
    return redirect(file)


@require_safe
def preview_file(request: Request, pk: int) -> HttpResponse:
    _refuse_unless_importer(request)
    file = _file_or_404(request, pk)
    context: dict[str, Any] = {"file": file, "seen": None}
    imports = list(OfferImport.objects.of_file(file)) if getattr(file, "was_imported", True) else []
    context["undone"] = [(one, one.offers.left().in_order()) for one in imports if one.undone_at]
    if file.is_confirmed:
        context |= _written(next((one for one in imports if one.undone_at is None), None))
    else:
        seen = actions.preview(file, at=timezone.now())
        initial = {
            **{target: str(rank) for target, rank in seen.mapping.items()},
            "default_provider": file.default_provider,
            "makes_providers": file.makes_providers,
        }
        context |= {
            "seen": seen,
            "mapping_form": MappingForm(seen.found, initial=initial),
            "columns": [
                (LABELS[target], seen.found.headings[rank])
                for target, rank in seen.mapping.items()
                if rank < len(seen.found.headings)
            ],
            **_shown(seen.reading),
        }
    return render(request, "offers/file.html", context)


@require_POST
def adjust_file(request: Request, pk: int) -> HttpResponse:
    _refuse_unless_importer(request)
    file = _file_or_404(request, pk)
    form = MappingForm(actions.preview(file, at=timezone.now()).found, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        carry_out(
            request,
            lambda: actions.adjust_file(
                file,
                form.mapping(),
                default_provider=given["default_provider"],
                makes_providers=given["makes_providers"],
                by=request.user,
                at=timezone.now(),
            ),
            success="La lecture est corrigée : voici ce que donne le fichier.",
        )
    else:
        messages.error(request, "Une colonne choisie n’existe pas dans ce fichier.")
    return redirect(file)


@require_POST
def confirm_file(request: Request, pk: int) -> HttpResponse:
    _refuse_unless_importer(request)
    file = _file_or_404(request, pk)
    try:
        reading = actions.confirm_file(file, by=request.user, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
        return redirect(file)
    created = plural(
        len(reading.to_create), "offre créée en brouillon", "offres créées en brouillon"
    )
    updated = plural(len(reading.to_update), "mise à jour", "mises à jour")
    messages.success(request, f"C’est fait : {created}, {updated}.")
    return redirect(file)


def _refuse_unless_importer(request: Request) -> None:
    if not permissions.can_import(request.user):
        raise PermissionDenied


def _file_or_404(request: Request, pk: int) -> OfferFile:
    found = OfferFile.objects.visible_to(request.user).for_detail().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _index(request: Request, form: FileForm) -> HttpResponse:
    listed = OfferFile.objects.visible_to(request.user).for_index()[:MOST_FILES]
    status = 422 if form.errors else 200
    return render(request, "offers/files.html", {"form": form, "files": listed}, status=status)


def _shown(reading: Reading) -> dict[str, object]:
    themes = {theme.pk: theme.label for theme in Theme.objects.in_order()}

    def named(codes: tuple[str, ...]) -> list[str]:
        return [themes.get(code, code) for code in codes]

    written = [*reading.to_create, *reading.to_update]
    labels = reading.theme_labels()
    return {
        "kinds": reading.by_kind(),
        "taken": [(one, named(one.themes.codes)) for one in written[:FIRST_TAKEN]],
        "more_taken": max(len(written) - FIRST_TAKEN, 0),
        "refused": reading.refused[:FIRST_REFUSED],
        "more_refused": max(len(reading.refused) - FIRST_REFUSED, 0),
        "noticed": [one for one in written if one.notices][:FIRST_REFUSED],
        "labels": [(label, named(codes), count) for label, codes, count in labels[:FIRST_LABELS]],
        "theme_note": _theme_note(written),
        "providers": [
            (name, OrganisationKind(guess.kind).label, Level(guess.level).label, count)
            for name, guess, count in reading.new_providers()
        ],
    }


def _written(done: OfferImport | None) -> dict[str, object]:
    """What the import wrote; nothing is known of one that is older than the gesture to undo it."""
    if done is None:
        return {"done": None}
    rows = list(done.offers.in_order())
    created = [row for row in rows if row.is_new]
    updated = [row for row in rows if not row.is_new]
    return {"done": done, "created": created, "updated": updated}


def _theme_note(written: Sequence[Taken]) -> str:
    """How many offers got their themes from their text, and how many have none."""
    heard = sum(1 for one in written if one.themes.is_from_text)
    silent = sum(1 for one in written if not one.themes.codes)
    told = []
    if heard:
        told.append(f"Thèmes lus dans le texte pour {plural(heard, 'offre')}.")
    if silent:
        told.append(f"Sans thème, donc pour tous les sujets : {plural(silent, 'offre')}.")
    return " ".join(told)
