"""The lines of the rules that a department, or the administrator, has set: dated data."""

from typing import Self

from django.db import models
from django.db.models import Q

from ..ruleset import BY_CODE, Version


class OrientationRuleQuerySet(models.QuerySet["OrientationRule"]):
    def serving(self, department: str) -> Self:
        """Every version set for everybody or for this department: one query."""
        return (
            self.filter(Q(department=None) | Q(department__code=department))
            .select_related("department")
            .order_by("line", "starts_on", "pk")
        )

    def versions(self, department: str) -> list[Version]:
        """What the pure rules read."""
        return [row.as_version() for row in self.serving(department)]


class OrientationRule(models.Model):
    """One line set to a value from a day on (glossary: règle d’orientation)."""

    department = models.ForeignKey(
        "territories.Territory", models.PROTECT, null=True, blank=True, related_name="+"
    )
    line = models.CharField("règle", max_length=40)
    value = models.PositiveIntegerField("valeur")
    starts_on = models.DateField("à partir du")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    basis = models.CharField("texte ou décision", max_length=250)

    objects = OrientationRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "règle d’orientation"
        constraints = [
            models.CheckConstraint(
                condition=Q(line__in=list(BY_CODE)), name="orientation_rule_line_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="orientation_rule_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["department", "line", "starts_on"],
                nulls_distinct=False,
                name="orientation_rule_one_version_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{BY_CODE[self.line].label} : {self.as_version().told}"

    @property
    def department_code(self) -> str:
        return self.department.code if self.department else ""

    def as_version(self) -> Version:
        return Version(
            self.line, self.value, self.starts_on, self.ends_on, self.basis, self.department_code
        )
