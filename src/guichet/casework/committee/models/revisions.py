"""The life of a text: its versions, what members asked to change, what went back to each case."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from guichet.casework.committee.choices import AmendmentStatus
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User

from .items import AgendaItem
from .meetings import Meeting
from .minutes import Minutes


class MinutesVersionQuerySet(models.QuerySet["MinutesVersion"]):
    def of_minutes(self, minutes: Minutes) -> Self:
        return self.filter(minutes=minutes).order_by("-number")

    def for_list(self) -> Self:
        """Without the texts: a list of a hundred versions stays light."""
        return self.defer("sections", "public_sections")


class MinutesVersion(models.Model):
    """The two texts as somebody saved them: written once, never changed."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField("version")
    sections = models.JSONField("texte, par parties")
    public_sections = models.JSONField("page publique, par parties")
    saved_at = models.DateTimeField("enregistrée le")
    saved_by_label = models.CharField("par", max_length=200)
    what = models.CharField("ce qui a changé", max_length=2000, blank=True)

    objects = MinutesVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version d’un procès-verbal"
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="version_saved_once"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} (#{self.pk})"


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def of_minutes(self, minutes: Minutes) -> Self:
        return self.filter(minutes=minutes).order_by("proposed_at", "pk")

    def waiting(self) -> Self:
        return self.filter(status=AmendmentStatus.PROPOSED)

    def waits_already(self, minutes: Minutes, *, section: str, text: str, by: User | None) -> bool:
        """Whether the same person asked for the same text, and has no answer yet."""
        asked = self.filter(minutes=minutes, section_key=section, proposed_text=text, author=by)
        return by is not None and asked.waiting().exists()


class Amendment(models.Model):
    """What somebody who attended asks to change in a draft, and the answer of the secretary."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="amendments")
    section_key = models.CharField(max_length=60)
    section_title = models.CharField("partie", max_length=300)
    base_text = models.TextField("texte tel qu’il était", blank=True)
    proposed_text = models.TextField("texte proposé")
    reason = models.TextField("motif", blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    author_label = models.CharField("proposé par", max_length=200)
    proposed_at = models.DateTimeField("proposé le")
    status = models.CharField(
        "état", max_length=10, choices=AmendmentStatus, default=AmendmentStatus.PROPOSED
    )
    answer = models.TextField("réponse", blank=True)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = "amendement"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=AmendmentStatus.values), name="amendment_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="PROPOSED", answered_at=None)
                | (~Q(status="PROPOSED") & Q(answered_at__isnull=False)),
                name="amendment_answered_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="REFUSED") | ~Q(answer=""),
                name="amendment_refused_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"amendement #{self.pk}"

    @property
    def department_code(self) -> str:
        return self.minutes.department_code


class DisagreementQuerySet(models.QuerySet["Disagreement"]):
    def of_meeting(self, meeting: Meeting) -> Self:
        return (
            self.filter(item__meeting=meeting).select_related("item").order_by("item__rank", "pk")
        )


class Disagreement(models.Model):
    """A member asked that his disagreement be written in the minutes (CRPA R133-13)."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="disagreements")
    member_label = models.CharField("membre", max_length=200)
    words = models.TextField("désaccord")

    objects = DisagreementQuerySet.as_manager()

    class Meta:
        verbose_name = "désaccord"

    def __str__(self) -> str:
        return f"désaccord #{self.pk}"


class ExtractQuerySet(models.QuerySet["Extract"]):
    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(item__meeting=meeting).order_by("sent_at", "pk")

    def of_demand(self, demand: Demand) -> Self:
        return self.filter(demand=demand).select_related("item__meeting").order_by("-sent_at")


class Extract(models.Model):
    """What the minutes say of one case, as it was sent back to it: written once, never changed."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="extracts")
    demand = models.ForeignKey(Demand, models.PROTECT, related_name="extracts")
    text = models.TextField("extrait")
    sha256 = models.CharField("empreinte", max_length=64)
    sent_at = models.DateTimeField("renvoyé le")
    sent_by_label = models.CharField("par", max_length=200)

    objects = ExtractQuerySet.as_manager()

    class Meta:
        verbose_name = "extrait de procès-verbal"
        constraints = [
            models.UniqueConstraint(fields=["item", "sha256"], name="extract_sent_once_per_text"),
        ]

    def __str__(self) -> str:
        return f"extrait #{self.pk}"
