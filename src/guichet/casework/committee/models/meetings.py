"""A meeting of the committee (glossary: séance)."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from guichet.casework.committee.choices import ItemKind, MeetingForm, MeetingStatus, Outcome
from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.directory.access import DESK, access_of

from .bodies import Committee, seen_by

REHEARSAL = "Répétition : séance fictive, membres fictifs, sans aucune valeur."


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> Self:
        """The desk of the department and the members; observers see every department.

        Members see a meeting from its convocation on.
        """
        access = access_of(user)
        mine = Q(committee__department__code__in=access.departments(DESK))
        known = ~Q(status=MeetingStatus.PREPARED) & Q(committee__is_rehearsal=False)
        return self.filter(mine | (known & seen_by(user, "committee__")))

    def rehearsals(self) -> Self:
        return self.filter(committee__is_rehearsal=True)

    def published(self) -> Self:
        return self.filter(status=MeetingStatus.PUBLISHED)

    def announced(self) -> Self:
        """Convened, under way or published: what a public calendar may say."""
        return self.filter(
            committee__is_public=True,
            status__in=[MeetingStatus.CONVENED, MeetingStatus.OPENED, MeetingStatus.PUBLISHED],
        )

    def of_committee(self, committee: Committee) -> Self:
        return self.filter(committee=committee)

    def closed(self) -> Self:
        return self.filter(closed_at__isnull=False)

    def not_convened_again(self) -> Self:
        """Without those that lacked a quorum and were held again: the second one counts."""
        return self.filter(second_meetings=None)

    def held_in(self, year: int) -> Self:
        return self.closed().not_convened_again().filter(closed_at__year=year)

    def to_come(self, instant: datetime) -> Self:
        return self.filter(
            status__in=[MeetingStatus.PREPARED, MeetingStatus.CONVENED], scheduled_at__gt=instant
        ).order_by("scheduled_at", "pk")

    def to_remind(self, day: date) -> Self:
        """Convened, to be held after that day, and whose automatic reminder is due."""
        return self.filter(
            status=MeetingStatus.CONVENED,
            reminder_on__lte=day,
            reminded_at=None,
            scheduled_at__date__gt=day,
        ).order_by("scheduled_at", "pk")

    def on_day(self, day: date) -> Self:
        """Those that stand on that day in Paris; a cancelled one leaves its place."""
        return self.filter(scheduled_at__date=day).exclude(status=MeetingStatus.CANCELLED)

    def with_minutes_to_approve(self) -> Self:
        """Over, and whose minutes no later meeting approved: read from its item, never stored."""
        later = self.model.objects.adopting(
            committee=OuterRef("committee"), closed_at=OuterRef("closed_at")
        )
        return self.closed().exclude(Exists(later))

    def adopting(self, *, committee: object, closed_at: object) -> Self:
        """The meetings that approved the minutes of one closed then, the first of them first."""
        return self.filter(
            committee=committee,
            closed_at__gt=closed_at,
            items__kind=ItemKind.PREVIOUS_MINUTES,
            items__outcome=Outcome.APPROVED,
        ).order_by("closed_at", "pk")

    def held_on(self, body: str, day: date) -> Self:
        """The address of a public page: that of the body (a department, « 04-detr ») and a day."""
        held_at = Coalesce("opened_at", "scheduled_at")
        return (
            self.filter(committee__slug=body)
            .annotate(held_at=held_at)
            .filter(held_at__date=day)
            .order_by("-held_at", "-pk")
        )

    def for_public_index(self) -> Self:
        """All that one line of the list of published meetings shows."""
        return self.select_related("committee__department", "minutes").order_by(
            "committee__department__code", "committee__slug", "-scheduled_at", "-pk"
        )

    def closed_before(self, instant: datetime) -> Self:
        """Meetings really held before that instant, latest first."""
        return self.filter(closed_at__lt=instant).order_by("-closed_at", "-pk")

    def known_to(self, user: User) -> Self:
        """Those that the person may open, and those that everybody may read."""
        seen = self.model.objects.visible_to(user).values("pk")
        return self.filter(Q(pk__in=seen) | Q(status=MeetingStatus.PUBLISHED))

    def for_index(self) -> Self:
        """All that one row of committee/index.html shows, in one query."""
        return (
            self.select_related("committee__department")
            .annotate(number_of_items=Count("items"))
            .order_by("-scheduled_at", "-pk")
        )

    def for_detail(self) -> Self:
        return self.select_related("committee__department", "convened_again_after")


_MeetingManager = models.Manager.from_queryset(MeetingQuerySet)


class MeetingManager(_MeetingManager["Meeting"]):
    """The real ones: figures, public pages, feeds and agendas never see a rehearsal (ADR 0024)."""

    def get_queryset(self) -> MeetingQuerySet:
        return MeetingQuerySet(self.model, using=self._db).filter(committee__is_rehearsal=False)


class Meeting(models.Model):
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="meetings")
    status = models.CharField(
        "état", max_length=10, choices=MeetingStatus, default=MeetingStatus.PREPARED
    )
    form = models.CharField("forme", max_length=10, choices=MeetingForm)
    scheduled_at = models.DateTimeField("date et heure")
    place = models.CharField("lieu ou lien de connexion", max_length=200, blank=True)
    chair_label = models.CharField("présidée par", max_length=200)
    co_chair_label = models.CharField("coprésidée par", max_length=200, blank=True)
    # The figures of the agenda tell what happened after the first instant, up to the second; the
    # next meeting starts where this one stopped, so that nothing is told twice nor forgotten.
    counted_since = models.DateTimeField("chiffres depuis le", null=True, blank=True)
    counted_until = models.DateTimeField("chiffres arrêtés le", null=True, blank=True)
    convened_at = models.DateTimeField("convoquée le", null=True, blank=True)
    # The rules of the day of the convocation (ruleset.freeze): later changes do not reach back.
    rules = models.JSONField("règles", null=True, blank=True, editable=False)
    urgency_reason = models.TextField("motif d’urgence", blank=True)
    # The day on which the silent are reminded; empty when nobody is to be.
    reminder_on = models.DateField("relance automatique le", null=True, blank=True)
    reminded_at = models.DateTimeField("relance automatique partie le", null=True, blank=True)
    is_second_convocation = models.BooleanField("seconde convocation", default=False)
    convened_again_after = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="second_meetings"
    )
    opened_at = models.DateTimeField("ouverte à", null=True, blank=True)
    closed_at = models.DateTimeField("levée à", null=True, blank=True)
    quorum_sentence = models.TextField("constat du quorum", blank=True)
    closing_words = models.TextField("mot de conclusion", blank=True)
    cancelled_because = models.TextField("motif de l’annulation", blank=True)
    published_at = models.DateTimeField("publiée le", null=True, blank=True)

    objects = MeetingManager()
    # For the screens of the desk, where a rehearsal is played like any other meeting.
    with_rehearsals = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "séance"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=MeetingStatus.values), name="meeting_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(form__in=MeetingForm.values), name="meeting_form_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="PUBLISHED") | Q(published_at__isnull=False),
                name="meeting_published_says_when",
            ),
            # The public address of a meeting is its department and its day.
            models.UniqueConstraint(
                fields=["committee", "scheduled_at"],
                condition=~Q(status="CANCELLED"),
                name="meeting_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"séance #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("committee:detail", args=[self.pk])

    @property
    def department_code(self) -> str:
        return self.committee.department_code

    def get_public_url(self) -> str:
        return reverse("committee:public_meeting", args=[self.committee.slug, self.day])

    @property
    def day(self) -> date:
        """The day on which it was opened, else the one it is convened for."""
        return local_day(self.opened_at or self.scheduled_at)

    def counts(self, instant: datetime) -> bool:
        """Whether what happened at that instant is in the figures of this meeting."""
        if self.counted_until is None or instant > self.counted_until:
            return False
        return self.counted_since is None or instant > self.counted_since

    @property
    def is_rehearsal(self) -> bool:
        return self.committee.is_rehearsal

    @property
    def page_banner(self) -> str:
        """What every page and every document of this meeting must say first."""
        return REHEARSAL if self.is_rehearsal else ""

    @property
    def is_being_prepared(self) -> bool:
        return self.status == MeetingStatus.PREPARED

    @property
    def is_convened(self) -> bool:
        return self.status == MeetingStatus.CONVENED

    @property
    def is_to_be_reminded(self) -> bool:
        """Its automatic reminder is still to leave."""
        return self.is_convened and self.reminder_on is not None and self.reminded_at is None

    @property
    def is_open(self) -> bool:
        return self.status == MeetingStatus.OPENED

    @property
    def is_over(self) -> bool:
        return self.closed_at is not None

    @property
    def has_approved_minutes(self) -> bool:
        return self.status in {MeetingStatus.APPROVED, MeetingStatus.PUBLISHED}

    @property
    def takes_corrections(self) -> bool:
        """Its minutes are drafted, and not approved yet."""
        return self.status == MeetingStatus.MINUTED

    @property
    def is_by_video_only(self) -> bool:
        return self.form == MeetingForm.VIDEO
