"""How far an orientation has come: indicators, and what was read of each (glossary: indicateur)."""

from typing import Self

from django.db import models
from django.db.models import Q


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def in_department(self, code: str) -> Self:
        return self.filter(orientation__department__code=code)

    def in_order(self) -> Self:
        """With their readings, latest first (`read`), in one query more."""
        return (
            self.select_related("orientation__department")
            .prefetch_related(models.Prefetch("readings", to_attr="read"))
            .order_by("orientation__number", "pk")
        )


class Indicator(models.Model):
    """What a departmental orientation is measured by, and what is aimed at."""

    orientation = models.ForeignKey(
        "policies.StrategicOrientation", models.PROTECT, related_name="indicators"
    )
    label = models.CharField("indicateur", max_length=200)
    unit = models.CharField("unité", max_length=40, blank=True)
    target = models.DecimalField("cible", max_digits=12, decimal_places=2, null=True, blank=True)
    target_on = models.DateField("à atteindre le", null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "indicateur"
        constraints = [
            models.CheckConstraint(
                condition=Q(target_on=None) | Q(target__isnull=False),
                name="indicator_day_has_a_target",
            ),
        ]

    def __str__(self) -> str:
        return f"indicateur #{self.pk}"

    @property
    def last_reading(self) -> "Reading | None":
        """Of an indicator read `in_order`."""
        read: list[Reading] = getattr(self, "read", [])
        return read[0] if read else None

    @property
    def department_code(self) -> str:
        return self.orientation.department_code


class Reading(models.Model):
    """A value of an indicator on a day, with where it comes from."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="readings")
    value = models.DecimalField("valeur", max_digits=12, decimal_places=2)
    on = models.DateField("relevée le")
    source = models.CharField("source", max_length=200)

    class Meta:
        verbose_name = "relevé d’un indicateur"
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "on"], name="reading_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"relevé #{self.pk}"
