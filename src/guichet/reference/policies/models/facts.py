"""What dated sources say of territories and of authorities: classifications, wealth, memberships.

A row says yes or no; where there is none, nobody knows, and rules answer « à vérifier ».
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from guichet.reference.territories.models import Territory

from ..choices import FactKind
from ..chronology import Version

# Without a beginning: as far back as anybody remembers.
_BEGINS = Coalesce("since", Value(date.min))


class FactQuerySet(models.QuerySet["TerritoryFact"]):
    def in_force(self, on: date) -> Self:
        return self.filter(Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gte=on))

    def begun(self, on: date) -> Self:
        """Those in force and those that have ended: some rights outlive their end."""
        return self.filter(Q(since=None) | Q(since__lte=on))

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def current(self, on: date) -> Self:
        """The last word of each territory on each question: of those in force, what began last."""
        later = (
            TerritoryFact.objects.in_force(on)
            .filter(territory=OuterRef("territory"), kind=OuterRef("kind"))
            .alias(begins=_BEGINS)
            .filter(begins__gt=OuterRef("begins"))
        )
        return self.in_force(on).alias(begins=_BEGINS).filter(~Exists(later))

    def written_in(self, departments: frozenset[str]) -> Self:
        """Those that the desks of these departments answer for."""
        return self.filter(territory__department_code__in=departments).select_related("territory")

    def oldest_first(self) -> Self:
        return self.order_by(_BEGINS, "pk")


class TerritoryFact(models.Model):
    """A territory is, or is not, so classified between two dates, says a dated source."""

    territory = models.ForeignKey("territories.Territory", models.PROTECT, related_name="facts")
    kind = models.CharField("nature", max_length=20, choices=FactKind)
    holds = models.BooleanField("oui", default=True)
    amount = models.PositiveIntegerField("montant", null=True, blank=True)
    since = models.DateField("depuis le", null=True, blank=True)
    until = models.DateField("jusqu’au", null=True, blank=True)
    source = models.CharField("source", max_length=200)
    source_date = models.DateField("date de la source", null=True, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "classement d’un territoire"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=FactKind.values), name="territory_fact_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=models.F("since")),
                name="territory_fact_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(kind="POTENTIAL", amount__isnull=False)
                | (~Q(kind="POTENTIAL") & Q(amount=None)),
                name="territory_fact_amount_where_due",
            ),
            models.UniqueConstraint(
                fields=["territory", "kind", "since"],
                nulls_distinct=False,
                name="territory_fact_is_told_once",
            ),
        ]

    def __str__(self) -> str:
        return f"classement #{self.pk}"

    @property
    def version(self) -> Version:
        return Version(
            self.holds, self.amount, self.since, self.until, self.source, self.source_date, self.pk
        )


class AdhesionQuerySet(models.QuerySet["Adhesion"]):
    def in_force(self, on: date) -> Self:
        return self.filter(Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gte=on))

    def current(self, on: date) -> Self:
        """The last word on each couple: of those in force, what began last."""
        later = (
            Adhesion.objects.in_force(on)
            .filter(provider=OuterRef("provider"), member=OuterRef("member"))
            .alias(begins=_BEGINS)
            .filter(begins__gt=OuterRef("begins"))
        )
        return self.in_force(on).alias(begins=_BEGINS).filter(~Exists(later))

    def of_authorities_in(self, department: Territory) -> Self:
        return self.filter(member__department=department)


class Adhesion(models.Model):
    """An authority is, or is not, a member of an agency, a park or a syndicate (adhésion)."""

    provider = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="adherents", verbose_name="structure"
    )
    member = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="adhesions", verbose_name="adhérent"
    )
    holds = models.BooleanField("adhérent", default=True)
    since = models.DateField("depuis le", null=True, blank=True)
    until = models.DateField("jusqu’au", null=True, blank=True)
    source = models.CharField("source", max_length=200)
    source_date = models.DateField("date de la source", null=True, blank=True)

    objects = AdhesionQuerySet.as_manager()

    class Meta:
        verbose_name = "adhésion"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=models.F("since")),
                name="adhesion_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["member", "provider", "since"],
                nulls_distinct=False,
                name="adhesion_is_told_once",
            ),
        ]

    def __str__(self) -> str:
        return f"adhésion #{self.pk}"

    @property
    def version(self) -> Version:
        return Version(
            self.holds, None, self.since, self.until, self.source, self.source_date, self.pk
        )
