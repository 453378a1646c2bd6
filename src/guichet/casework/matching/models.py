"""What the engine proposed, what the desk sent, what the provider answered."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role
from guichet.reference.offers.choices import Level

from .choices import ReferralStatus, RefusalReason, Verdict
from .subsidiarity import Asked


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


class ReferralQuerySet(models.QuerySet["Referral"]):
    def visible_to(self, user: User) -> Self:
        """Providers see their own, the desk and the sub-prefect those of their territory."""
        access = access_of(user)
        return self.filter(
            Q(provider__in=access.organisations(Role.PROVIDER))
            | Q(demand__department__code__in=access.departments(DESK))
            | Q(demand__commune__district__in=access.territories(Role.SUB_PREFECT))
        )

    def received_by(self, user: User) -> Self:
        """Those sent to the person's own organisation."""
        return self.filter(provider__in=access_of(user).organisations(Role.PROVIDER))

    def of_demand(self, demand_id: int) -> Self:
        """The ledger of a case, in the order of sending."""
        return (
            self.filter(demand_id=demand_id)
            .select_related("provider", "offer")
            .order_by("sent_at", "pk")
        )

    def awaiting_an_answer(self) -> Self:
        return self.filter(status=ReferralStatus.SENT)

    def answered(self) -> Self:
        return self.exclude(status=ReferralStatus.SENT)

    def oldest_first(self) -> Self:
        return self.for_index().order_by("sent_at", "pk")

    def for_detail(self) -> Self:
        """All that the page of a referral shows."""
        return self.for_index().select_related(
            "demand__qualification__theme", "demand__qualification__programme"
        )

    def for_index(self) -> Self:
        return self.select_related(
            "provider", "offer", "demand__requester", "demand__commune", "demand__department"
        ).order_by("-sent_at", "-pk")


class Referral(models.Model):
    """A demand sent to an engineering provider (glossary: orientation d’une demande)."""

    demand = models.ForeignKey("demands.Demand", models.PROTECT, related_name="referrals")
    offer = models.ForeignKey("offers.Offer", models.PROTECT, null=True, related_name="referrals")
    provider = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="referrals")
    level = models.CharField("niveau", max_length=15, choices=Level)
    status = models.CharField(
        "état", max_length=10, choices=ReferralStatus, default=ReferralStatus.SENT
    )
    message = models.TextField("message du guichet", blank=True)
    derogation = models.TextField("pourquoi sauter un niveau", blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField("envoyée le")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField("répondue le", null=True)
    refusal_reason = models.CharField("motif", max_length=20, choices=RefusalReason, blank=True)
    answer_note = models.TextField("précision", blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "orientation d’une demande"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ReferralStatus.values), name="referral_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="referral_level_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="REFUSED") | ~Q(refusal_reason=""),
                name="referral_refused_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(refusal_reason__in=["", *RefusalReason.values]),
                name="referral_refusal_reason_is_known",
            ),
            models.UniqueConstraint(
                fields=["demand", "provider"],
                condition=Q(status__in=["SENT", "ACCEPTED"]),
                name="referral_one_alive_per_provider",
            ),
        ]
        indexes = [
            # The provider's page.
            models.Index(fields=["provider", "status", "sent_at"], name="referral_of_provider"),
        ]

    def __str__(self) -> str:
        return f"orientation #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("matching:referral", args=[self.pk])

    @property
    def is_alive(self) -> bool:
        return self.status in {ReferralStatus.SENT, ReferralStatus.ACCEPTED}

    def as_asked(self) -> Asked:
        """The line that the ledger of subsidiarity reads; needs the provider loaded."""
        return Asked(
            level=self.level,
            provider_id=self.provider_id,
            provider=self.provider.short_name,
            sent_on=local_day(self.sent_at),
            answer=self.status,
            answered_on=local_day(self.answered_at) if self.answered_at else None,
            reason=self.get_refusal_reason_display() if self.refusal_reason else "",
            derogation=self.derogation,
        )

    @property
    def department_code(self) -> str:
        return self.demand.department_code

    @property
    def case_key(self) -> str:
        return self.demand.case_key
