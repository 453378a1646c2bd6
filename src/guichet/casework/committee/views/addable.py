"""What hands may put on an agenda: one small form for each kind of thing it points to."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from guichet.casework.committee.choices import ItemKind
from guichet.casework.committee.forms import (
    AddCaseForm,
    AddOrientationForm,
    AddProjectForm,
    FreeItemForm,
)
from guichet.casework.committee.models import AgendaItem, Meeting
from guichet.casework.demands.models import Demand
from guichet.casework.support.models import Support, SupportQuerySet
from guichet.reference.policies.models import (
    StrategicOrientation,
    StrategicOrientationQuerySet,
)

# The kind that each form stands for; the free one says its own.
KINDS = {
    "case_form": ItemKind.CASE,
    "project_form": ItemKind.PROJECT,
    "orientation_form": ItemKind.ORIENTATION,
}


def forms_of(meeting: Meeting) -> dict[str, forms.Form]:
    return {name: _form(name, meeting, None) for name in (*KINDS, "free_form")}


def chosen(meeting: Meeting, data: Mapping[str, Any]) -> tuple[forms.Form, str]:
    """The form that was sent, with its name."""
    name = next((name for name, kind in KINDS.items() if kind == data.get("kind")), "free_form")
    return _form(name, meeting, data), name


def _form(name: str, meeting: Meeting, data: Mapping[str, Any] | None) -> forms.Form:
    if name == "case_form":
        return AddCaseForm(data, demands=_demands(meeting))
    if name == "project_form":
        return AddProjectForm(data, supports=_supports(meeting))
    if name == "orientation_form":
        return AddOrientationForm(data, orientations=_orientations(meeting))
    return FreeItemForm(data, auto_id="free_%s")


def _demands(meeting: Meeting) -> QuerySet[Demand]:
    """Those of the figures: deposited since the last meeting, and not on the agenda yet."""
    standing = AgendaItem.objects.of_meeting(meeting).filter(demand__isnull=False)
    found = (
        Demand.objects.in_department(meeting.department_code)
        .deposited()
        .exclude(pk__in=standing.values("demand"))
        .select_related("requester", "department")
        .order_by("requester__search_key", "pk")
    )
    return found.filter(submitted_at__gt=meeting.counted_since) if meeting.counted_since else found


def _supports(meeting: Meeting) -> SupportQuerySet:
    """Projects that may be presented: under way, and not on the agenda yet."""
    standing = AgendaItem.objects.of_meeting(meeting).filter(support__isnull=False)
    return (
        Support.objects.in_department(meeting.department_code)
        .under_way()
        .exclude(pk__in=standing.values("support"))
        .select_related("demand__requester", "lead_provider", "plan")
        .order_by("demand__requester__search_key", "pk")
    )


def _orientations(meeting: Meeting) -> StrategicOrientationQuerySet:
    standing = AgendaItem.objects.of_meeting(meeting).filter(orientation__isnull=False)
    return (
        StrategicOrientation.objects.of_department(meeting.department_code)
        .proposed()
        .exclude(pk__in=standing.values("orientation"))
        .order_by("number", "pk")
    )
