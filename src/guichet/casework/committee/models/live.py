"""What happens while the committee sits, one row per fact: nothing here is ever overwritten.

`Attendance` and the columns of `AgendaItem` show how things stand; these tables hold what brought
them there. The database refuses to change or delete a movement or a ruling (migration 0004).
"""

from typing import Self

from django.db import models
from django.db.models import Q

from guichet.casework.committee.choices import AttendanceMode, ChairVote, Outcome

from .bodies import Seat
from .items import AgendaItem
from .meetings import Meeting


class MovementQuerySet(models.QuerySet["Movement"]):
    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(meeting=meeting)

    def in_order(self) -> Self:
        return self.select_related("seat", "represented_by", "item").order_by("at", "pk")


class Movement(models.Model):
    """From that instant, the seat takes part in that way (CRPA R133-9, R133-10, R133-13)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="movements")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="movements")
    mode = models.CharField("présence", max_length=12, choices=AttendanceMode)
    represented_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The item that was being dealt with: « arrivée au point 4 ».
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="movements"
    )
    at = models.DateTimeField("à")

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = "mouvement"
        constraints = [
            models.CheckConstraint(
                condition=Q(mode__in=AttendanceMode.values), name="movement_mode_known"
            ),
        ]

    def __str__(self) -> str:
        return f"mouvement #{self.pk}"


class RecusalQuerySet(models.QuerySet["Recusal"]):
    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(item__meeting=meeting)

    def of_item(self, item: AgendaItem) -> Self:
        return self.filter(item=item)

    def standing(self) -> Self:
        return self.filter(lifted_at=None)

    def in_order(self) -> Self:
        return self.select_related("seat").order_by("item_id", "seat_id", "pk")


class Recusal(models.Model):
    """A member leaves one item because of a personal interest (CRPA R133-12)."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="recusals")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="recusals")
    reason = models.CharField("motif", max_length=300)
    at = models.DateTimeField("à")
    lifted_at = models.DateTimeField("levé à", null=True, blank=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = "déport"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "seat"], condition=Q(lifted_at=None), name="recusal_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"déport #{self.pk}"


class RulingQuerySet(models.QuerySet["Ruling"]):
    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(item__meeting=meeting)

    def latest_first(self) -> Self:
        return self.order_by("item_id", "-at", "-pk")


class Ruling(models.Model):
    """What was recorded of an item at one instant. A correction is another row: the first stays.

    `electorate` is who could vote then: [seat, mode, holder] for each seat that was there, so that
    the count can be checked years later.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="rulings")
    outcome = models.CharField("issue", max_length=25, choices=Outcome)
    note = models.TextField("ce qui a été dit", blank=True)
    votes_for = models.PositiveSmallIntegerField("pour", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("contre", null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField("abstentions", null=True, blank=True)
    chair_vote = models.CharField(
        "vote de la présidence", max_length=10, choices=ChairVote, blank=True
    )
    # [college, for, against, abstentions], where the rules ask a share of some colleges.
    college_votes = models.JSONField("voix par collège", default=list, blank=True)
    result_sentence = models.TextField("résultat", blank=True)
    # When the chair proclaims something else than what the count gives.
    difference_reason = models.TextField("motif de l’écart", blank=True)
    quorum_sentence = models.TextField("quorum au moment de l’issue", blank=True)
    voters = models.PositiveSmallIntegerField("pouvaient voter", default=0)
    electorate = models.JSONField("présents et pouvoirs", default=list)
    recused = models.JSONField("déports", default=list)
    at = models.DateTimeField("à")

    objects = RulingQuerySet.as_manager()

    class Meta:
        verbose_name = "issue notée"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="ruling_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(chair_vote__in=["", *ChairVote.values]), name="ruling_chair_vote_known"
            ),
        ]

    def __str__(self) -> str:
        return f"issue #{self.pk}"


class Floor(models.Model):
    """The item being dealt with, for those who follow (glossary: point en cours)."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="floor")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateTimeField("depuis")

    class Meta:
        verbose_name = "point en cours"

    def __str__(self) -> str:
        return f"point en cours #{self.pk}"


class Gesture(models.Model):
    """A gesture of the secretary's screen, kept by the key that the browser gave it.

    A browser that lost the network sends again what it is not sure about: the second time finds the
    key and changes nothing.
    """

    key = models.UUIDField("clé", unique=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="gestures")
    kind = models.CharField("geste", max_length=20)
    made_at = models.DateTimeField("fait à")
    received_at = models.DateTimeField("reçu à")
    sentence = models.TextField("réponse", blank=True)

    class Meta:
        verbose_name = "geste"

    def __str__(self) -> str:
        return f"geste {self.key}"
