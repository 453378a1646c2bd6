"""One thread with the applicant and one between services, for the whole life of a case."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Q

from guichet.foundations.accounts.models import User

from ..choices import MessageAudience
from .demand import Demand
from .search import SAID, excerpt_of, said_to

TWICE_WITHIN = timedelta(minutes=2)


class MessageQuerySet(models.QuerySet["Message"]):
    def for_thread(self) -> Self:
        return self.select_related("author").order_by("written_at", "pk")

    def for_applicant(self) -> Self:
        return self.filter(audience=MessageAudience.APPLICANT)

    def saying(self, query: SearchQuery, *, reader: User) -> Self:
        """Those that hold the words, among those that this person may read."""
        return self.alias(words=SAID).filter(said_to(reader), words=query)

    def excerpts(self, demands: Iterable[int], query: SearchQuery, *, reader: User) -> Self:
        """The last message of each demand that holds the words, with its `excerpt`."""
        return (
            self.filter(demand__in=demands)
            .saying(query, reader=reader)
            .annotate(excerpt=excerpt_of("body", query))
            .order_by("demand", "-written_at", "-pk")
            .distinct("demand")
        )

    def between_services(self) -> Self:
        return self.filter(audience=MessageAudience.INTERNAL)

    def said_just_before(
        self, demand: Demand, *, audience: str, body: str, by: User | None, at: datetime
    ) -> bool:
        """Whether the same person has just written the same thing: a second click."""
        same = self.filter(demand=demand, audience=audience, body=body, author=by)
        return by is not None and same.filter(written_at__gt=at - TWICE_WITHIN).exists()


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
        # The search of the list.
        indexes = [GinIndex(SAID, name="message_words")]

    def __str__(self) -> str:
        return f"message #{self.pk}"
