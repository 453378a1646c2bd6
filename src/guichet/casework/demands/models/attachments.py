from collections.abc import Iterable
from typing import Self

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Q

from guichet.foundations.accounts.models import User
from guichet.foundations.documents.choices import ScanResult
from guichet.foundations.documents.models import Document

from ..choices import MessageAudience
from .conversation import Message
from .demand import Demand
from .search import FileNameWords, said_to


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def same_as(self, document: Document) -> Self:
        return self.filter(document__sha256=document.sha256, document__name=document.name)

    def named(self, query: SearchQuery, *, reader: User) -> Self:
        """Those whose file name holds the words, and that this person may read."""
        return self.alias(words=FileNameWords("document__name")).filter(
            Q(message=None) | said_to(reader, "message__"), words=query
        )

    def excerpts(self, demands: Iterable[int], query: SearchQuery, *, reader: User) -> Self:
        """One file of each demand whose name holds the words."""
        named = self.filter(demand__in=demands).named(query, reader=reader)
        return named.select_related("document").order_by("demand", "pk").distinct("demand")

    def heard_by(self, *, internal: bool) -> Self:
        """A file joined to a message between services is read by the services only."""
        if internal:
            return self
        return self.filter(Q(message=None) | Q(message__audience=MessageAudience.APPLICANT))

    def for_panel(self) -> Self:
        """All that the list of files of a case shows, in one query."""
        return self.select_related("document__uploaded_by").order_by("document__uploaded_at", "pk")


class Attachment(models.Model):
    """A document joined to a demand (glossary: pièce jointe)."""

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="attachments")
    message = models.ForeignKey(
        Message, models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="attachment")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce jointe"

    def __str__(self) -> str:
        return f"pièce #{self.pk}"

    @property
    def is_infected(self) -> bool:
        return self.document.scan == ScanResult.INFECTED
