"""What the desk sent, what the provider answered."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.clocks import Pause
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role
from guichet.reference.offers.choices import Level

from ..choices import AnswerChannel, ReferralStatus, RefusalReason

if TYPE_CHECKING:
    from .satisfaction import Satisfaction

WAITS_FOR_MORE = "en attente d’une précision demandée par la structure"


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
            .select_related(
                "provider",
                "offer",
                "suggested",
                "demand__department",
                "satisfaction",
                "recorded_by",
            )
            .prefetch_related("questions")
            .order_by("sent_at", "pk")
        )

    def for_reminders(self) -> Self:
        """Those without an answer in a case that goes on."""
        return (
            self.awaiting_an_answer()
            .exclude(demand__status__in=["DECLINED", "CLOSED"])
            .select_related(
                "provider", "offer", "demand__requester", "demand__commune",
                "demand__department", "demand__officer__user",
            )
            .prefetch_related("questions")
            .order_by("pk")
        )  # fmt: skip

    def awaiting_an_answer(self) -> Self:
        return self.filter(status=ReferralStatus.SENT)

    def accepted(self) -> Self:
        return self.filter(status=ReferralStatus.ACCEPTED)

    def let_go(self) -> Self:
        """Declined by the structure, or taken back by the desk."""
        return self.filter(status__in=[ReferralStatus.REFUSED, ReferralStatus.WITHDRAWN])

    def for_activity(self) -> Self:
        return (
            self.select_related("demand__department", "satisfaction")
            .prefetch_related("questions")
            .order_by("pk")
        )

    def answered(self) -> Self:
        return self.exclude(status=ReferralStatus.SENT)

    def oldest_first(self) -> Self:
        return self.for_index().order_by("sent_at", "pk")

    def for_detail(self) -> Self:
        """All that the page of a referral shows."""
        return (
            self.for_index()
            .select_related(
                "demand__qualification__theme",
                "demand__qualification__programme",
                "suggested",
                "satisfaction",
                "recorded_by",
            )
            .prefetch_related("questions")
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
    # Who answered without an account, in the words that the person typed.
    answered_label = models.CharField("répondue par", max_length=150, blank=True)
    # When the desk wrote the answer down for the structure: how it came, and who wrote it.
    answer_channel = models.CharField(
        "réponse donnée", max_length=10, choices=AnswerChannel, blank=True, db_default=""
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    # When the structure was first told: its clock starts then. None: nobody there knows yet.
    told_at = models.DateTimeField("prévenue le", null=True)
    letter_sent_on = models.DateField("lettre envoyée le", null=True)
    suggested = models.ForeignKey(
        "directory.Organisation",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="structure proposée à la place",
    )
    suggestion = models.CharField("structure proposée, en clair", max_length=200, blank=True)
    # The signature of the link holds it: changing it revokes every link sent.
    link_key = models.CharField(max_length=16, default="", blank=True, editable=False)
    link_sent_at = models.DateTimeField("lien envoyé le", null=True)

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
            models.CheckConstraint(
                condition=Q(answer_channel="", recorded_by=None)
                | Q(answer_channel__in=AnswerChannel.values, recorded_by__isnull=False),
                name="referral_recorded_answer_says_how_and_by_whom",
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
    def given_satisfaction(self) -> "Satisfaction | None":
        """What the authority said of the help, if it has said something."""
        return getattr(self, "satisfaction", None)

    @property
    def is_alive(self) -> bool:
        return self.status in {ReferralStatus.SENT, ReferralStatus.ACCEPTED}

    @property
    def is_untold(self) -> bool:
        """Sent to a structure that no account and no address lets us reach, and no letter yet."""
        return self.told_at is None and self.status == ReferralStatus.SENT

    def pauses(self) -> tuple[Pause, ...]:
        """While the provider waits for what it asked; needs `questions` loaded."""
        return tuple(
            Pause(question.asked_at, question.settled_at, WAITS_FOR_MORE)
            for question in self.questions.all()
        )

    @property
    def open_question(self) -> "Question | None":
        """What the provider is still waiting for."""
        return next((one for one in self.questions.all() if one.settled_at is None), None)

    @property
    def department_code(self) -> str:
        return self.demand.department_code

    @property
    def case_key(self) -> str:
        return self.demand.case_key


class Question(models.Model):
    """What a provider must know before it answers; its clock stands still meanwhile."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="questions")
    body = models.TextField("ce qui manque")
    asked_label = models.CharField("demandé par", max_length=150)
    asked_at = models.DateTimeField("demandé le")
    reply = models.TextField("réponse", blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField("répondu le", null=True)

    class Meta:
        verbose_name = "question d’une structure"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(settled_at__gte=F("asked_at")),
                name="question_is_settled_after_it_is_asked",
            ),
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(settled_at=None),
                name="question_one_open_per_referral",
            ),
        ]

    def __str__(self) -> str:
        return f"question #{self.pk}"
