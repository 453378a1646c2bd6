"""Who usually follows what: an officer of the desk, for a district, a theme, or both."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q


class PortfolioQuerySet(models.QuerySet["Portfolio"]):
    def in_force(self, on: date) -> Self:
        return self.filter(Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))

    def not_over(self, on: date) -> Self:
        """In force, or to come."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def of_department(self, code: str) -> Self:
        return self.filter(department__code=code)

    def for_list(self) -> Self:
        return self.select_related("person", "department", "district", "theme").order_by(
            "district__name", "theme__rank", "person__name", "pk"
        )


class Portfolio(models.Model):
    """A dated line of the sharing-out of a desk; an empty district or theme means any."""

    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="portfolios")
    department = models.ForeignKey("territories.Territory", models.PROTECT, related_name="+")
    district = models.ForeignKey(
        "territories.Territory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="arrondissement",
    )
    theme = models.ForeignKey(
        "policies.Theme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="thème",
    )
    starts_on = models.DateField("à partir du")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = PortfolioQuerySet.as_manager()

    class Meta:
        verbose_name = "portefeuille"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="portfolio_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["department", "district", "theme"],
                condition=Q(ends_on=None),
                nulls_distinct=False,
                name="portfolio_one_holder_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"portefeuille #{self.pk}"
