"""A funding plan knows nothing of the support that uses it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from .choices import LineKind, LineStatus, OwnShareException
from .rules import LineFacts, PlanFacts


class FundingPlan(models.Model):
    """What it costs and who pays (glossary: plan de financement)."""

    total_cost = models.DecimalField(
        "coût total", max_digits=12, decimal_places=2, default=Decimal(0)
    )
    exception = models.CharField(
        "exception à la participation minimale",
        max_length=30,
        choices=OwnShareException,
        default=OwnShareException.NONE,
    )
    exception_reason = models.TextField("motif de l’exception", blank=True)
    # Copied at birth as plain text, so that the events of the plan join the timeline of the case.
    department_code = models.CharField("département", max_length=3, blank=True)
    case_key = models.CharField("dossier", max_length=80, blank=True)
    # Two officers who edit the plan at once: the second is told instead of erasing the first.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "plan de financement"
        constraints = [
            models.CheckConstraint(
                condition=Q(exception__in=OwnShareException.values),
                name="funding_plan_exception_is_known",
            ),
            models.CheckConstraint(
                condition=Q(total_cost__gte=0), name="funding_plan_cost_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"plan de financement #{self.pk}"

    def facts(self, lines: Iterable["FundingLine"], *, owner: str) -> PlanFacts:
        """The plan as the rules read it; `owner` is how the sentence names the project owner."""
        return PlanFacts(
            lines=tuple(line.facts() for line in lines),
            total_cost=self.total_cost,
            exception=self.exception,
            reason=self.exception_reason,
            owner=owner,
        )


class FundingLineQuerySet(models.QuerySet["FundingLine"]):
    def counted(self) -> Self:
        """Lines that still bear money: a refused grant pays nothing."""
        return self.exclude(status=LineStatus.REFUSED)

    def for_plan(self) -> Self:
        return self.select_related("funder").order_by("kind", "pk")


class FundingLine(models.Model):
    plan = models.ForeignKey(FundingPlan, models.CASCADE, related_name="lines")
    kind = models.CharField("nature", max_length=10, choices=LineKind)
    status = models.CharField("état", max_length=10, choices=LineStatus, default=LineStatus.PLANNED)
    funder = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    label = models.CharField("financeur et dispositif", max_length=150)
    amount = models.DecimalField(
        "montant", max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )

    objects = FundingLineQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne de financement"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=LineKind.values), name="funding_line_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=LineStatus.values), name="funding_line_status_is_known"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="funding_line_amount_positive"),
        ]

    def __str__(self) -> str:
        return f"ligne #{self.pk}"

    def facts(self) -> LineFacts:
        return LineFacts(
            kind=self.kind,
            amount=self.amount,
            status=self.status,
            funder=str(self.funder_id or ""),
            label=self.label,
        )
