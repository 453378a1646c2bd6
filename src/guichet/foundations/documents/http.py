"""How a file leaves. The caller has checked that the person may open its subject."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404

from .choices import ScanResult
from .models import Document

# What a browser may show by itself, and nothing that it could run.
SHOWN_INLINE = frozenset({"application/pdf", "image/jpeg", "image/png"})


def serve(document: Document, *, inline: bool = False) -> FileResponse:
    """A download, unless it may be shown: asked for, of a quiet type, and found clean.

    A file that was not scanned is never shown inside the site, only downloaded.
    """
    if document.scan == ScanResult.INFECTED:
        raise PermissionDenied("Un virus a été détecté dans ce fichier.")
    shown = inline and document.scan == ScanResult.CLEAN and document.content_type in SHOWN_INLINE
    try:
        content = document.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("Le fichier n’est plus dans l’espace de stockage.") from error
    response = FileResponse(
        content,
        as_attachment=not shown,
        filename=document.name,
        content_type=document.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=0, no-store"
    # Browsers do not start their PDF reader in a sandbox; a download is never read as a page.
    policy = "default-src 'none'; frame-ancestors 'none'"
    response["Content-Security-Policy"] = policy if shown else f"{policy}; sandbox"
    return response
