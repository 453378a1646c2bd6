"""The delays that a desk promises to keep, as dated data per department."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from guichet.foundations.toolkit.clocks import Delay, Unit

from ..choices import DelayUnit, ServiceKind


class ServiceLevelQuerySet(models.QuerySet["ServiceLevel"]):
    def defaults(self) -> Self:
        """Those of the product, for a department that has set none."""
        return self.filter(department=None)

    def of_department(self, code: str) -> Self:
        return self.filter(department__code=code)

    def serving(self, codes: Iterable[str]) -> Self:
        """Every version that a case of these departments may be under, newest last: one query."""
        return (
            self.filter(Q(department=None) | Q(department__code__in=list(codes)))
            .select_related("department")
            .order_by("kind", "starts_on", "pk")
        )

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def in_force(self, on: date) -> Self:
        return self.filter(Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))

    def version(self, kind: str, starts_on: date) -> "ServiceLevel | None":
        return self.filter(kind=kind, starts_on=starts_on).order_by("pk").first()


class ServiceLevel(models.Model):
    """One promise, between two days: a case keeps the version in force when its clock opened."""

    department = models.ForeignKey(
        "territories.Territory", models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField("engagement", max_length=20, choices=ServiceKind)
    count = models.PositiveSmallIntegerField("délai")
    unit = models.CharField("unité", max_length=15, choices=DelayUnit)
    starts_on = models.DateField("à partir du")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    basis = models.CharField("texte ou décision", max_length=250)

    objects = ServiceLevelQuerySet.as_manager()

    class Meta:
        verbose_name = "délai de service"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ServiceKind.values), name="service_level_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(unit__in=DelayUnit.values), name="service_level_unit_is_known"
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="service_level_is_not_zero"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="service_level_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["department", "kind", "starts_on"],
                nulls_distinct=False,
                name="service_level_one_version_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.as_delay().words}"

    @property
    def department_code(self) -> str:
        return self.department.code if self.department else ""

    def as_delay(self) -> Delay:
        """What the clocks read of it."""
        return Delay(
            self.get_kind_display(), self.count, Unit(self.unit), self.basis, self.starts_on
        )
