"""What the engine proposed."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..choices import Verdict


class RunQuerySet(models.QuerySet["Run"]):
    def latest_for(self, demand_id: int) -> "Run | None":
        return self.filter(demand_id=demand_id).order_by("-ran_at", "-pk").first()


class Run(models.Model):
    """One run of the engine, with its input, so that its answer can be replayed and explained."""

    demand = models.ForeignKey("demands.Demand", models.PROTECT, related_name="runs")
    engine_version = models.CharField("version des règles", max_length=20)
    profile = models.JSONField("données utilisées")
    ran_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ran_at = models.DateTimeField("calculée le")

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = "calcul d’orientation"

    def __str__(self) -> str:
        return f"calcul #{self.pk}"

    @property
    def department_code(self) -> str:
        return self.demand.department_code

    @property
    def case_key(self) -> str:
        return self.demand.case_key


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def of_run(self, run: Run) -> Self:
        return self.filter(run=run)

    def for_page(self) -> Self:
        return self.select_related("offer__provider").order_by("rank", "pk")


class Proposal(models.Model):
    """An offer in a run, with its findings as they were told."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="proposals")
    offer = models.ForeignKey("offers.Offer", models.PROTECT, related_name="+")
    verdict = models.CharField("verdict", max_length=10, choices=Verdict)
    rank = models.PositiveSmallIntegerField("rang")
    findings = models.JSONField("raisons")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "proposition"
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="proposal_verdict_is_known"
            ),
            models.UniqueConstraint(fields=["run", "offer"], name="proposal_once_per_run"),
        ]

    def __str__(self) -> str:
        return f"proposition #{self.pk}"
