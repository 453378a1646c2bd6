"""The committee, its seats in three families, and who holds them between two dates."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from guichet.casework.committee.choices import Family, MandateKind, SeatNature


class Committee(models.Model):
    """A comité local de cohésion territoriale (CGCT L1232-2, R1232-10)."""

    department = models.OneToOneField(
        "territories.Territory", models.PROTECT, related_name="committee"
    )
    name = models.CharField("nom", max_length=200)
    chair_title = models.CharField("présidé par", max_length=200)
    order_reference = models.CharField("arrêté de composition", max_length=200, blank=True)
    order_date = models.DateField("daté du", null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField("délai de convocation en jours", default=5)
    proxies_per_holder = models.PositiveSmallIntegerField("pouvoirs par membre", default=1)
    meetings_per_year = models.PositiveSmallIntegerField("séances dues par an", default=2)

    class Meta:
        verbose_name = "comité"

    def __str__(self) -> str:
        return self.name

    @property
    def department_code(self) -> str:
        return self.department.code


class SeatQuerySet(models.QuerySet["Seat"]):
    def in_force(self, on: date) -> Self:
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on)
        )

    def for_roll_call(self) -> Self:
        return self.select_related("organisation").order_by("family", "rank", "pk")


class Seat(models.Model):
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats")
    family = models.CharField("famille", max_length=20, choices=Family)
    nature = models.CharField("nature", max_length=12, choices=SeatNature)
    label = models.CharField("siège", max_length=200)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="seats"
    )
    rank = models.PositiveSmallIntegerField("ordre", default=0)
    is_chair = models.BooleanField("préside", default=False)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "siège"
        constraints = [
            models.CheckConstraint(condition=Q(family__in=Family.values), name="seat_family_known"),
            models.CheckConstraint(
                condition=Q(nature__in=SeatNature.values), name="seat_nature_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} (#{self.pk})"


class Mandate(models.Model):
    """A person in a seat (glossary: titulaire, suppléant)."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="mandates")
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="mandates")
    kind = models.CharField("qualité", max_length=10, choices=MandateKind)
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "mandat"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MandateKind.values), name="mandate_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"mandat #{self.pk}"
