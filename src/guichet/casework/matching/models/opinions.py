"""Opinions asked of a structure, with a day that does not move."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role

from ..choices import OpinionStatus, Position


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def visible_to(self, user: User) -> Self:
        """The structure asked, and the services of the territory."""
        access = access_of(user)
        return self.filter(
            Q(provider__in=access.organisations(Role.PROVIDER))
            | Q(demand__department__code__in=access.departments(DESK))
            | Q(demand__commune__district__in=access.territories(Role.SUB_PREFECT))
        )

    def of_demand(self, demand_id: int) -> Self:
        return (
            self.filter(demand_id=demand_id).select_related("provider").order_by("asked_at", "pk")
        )

    def received_by(self, user: User) -> Self:
        return self.filter(provider__in=access_of(user).organisations(Role.PROVIDER))

    def awaited(self) -> Self:
        return self.filter(status=OpinionStatus.ASKED)

    def for_page(self) -> Self:
        return self.select_related(
            "provider", "demand__requester", "demand__commune", "demand__department",
            "demand__qualification__theme",
        ).order_by("due_on", "pk")  # fmt: skip


class Opinion(models.Model):
    """What a structure thinks of a project, for the desk. It commits nobody to help."""

    demand = models.ForeignKey("demands.Demand", models.PROTECT, related_name="opinions")
    provider = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="opinions")
    status = models.CharField(
        "état", max_length=10, choices=OpinionStatus, default=OpinionStatus.ASKED
    )
    question = models.TextField("sur quoi porte l’avis")
    due_on = models.DateField("attendu le")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField("demandé le")
    position = models.CharField("position", max_length=20, choices=Position, blank=True)
    reservations = models.TextField("réserves", blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    given_label = models.CharField("rendu par", max_length=150, blank=True)
    given_at = models.DateTimeField("rendu le", null=True)
    link_key = models.CharField(max_length=16, default="", blank=True, editable=False)
    link_sent_at = models.DateTimeField("lien envoyé le", null=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "demande d’avis"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=OpinionStatus.values), name="opinion_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(position__in=["", *Position.values]), name="opinion_position_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="GIVEN") | ~Q(position=""),
                name="opinion_given_takes_a_position",
            ),
            models.CheckConstraint(
                condition=~Q(position="RESERVATIONS") | ~Q(reservations=""),
                name="opinion_reservations_are_written",
            ),
            models.UniqueConstraint(
                fields=["demand", "provider"],
                condition=Q(status="ASKED"),
                name="opinion_one_awaited_per_provider",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "status", "due_on"], name="opinion_of_provider"),
        ]

    def __str__(self) -> str:
        return f"avis #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("matching:opinion", args=[self.pk])

    @property
    def department_code(self) -> str:
        return self.demand.department_code

    @property
    def case_key(self) -> str:
        return self.demand.case_key
