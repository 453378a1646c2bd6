"""An officer is away between two days, and somebody stands in."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from .people import Person

if TYPE_CHECKING:
    from guichet.foundations.accounts.models import User


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(cancelled_at=None)

    def in_force(self, on: date) -> Self:
        return self.standing().filter(starts_on__lte=on, ends_on__gte=on)

    def not_over(self, on: date) -> Self:
        return self.standing().filter(ends_on__gte=on)

    def of_people(self, people: Iterable[int]) -> Self:
        return self.filter(person__in=list(people))

    def of_user(self, user: "User") -> Self:
        return self.filter(person__user_id=user.pk)

    def entrusted_to(self, user: "User") -> Self:
        """The absences during which this person stands in."""
        return self.filter(stand_in__user_id=user.pk)

    def for_list(self) -> Self:
        return self.select_related("person", "stand_in__user").order_by("starts_on", "pk")


class Absence(models.Model):
    """Whole days, both ends included; taken back rather than deleted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(
        Person, models.PROTECT, related_name="stand_ins", verbose_name="remplaçant"
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    declared_at = models.DateTimeField("déclarée le")
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "absence"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("stand_in")), name="absence_nobody_stands_in_for_himself"
            ),
        ]

    def __str__(self) -> str:
        return f"absence #{self.pk}"
