"""A meeting of the committee (glossary: séance)."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from guichet.casework.committee.choices import MeetingForm, MeetingStatus
from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role

from .bodies import Committee


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> Self:
        """The desk of the department and the members; observers see every department.

        Members see a meeting from its convocation on.
        """
        access = access_of(user)
        mine = Q(committee__department__code__in=access.departments(DESK))
        sat = Q(
            committee__department__code__in=access.departments(
                {Role.COMMITTEE_MEMBER, Role.SUB_PREFECT}
            )
        ) & ~Q(status=MeetingStatus.PREPARED)
        found = mine | sat
        if access.has(Role.NATIONAL_OBSERVER):
            found = found | ~Q(status=MeetingStatus.PREPARED)
        return self.filter(found)

    def published(self) -> Self:
        return self.filter(status=MeetingStatus.PUBLISHED)

    def closed_before(self, instant: datetime) -> Self:
        """Meetings really held before that instant, latest first."""
        return self.filter(closed_at__lt=instant).order_by("-closed_at", "-pk")

    def for_index(self) -> Self:
        return self.select_related("committee__department").order_by("-scheduled_at", "-pk")


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
    urgency_reason = models.TextField("motif d’urgence", blank=True)
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

    objects = MeetingQuerySet.as_manager()

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
