"""What a person's organisations promised to a committee: on the home page of each holder."""

from datetime import date

from django.urls import reverse

from guichet.casework.committee.models import Promise
from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import plural
from guichet.reference.directory.access import Access

from .shapes import SHOWN, Panel, Task


def promised_by(access: Access, *, today: date) -> list[Panel]:
    """One panel, late ones first; none when nothing was promised."""
    bodies = {grant.organisation_id for grant in access.grants}
    if not bodies:
        return []
    held = list(Promise.objects.real().due().held_by(bodies).with_news().in_order())
    if not held:
        return []
    count = plural(len(held), "engagement à tenir", "engagements à tenir")
    return [
        Panel(
            title=f"Devant le comité : {count}",
            tasks=tuple(_task(promise, today) for promise in held[:SHOWN]),
            quiet="",
        )
    ]


def _task(promise: Promise, today: date) -> Task:
    late = ", échéance dépassée" if promise.is_late_on(today) else ""
    awaited = "" if promise.awaited_on > today else " – des nouvelles sont attendues"
    detail = f"pour le {long_date(promise.due_on)}{late}{awaited}"
    return Task(promise.text, reverse("committee:promise", args=[promise.pk]), detail)
