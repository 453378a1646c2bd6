"""One thread with the applicant and one between services, for the whole life of a case."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..choices import MessageAudience
from .demand import Demand


class MessageQuerySet(models.QuerySet["Message"]):
    def for_thread(self) -> Self:
        return self.select_related("author").order_by("written_at", "pk")

    def for_applicant(self) -> Self:
        return self.filter(audience=MessageAudience.APPLICANT)


class Message(models.Model):
    demand = models.ForeignKey(Demand, models.CASCADE, related_name="messages")
    audience = models.CharField("fil", max_length=10, choices=MessageAudience)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    author_label = models.CharField("de", max_length=200)
    body = models.TextField("message")
    written_at = models.DateTimeField("écrit le")

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=MessageAudience.values), name="message_audience_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"message #{self.pk}"
