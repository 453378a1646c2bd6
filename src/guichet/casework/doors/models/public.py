"""What strangers leave at the public door until they confirm it, and how often they knock."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from ..choices import Outcome


class PublicEntryQuerySet(models.QuerySet["PublicEntry"]):
    def of_token_hash(self, token_hash: str) -> Self:
        return self.filter(token_hash=token_hash)

    def left_since(self, since: datetime) -> Self:
        """Not confirmed yet, and left lately."""
        return self.filter(demand=None, confirmed_at=None, created_at__gt=since)

    def forgotten(self, before: datetime) -> Self:
        """Never confirmed, and too old to be."""
        return self.filter(demand=None, created_at__lt=before)


class PublicEntry(models.Model):
    """A demand typed without an account, until its author confirms it by mail (glossary:
    demande en attente)."""

    department = models.ForeignKey("territories.Territory", models.PROTECT, related_name="+")
    requester = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    commune = models.ForeignKey("territories.Territory", models.PROTECT, related_name="+")
    # Answers to the questions of the intake form, as texts.
    answers = models.JSONField("réponses")
    email = models.EmailField("adresse électronique")
    # Only the hash of the secret of the link is kept.
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    demand = models.OneToOneField(
        "demands.Demand", models.CASCADE, null=True, blank=True, related_name="public_entry"
    )

    objects = PublicEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "demande en attente de confirmation"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, demand=None)
                | Q(confirmed_at__isnull=False, demand__isnull=False),
                name="public_entry_confirmed_has_its_demand",
            ),
        ]
        indexes = [
            # The nightly forgetting.
            models.Index(fields=["created_at"], name="public_entry_created"),
        ]

    def __str__(self) -> str:
        return f"demande en attente #{self.pk}"

    @property
    def department_code(self) -> str:
        return self.department.code


class KnockQuerySet(models.QuerySet["Knock"]):
    def since(self, instant: datetime) -> Self:
        return self.filter(at__gt=instant)

    def before(self, instant: datetime) -> Self:
        return self.filter(at__lt=instant)

    def kept(self) -> Self:
        return self.filter(outcome=Outcome.KEPT)

    def from_origin(self, origin: str) -> Self:
        return self.filter(origin=origin)

    def of_email(self, email: str) -> Self:
        return self.filter(email=email)


class Knock(models.Model):
    """One sending of the public form, kept or refused: the trace, and the limit per hour.

    Addresses are kept as keyed fingerprints: enough to count, useless to reach anyone.
    """

    origin = models.CharField(max_length=32)
    email = models.CharField(max_length=32)
    outcome = models.CharField("suite", max_length=10, choices=Outcome)
    at = models.DateTimeField()

    objects = KnockQuerySet.as_manager()

    class Meta:
        verbose_name = "envoi du formulaire public"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="knock_outcome_is_known"
            ),
        ]
        indexes = [
            # The two limits per hour.
            models.Index(fields=["origin", "at"], name="knock_origin"),
            models.Index(fields=["email", "at"], name="knock_email"),
        ]

    def __str__(self) -> str:
        return f"envoi #{self.pk}"


class DraftReminder(models.Model):
    """The one letter that says where an abandoned draft waits."""

    demand = models.OneToOneField("demands.Demand", models.CASCADE, related_name="draft_reminder")
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = "rappel de brouillon"

    def __str__(self) -> str:
        return f"rappel #{self.pk}"
