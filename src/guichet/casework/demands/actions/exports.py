"""Who took which demands away in a file, and when: nothing else changes."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record


@transaction.atomic
def record_export(
    *, by: User, at: datetime, file_format: str, count: int, filters: Mapping[str, str]
) -> None:
    """Keep that a person exported a list, with what the list was narrowed to."""
    record(
        by=by,
        action="demand.export",
        target=by,
        at=at,
        file_format=file_format.upper(),
        count=count,
        filters=dict(filters),
    )
