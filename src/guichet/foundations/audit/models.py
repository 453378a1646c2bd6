"""The spine: what happened, to what, by whom, in an order that nobody can rewrite.

No foreign key on purpose: history neither blocks nor follows the deletion of its subject.
A trigger refuses every UPDATE, DELETE and TRUNCATE (migration 0001).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from django.db import models


class EventQuerySet(models.QuerySet["Event"]):
    def of_case(self, case: str) -> Self:
        """The whole history of a case, oldest first: the demand, its referrals, its support."""
        return self.filter(case=case).order_by("at", "pk")

    def of_stream(self, stream: str) -> Self:
        return self.filter(stream=stream).order_by("seq")

    def between(self, since: datetime | None, until: datetime) -> Self:
        """What happened after `since` (excluded; None: from the beginning) and up to `until`."""
        found = self.filter(at__lte=until)
        return found.filter(at__gt=since) if since else found

    def in_department(self, code: str) -> Self:
        return self.filter(department=code)

    def of_actions(self, *codes: str) -> Self:
        return self.filter(action__in=codes)

    def last_moves_of(self, workflow: str) -> Self:
        """The last change of status of each subject of a workflow, one row per chain."""
        moves = self.filter(action__startswith=f"{workflow}.", changes__has_key="status")
        return moves.order_by("stream", "-seq").distinct("stream")

    def last_of_streams(self, streams: Sequence[str]) -> dict[str, "Event"]:
        """The last of these events of each chain, by the name of the chain."""
        found = self.filter(stream__in=streams).order_by("stream", "-seq").distinct("stream")
        return {event.stream: event for event in found}


class Event(models.Model):
    """One fact. The sentence shown to people comes from the `HISTORY` of each app."""

    stream = models.CharField("chaîne", max_length=80)
    seq = models.PositiveIntegerField("rang")
    at = models.DateTimeField("quand")
    actor_id = models.BigIntegerField("compte", null=True)
    actor_label = models.CharField("par", max_length=200)
    action = models.CharField("fait", max_length=60)
    department = models.CharField("département", max_length=3, blank=True)
    case = models.CharField("dossier", max_length=80, blank=True)
    changes = models.JSONField("changements", default=dict)
    data = models.JSONField("données", default=dict)
    because = models.TextField("motif", blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "événement"
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="event_chain_has_no_fork"),
        ]
        indexes = [
            # The timeline of a case.
            models.Index(fields=["case", "at"], name="event_case_at"),
            # « Quoi de neuf depuis la dernière séance », figures, notifications.
            models.Index(fields=["department", "action", "at"], name="event_department_action_at"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} #{self.seq}"
