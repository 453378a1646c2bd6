"""People: they may exist without an account (a mayor who never signs in)."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..choices import Role

if TYPE_CHECKING:
    from guichet.foundations.accounts.models import User


class PersonQuerySet(models.QuerySet["Person"]):
    def of_user(self, user: "User") -> Self:
        return self.filter(user_id=user.pk) if user.pk else self.none()

    def officers(self, departments: Iterable[str], *, on: date) -> Self:
        """Who holds the desk of one of these departments on that day, in alphabetical order."""
        in_force = Q(memberships__starts_on=None) | Q(memberships__starts_on__lte=on)
        not_over = Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=on)
        found = self.filter(
            in_force,
            not_over,
            memberships__role=Role.DESK_OFFICER,
            memberships__organisation__department__code__in=list(departments),
        )
        return found.distinct().order_by("name", "pk")


class Person(models.Model):
    """Somebody who acts for an organisation; personal data kept to the minimum."""

    name = models.CharField("nom", max_length=150)
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "personne"

    def __str__(self) -> str:
        return self.name
