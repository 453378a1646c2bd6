"""The proof pack of a closed meeting: for the desk, since it holds what is not published."""

import hashlib

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from guichet.casework.committee.evidence import pack_of
from guichet.casework.committee.models import Meeting, Minutes
from guichet.casework.committee.proof import check
from guichet.foundations.accounts.http import Request

from .found import held_or_403, trail


@require_safe
def evidence(request: Request, pk: int) -> HttpResponse:
    """The seal of the pack, what is in it, and how to check it without this server."""
    meeting = held_or_403(request, pk)
    if not meeting.has_approved_minutes:
        return _too_soon(request, meeting)
    content = pack_of(meeting, Minutes.objects.get(meeting=meeting))
    report = check(content)
    context = {
        "meeting": meeting,
        "trail": trail(meeting),
        "report": report,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return render(request, "committee/evidence.html", context)


@require_safe
def evidence_pack(request: Request, pk: int) -> HttpResponse:
    """The archive itself, made when it is asked for: nothing of it is stored."""
    meeting = held_or_403(request, pk)
    if not meeting.has_approved_minutes:
        return _too_soon(request, meeting)
    content = pack_of(meeting, Minutes.objects.get(meeting=meeting))
    name = f"preuve-comite-{meeting.department_code}-{meeting.day.isoformat()}.zip"
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def _too_soon(request: Request, meeting: Meeting) -> HttpResponse:
    messages.error(request, "Le dossier de preuve se fait une fois le procès-verbal approuvé.")
    return redirect("committee:minutes", meeting.pk)
