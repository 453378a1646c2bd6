from datetime import date
from typing import Self

from django.db import models

from .support import Support


class StepQuerySet(models.QuerySet["Step"]):
    def for_plan(self) -> Self:
        return self.order_by("rank", "pk")

    def to_do(self) -> Self:
        return self.filter(done_on=None)


class Step(models.Model):
    """One stage of a support (glossary: étape)."""

    support = models.ForeignKey(Support, models.CASCADE, related_name="steps")
    rank = models.PositiveSmallIntegerField("ordre")
    title = models.CharField("étape", max_length=150)
    due_on = models.DateField("prévue le", null=True, blank=True)
    done_on = models.DateField("faite le", null=True, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = "étape"

    def __str__(self) -> str:
        return f"étape #{self.pk}"

    def is_late_on(self, day: date) -> bool:
        """Lateness is a fact of the calendar, never a status that somebody must change back."""
        return self.done_on is None and self.due_on is not None and self.due_on < day
