from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q

from guichet.foundations.documents.models import Document

from .bodies import Committee
from .items import Promise
from .meetings import Meeting


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def of_meeting(self, meeting: Meeting) -> "Minutes | None":
        """The minutes of that meeting, None as long as nobody drafted them."""
        return self.filter(meeting=meeting).select_related("document").order_by("pk").first()

    def for_public_page(self) -> Self:
        return self.select_related(
            "meeting__committee__department", "document", "adopted_in", "adopted_document"
        )

    def with_promises_due(self, committee: Committee) -> Self:
        """Of the meetings in which something was promised that is neither kept nor released."""
        due = Promise.objects.of_committee(committee).due()
        return self.filter(meeting__in=due.values("made_in")).only("meeting", "sections")

    def without_second_edition(self, committee: Committee) -> Self:
        """Published ones whose file does not say yet that a meeting approved them."""
        return (
            self.for_public_page()
            .select_for_update(of=("self",))
            .filter(
                meeting__in=Meeting.objects.published().of_committee(committee),
                document__isnull=False,
                adopted_in=None,
            )
            .order_by("pk")
        )

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

    # The second edition: the same text with its approval by a later meeting. The first one stays.
    adopted_in = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    adopted_document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = "procès-verbal"
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_in=None, adopted_document=None)
                | Q(
                    adopted_in__isnull=False,
                    adopted_document__isnull=False,
                    document__isnull=False,
                ),
                name="minutes_second_edition_after_the_first",
            ),
        ]

    def __str__(self) -> str:
        return f"procès-verbal #{self.pk}"

    @property
    def department_code(self) -> str:
        return self.meeting.department_code

    @property
    def latest_document(self) -> Document | None:
        """The file to read first: the edition that says its approval, else the first one."""
        return self.adopted_document or self.document

    @property
    def updated_at(self) -> datetime | None:
        """When the public last read something new: the publication, or a file made again."""
        printed = self.latest_document
        moments = [self.meeting.published_at, printed.uploaded_at if printed else None]
        return max((one for one in moments if one is not None), default=None)

    def takes_amendments_on(self, day: date) -> bool:
        return self.amendable_until is not None and day <= self.amendable_until
