"""The help that a local authority really receives."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role

from ..choices import SupportStatus


class SupportQuerySet(models.QuerySet["Support"]):
    def visible_to(self, user: User) -> Self:
        """The authority helped, the provider that leads, the desk and the sub-prefect."""
        access = access_of(user)
        return self.filter(
            Q(demand__requester__in=access.organisations(Role.APPLICANT))
            | Q(lead_provider__in=access.organisations(Role.PROVIDER))
            | Q(demand__department__code__in=access.departments(DESK))
            | Q(demand__commune__district__in=access.territories(Role.SUB_PREFECT))
        )

    def under_way(self) -> Self:
        return self.filter(status__in=[SupportStatus.OPEN, SupportStatus.RUNNING])

    def in_department(self, code: str) -> Self:
        return self.filter(demand__department__code=code)

    def for_index(self) -> Self:
        return self.select_related(
            "demand__requester", "demand__commune", "demand__department", "lead_provider", "plan"
        ).order_by("-opened_at", "-pk")


class Support(models.Model):
    """Help given after a referral was accepted (glossary: accompagnement)."""

    demand = models.ForeignKey("demands.Demand", models.PROTECT, related_name="supports")
    referral = models.OneToOneField(
        "matching.Referral", models.PROTECT, null=True, related_name="support"
    )
    lead_provider = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="supports"
    )
    status = models.CharField(
        "état", max_length=10, choices=SupportStatus, default=SupportStatus.OPEN
    )
    objective = models.TextField("objectif")
    plan = models.OneToOneField("funding.FundingPlan", models.PROTECT, related_name="support")
    opened_at = models.DateTimeField("ouvert le")
    ends_on = models.DateField("fin prévue le", null=True, blank=True)
    outcome = models.TextField("bilan", blank=True)
    ended_at = models.DateTimeField("terminé le", null=True, blank=True)

    objects = SupportQuerySet.as_manager()

    class Meta:
        verbose_name = "accompagnement"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=SupportStatus.values), name="support_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"accompagnement #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("support:detail", args=[self.pk])

    @property
    def department_code(self) -> str:
        return self.demand.department_code

    @property
    def case_key(self) -> str:
        return self.demand.case_key
