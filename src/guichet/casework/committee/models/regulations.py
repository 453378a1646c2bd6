"""The rules of a committee as dated data: an order, or its internal rules, and from which day."""

from datetime import date
from typing import Self

from django.db import models

from .bodies import Committee


class RegulationQuerySet(models.QuerySet["Regulation"]):
    def of_committee(self, committee: Committee) -> Self:
        return self.filter(committee=committee)

    def in_force(self, on: date) -> Self:
        """Those begun by that day, the one that applies first."""
        return self.filter(starts_on__lte=on).order_by("-starts_on", "-pk")

    def newest_first(self) -> Self:
        return self.order_by("-starts_on", "-pk")


class Regulation(models.Model):
    """A whole set of rules (ruleset.freeze) that applies from a day on, until the next one."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="regulations")
    starts_on = models.DateField("applicable le")
    basis = models.CharField("texte", max_length=300)
    rules = models.JSONField("règles")

    objects = RegulationQuerySet.as_manager()

    class Meta:
        verbose_name = "règlement"
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "starts_on"], name="regulation_one_per_day"
            ),
        ]

    def __str__(self) -> str:
        return self.basis

    @property
    def department_code(self) -> str:
        return self.committee.department_code
