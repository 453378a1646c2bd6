"""The proof pack of a closed meeting: for the desk, since it holds what is not published."""

import hashlib

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions
from guichet.casework.committee.evidence import pack_name, pack_of
from guichet.casework.committee.models import Meeting, Minutes, SealedPack
from guichet.casework.committee.proof import check
from guichet.foundations.accounts.http import Request

from .found import held_or_403, trail


@require_safe
def evidence(request: Request, pk: int) -> HttpResponse:
    """The packs that are kept, that of today, and how to check one without this server."""
    meeting = held_or_403(request, pk)
    if not meeting.has_approved_minutes:
        return _too_soon(request, meeting)
    content = pack_of(meeting, Minutes.objects.get(meeting=meeting))
    report = check(content)
    kept = list(SealedPack.objects.of_meeting(meeting))
    context = {
        "meeting": meeting,
        "trail": trail(meeting),
        "kept": kept,
        "is_kept": bool(kept) and kept[0].seal == report.seal,
        "report": report,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return render(request, "committee/evidence.html", context)


@require_safe
def evidence_pack(request: Request, pk: int) -> HttpResponse:
    """The archive of today, made when it is asked for."""
    meeting = held_or_403(request, pk)
    if not meeting.has_approved_minutes:
        return _too_soon(request, meeting)
    content = pack_of(meeting, Minutes.objects.get(meeting=meeting))
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{pack_name(meeting)}"',
            "Cache-Control": "no-store",
        },
    )


@require_safe
def kept_pack(request: Request, pk: int, number: int) -> HttpResponseBase:
    """One of the archives that are kept, byte for byte as it was sealed."""
    meeting = held_or_403(request, pk)
    kept = get_object_or_404(SealedPack.objects.of_meeting(meeting), number=number)
    return FileResponse(
        kept.document.file.open("rb"),
        as_attachment=True,
        filename=kept.document.name,
        content_type=kept.document.content_type,
        headers={"Cache-Control": "no-store"},
    )


@require_POST
def seal_pack(request: Request, pk: int) -> HttpResponse:
    """Keep the archive of today beside the earlier ones."""
    meeting = held_or_403(request, pk)
    try:
        kept = actions.seal_meeting(
            meeting, occasion="demande du secrétariat", by=request.user, at=timezone.now()
        )
    except actions.SealRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"Dossier scellé n°\u00a0{kept.number} gardé.")
    return redirect("committee:evidence", meeting.pk)


def _too_soon(request: Request, meeting: Meeting) -> HttpResponse:
    messages.error(request, "Le dossier de preuve se fait une fois le procès-verbal approuvé.")
    return redirect("committee:minutes", meeting.pk)
