from datetime import date
from typing import Self

from django.db import models

from .meetings import Meeting


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def of_meeting(self, meeting: Meeting) -> "Minutes | None":
        """The minutes of that meeting, None as long as nobody drafted them."""
        return self.filter(meeting=meeting).select_related("document").order_by("pk").first()

    def for_public_page(self) -> Self:
        return self.select_related("meeting__committee__department", "document")

    def published_last(self, number: int) -> Self:
        """Those of the last published meetings, newest first, for feeds and open files."""
        published = Meeting.objects.published()
        return (
            self.for_public_page()
            .filter(meeting__in=published)
            .order_by("-meeting__published_at", "-pk")[:number]
        )


class Minutes(models.Model):
    """The record of a meeting (glossary: procès-verbal, CRPA R133-13)."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    sections = models.JSONField("texte, par parties", default=list)
    # What the visitor reads is what was checked on the day of publication, not today's records.
    public_sections = models.JSONField("page publique, par parties", default=list, blank=True)
    # One line per item that everybody may read, as it stood on the day of publication.
    public_decisions = models.JSONField("décisions publiées", default=list, blank=True)
    # Until that day whoever attended may ask for a change.
    amendable_until = models.DateField("amendements jusqu’au", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    drafted_at = models.DateTimeField("rédigé le")
    approved_at = models.DateTimeField("approuvé le", null=True, blank=True)
    approved_by_label = models.CharField("approuvé par", max_length=200, blank=True)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = "procès-verbal"

    def __str__(self) -> str:
        return f"procès-verbal #{self.pk}"

    @property
    def department_code(self) -> str:
        return self.meeting.department_code

    def takes_amendments_on(self, day: date) -> bool:
        return self.amendable_until is not None and day <= self.amendable_until
