"""The help that a local authority really receives."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from guichet.casework.demands.models import Demand
from guichet.casework.matching.choices import ReferralStatus
from guichet.casework.matching.models import Referral, ReferralQuerySet
from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role
from guichet.reference.funding.choices import LineStatus

from ..choices import SupportStatus
from ..reports import SupportFacts


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

    def of_demand(self, demand: Demand) -> Self:
        return self.filter(demand=demand)

    def led_by(self, organisation_id: int) -> Self:
        return self.filter(lead_provider=organisation_id)

    def late(self, on: date) -> Self:
        """Under way, with a step or an end that should have come before that day."""
        late = self.model.objects.filter(steps__done_on=None, steps__due_on__lt=on)
        return self.under_way().filter(Q(pk__in=late.values("pk")) | Q(ends_on__lt=on))

    def in_state(self, state: str, *, on: date) -> Self:
        """A status, or one of the two questions that are not statuses; empty means all."""
        if state == "UNDER_WAY":
            return self.under_way()
        if state == "LATE":
            return self.late(on)
        return self.filter(status=state) if state else self.all()

    def leads(self) -> list[tuple[int, str]]:
        """Who leads a support of the set, by name: the choices of the filter."""
        rows = self.order_by("lead_provider__search_key", "lead_provider_id")
        return list(rows.values_list("lead_provider_id", "lead_provider__name").distinct())

    def about(self, text: str) -> Self:
        """By number of the demand, or by words of its title, authority or commune."""
        return self.filter(demand__in=Demand.objects.about(text).values("pk"))

    def for_index(self) -> Self:
        """All that a row shows, its steps and its funding included, in three queries."""
        return (
            self.select_related(
                "demand__requester",
                "demand__commune",
                "demand__department",
                "lead_provider",
                "plan",
            )
            .prefetch_related("steps", "plan__lines")
            .order_by("-opened_at", "-pk")
        )

    def for_detail(self) -> Self:
        """All that the page of a support shows, apart from the lines of its plan."""
        return self.select_related(
            "demand__requester",
            "demand__commune__district",
            "demand__department",
            "demand__submitted_by",
            "lead_provider",
            "plan",
        ).prefetch_related("steps", "plan__lines__funder")

    def facts(self, *, on: date) -> dict[int, SupportFacts]:
        """What the committee says of each support, by its key, newest first."""
        return {support.pk: support.get_facts(on=on) for support in self.for_index()}


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

    @property
    def is_under_way(self) -> bool:
        return self.status in {SupportStatus.OPEN, SupportStatus.RUNNING}

    def is_overdue_on(self, day: date) -> bool:
        return self.is_under_way and self.ends_on is not None and self.ends_on < day

    def get_facts(self, *, on: date) -> SupportFacts:
        """Plain values for reports.py; no query on rows read with `for_index`."""
        steps = sorted(self.steps.all(), key=lambda step: (step.rank, step.pk))
        left = [step for step in steps if step.done_on is None]
        lines = [line for line in self.plan.lines.all() if line.status != LineStatus.REFUSED]
        granted = [line.amount for line in lines if line.status == LineStatus.GRANTED]
        commune = self.demand.commune
        return SupportFacts(
            commune=commune.name if commune else "",
            requester=self.demand.requester.name,
            title=self.demand.title,
            lead=self.lead_provider.name,
            status=self.status,
            total_cost=self.plan.total_cost,
            covered=sum((line.amount for line in lines), Decimal(0)),
            granted=sum(granted, Decimal(0)),
            steps=len(steps),
            steps_done=len(steps) - len(left),
            current_step=left[0].title if left else "",
            current_due_on=left[0].due_on if left else None,
            is_late=bool(left) and self.is_under_way and left[0].is_late_on(on),
            ends_on=self.ends_on,
            ended_on=local_day(self.ended_at) if self.ended_at else None,
        )


def awaiting_a_support(demand: Demand) -> ReferralQuerySet:
    """The referrals of a demand that a provider accepted and that no support follows yet."""
    return (
        Referral.objects.filter(demand=demand, status=ReferralStatus.ACCEPTED, support=None)
        .select_related("provider", "offer")
        .order_by("answered_at", "pk")
    )
