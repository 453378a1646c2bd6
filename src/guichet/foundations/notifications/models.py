"""Every letter that leaves, kept before it leaves: mail down loses nothing."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models

from guichet.foundations.accounts.models import User

from .choices import ABOUT_SIGN_IN, DeliveryStatus


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def latest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def visible_to(self, user: User) -> Self:
        """One's own letters, but for sign-in links: they open a door that is open already."""
        return self.filter(to_user=user).exclude(about=ABOUT_SIGN_IN)

    def unsent(self) -> Self:
        return self.filter(status__in=[DeliveryStatus.WAITING, DeliveryStatus.FAILED])

    def written_before(self, instant: datetime) -> Self:
        return self.filter(created_at__lt=instant)


class Delivery(models.Model):
    """One letter to one address."""

    to_email = models.EmailField("destinataire")
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="deliveries"
    )
    subject = models.CharField("objet", max_length=250)
    body = models.TextField("texte")
    link = models.CharField("lien", max_length=500, blank=True)
    about = models.CharField("à propos de", max_length=80, blank=True)
    # What an answer by mail would be filed in; empty when the letter asks for none.
    thread = models.CharField("fil de réponse", max_length=20, blank=True)
    # A meeting as calendars take it (RFC 5545); empty for all other letters.
    calendar = models.TextField("agenda électronique joint", blank=True, default="")
    status = models.CharField(
        "état", max_length=10, choices=DeliveryStatus, default=DeliveryStatus.WAITING
    )
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    last_error = models.TextField("dernière erreur", blank=True)
    created_at = models.DateTimeField("écrit le")
    sent_at = models.DateTimeField("envoyé le", null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "courriel"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=DeliveryStatus.values),
                name="delivery_status_is_known",
            ),
        ]
        indexes = [
            # The outbox page and the retry job.
            models.Index(fields=["status", "created_at"], name="delivery_status_created"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.subject}"
