"""A role is a person in an organisation, between two dates."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from ..choices import Role
from .organisations import Organisation
from .people import Person

if TYPE_CHECKING:
    from guichet.foundations.accounts.models import User


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, on: date) -> Self:
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on)
        )

    def of_user(self, user: "User") -> Self:
        """None for a visitor: a person without an account must never answer to « no account »."""
        return self.filter(person__user_id=user.pk) if user.pk else self.none()

    def of_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def in_order(self) -> Self:
        return self.order_by("role", "title", "pk")

    def with_role(self, roles: Iterable[str]) -> Self:
        return self.filter(role__in=list(roles))


class Membership(models.Model):
    """What a person may do, where: the perimeter is the organisation's territory."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField("rôle", max_length=20, choices=Role)
    title = models.CharField("fonction", max_length=150, blank=True)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "habilitation"
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="membership_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None)
                | Q(starts_on=None)
                | Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"habilitation #{self.pk}"
