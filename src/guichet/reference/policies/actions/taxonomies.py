"""Themes, programmes and default delays come whole from the package; nobody types them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from guichet.foundations.audit.actions import Actor, record

from .. import taxonomy
from ..models import Programme, ServiceLevel, Theme


@transaction.atomic
def load_taxonomy(*, by: Actor | None, at: datetime) -> int:
    """Bring the closed lists to the state of the package; answer how many rows changed.

    A theme or a programme that the package no longer lists is kept: cases point to it.
    """
    themes = {
        entry.code: {"label": entry.label, "rank": entry.rank} for entry in taxonomy.read_themes()
    }
    programmes = {
        entry.code: {
            "name": entry.name,
            "acronym": entry.acronym,
            "starts_on": entry.starts_on,
            "ends_on": entry.ends_on,
            "summary": entry.summary,
            "source": entry.source,
        }
        for entry in taxonomy.read_programmes()
    }
    changed = _bring(Theme, "theme.load_taxonomy", themes, by=by, at=at)
    changed += _bring(Programme, "programme.load_taxonomy", programmes, by=by, at=at)
    return changed + _bring_service_levels(by=by, at=at)


def _bring_service_levels(*, by: Actor | None, at: datetime) -> int:
    """A default that changes gets a new dated line in the file: an old case keeps its old rule."""
    changed = 0
    for entry in taxonomy.read_service_levels():
        values = {"count": entry.count, "unit": entry.unit, "basis": entry.basis}
        row = ServiceLevel.objects.defaults().version(entry.kind, entry.starts_on)
        if row is None:
            row = ServiceLevel(kind=entry.kind, starts_on=entry.starts_on)
        elif all(getattr(row, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        record(by=by, action="service_level.load_taxonomy", target=row, at=at)
        changed += 1
    return changed


def _bring(
    model: type[Theme] | type[Programme],
    action: str,
    wanted: Mapping[str, Mapping[str, object]],
    *,
    by: Actor | None,
    at: datetime,
) -> int:
    known = {row.pk: row for row in model._default_manager.filter(pk__in=wanted).order_by("pk")}
    changed = 0
    for code, values in wanted.items():
        row = known.get(code) or model(code=code)
        if code in known and all(getattr(row, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        record(by=by, action=action, target=row, at=at)
        changed += 1
    return changed
