"""Files joined to a demand: the bytes are the business of documents, the link is ours."""

from datetime import datetime

from guichet.foundations.accounts.models import User
from guichet.foundations.documents.actions import discard

from ..models import Attachment, Demand


def remove_files(demand: Demand, *, by: User | None, at: datetime) -> None:
    """Erase every file of a demand that goes away."""
    for attachment in demand.attachments.for_panel():
        remove_file(attachment, by=by, at=at)


def remove_file(attachment: Attachment, *, by: User | None, at: datetime) -> None:
    # The link protects its document: it goes first.
    document = attachment.document
    attachment.delete()
    discard(document, by=by, at=at)
