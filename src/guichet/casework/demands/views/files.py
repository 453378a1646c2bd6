"""Files that come with a form: the good ones are kept even when the rest is refused."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.errors import DomainError

from .. import actions
from ..models import Demand


def attach_all(
    request: Request,
    demand: Demand,
    uploads: "list[UploadedFile[bytes]]",
    *,
    at: datetime | None = None,
) -> list[str]:
    """Keep the good files; gives the sentences about the others."""
    refusals = []
    for upload in uploads:
        try:
            actions.attach(demand, upload=upload, by=request.user, at=at or timezone.now())
        except DomainError as refusal:
            refusals.append(refusal.sentence)
    return refusals
