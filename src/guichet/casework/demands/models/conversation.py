"""One thread with the applicant and one between services, for the whole life of a case."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from guichet.foundations.accounts.models import User

from ..choices import DemandStatus, MessageAudience
from .demand import Demand
from .search import SAID, excerpt_of, said_to

if TYPE_CHECKING:
    from .attachments import Attachment

TWICE_WITHIN = timedelta(minutes=2)


class MessageQuerySet(models.QuerySet["Message"]):
    def for_thread(self) -> Self:
        """All that the page of a conversation shows, in four queries whatever its length."""
        return (
            self.select_related("author")
            .prefetch_related(
                models.Prefetch("mentions", queryset=User.objects.order_by("name", "pk")),
                "attachments__document",
            )
            .order_by("written_at", "pk")
        )

    def in_open_cases(self) -> Self:
        return self.exclude(
            demand__status__in=[DemandStatus.DRAFT, DemandStatus.DECLINED, DemandStatus.CLOSED]
        )

    def unread_by(self, user: User) -> Self:
        """What others wrote after the last message that this person marked as read."""
        seen = ReadMark.objects.filter(
            user=user, demand=models.OuterRef("demand"), audience=models.OuterRef("audience")
        )
        last = Coalesce(models.Subquery(seen.values("last_read_id")[:1]), 0)
        return self.annotate(last=last).filter(pk__gt=models.F("last")).exclude(author=user)

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
    mentions = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name="à l’attention de"
    )
    # Of a message that came by mail: the same mail delivered twice is one message.
    mail_id = models.CharField("courriel d’origine", max_length=250, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=MessageAudience.values), name="message_audience_is_known"
            ),
            models.UniqueConstraint(
                fields=["mail_id"], condition=~Q(mail_id=""), name="message_mail_is_filed_once"
            ),
        ]
        # The search of the list.
        indexes = [GinIndex(SAID, name="message_words")]

    def __str__(self) -> str:
        return f"message #{self.pk}"

    @property
    def named(self) -> list[User]:
        """To whom it is addressed; read ahead by `for_thread`."""
        return list(self.mentions.all())

    @property
    def files(self) -> list["Attachment"]:
        return list(self.attachments.all())


class ReadMarkQuerySet(models.QuerySet["ReadMark"]):
    def of(self, user: User, demand: Demand) -> dict[str, int]:
        """The last message read of each thread of a demand."""
        found = self.filter(user=user, demand=demand).order_by("pk")
        return dict(found.values_list("audience", "last_read_id"))


class ReadMark(models.Model):
    """How far a person has read one thread; private, and the only thing kept of reading."""

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    audience = models.CharField("fil", max_length=10, choices=MessageAudience)
    last_read = models.ForeignKey(Message, models.CASCADE, related_name="+")

    objects = ReadMarkQuerySet.as_manager()

    class Meta:
        verbose_name = "marque de lecture"
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=MessageAudience.values), name="read_mark_audience_is_known"
            ),
            models.UniqueConstraint(
                fields=["user", "demand", "audience"], name="read_mark_one_per_thread"
            ),
        ]

    def __str__(self) -> str:
        return f"marque #{self.pk}"
